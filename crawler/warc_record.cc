// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/warc_record.h"

#include <fmt/format.h>

namespace veto::crawler {
namespace {

std::string exchange_id(std::string_view type, std::string_view run_id,
                        std::string_view url, UtcTime time,
                        const Digest& payload) {
  return warc_record_id(fmt::format("{}\n{}\n{}\n{}\n{}", type, run_id, url,
                                    to_micros(time), payload.hex()));
}

std::string exchange_id(const WarcExchange& exchange, std::string_view type) {
  return exchange_id(type, exchange.run_id, exchange.url, exchange.time,
                     exchange.payload_digest);
}

// `identity`: a revisit stands where the response would.
WarcFields common_fields(const WarcExchange& exchange, std::string_view type,
                         std::string_view identity) {
  WarcFields fields = {
      {"WARC-Type", std::string(type)},
      {"WARC-Record-ID", exchange_id(exchange, identity)},
      {"WARC-Date", to_rfc3339(exchange.time)},
      {"WARC-Target-URI", exchange.url},
  };
  if (!exchange.remote_ip.empty())
    fields.emplace_back("WARC-IP-Address", exchange.remote_ip);
  // Repeated rather than a list: the practice other archives agreed on.
  for (const auto& protocol : {exchange.protocol, exchange.tls_version})
    if (!protocol.empty()) fields.emplace_back("WARC-Protocol", protocol);
  if (!exchange.cipher_suite.empty())
    fields.emplace_back("WARC-Cipher-Suite", exchange.cipher_suite);
  return fields;
}

std::string header_of(const WarcFields& fields, std::size_t block_size) {
  std::string header = "WARC/1.1\r\n";
  for (const auto& [name, value] : fields)
    header.append(name).append(": ").append(value).append("\r\n");
  return header + fmt::format("Content-Length: {}\r\n\r\n", block_size);
}

const char* profile_uri(RevisitProfile profile) {
  return profile == RevisitProfile::not_modified
             ? "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
             : "http://netpreserve.org/warc/1.1/revisit/"
               "identical-payload-digest";
}

}  // namespace

std::string warc_record_id(std::string_view name) {
  Digest digest = sha256(name);
  digest.bytes[6] = static_cast<std::uint8_t>((digest.bytes[6] & 0x0f) | 0x80);
  digest.bytes[8] = static_cast<std::uint8_t>((digest.bytes[8] & 0x3f) | 0x80);
  const std::string hex = digest.hex();
  return fmt::format("<urn:uuid:{}-{}-{}-{}-{}>", hex.substr(0, 8),
                     hex.substr(8, 4), hex.substr(12, 4), hex.substr(16, 4),
                     hex.substr(20, 12));
}

std::string warc_record(const WarcFields& fields, std::string_view block) {
  std::string record = header_of(fields, block.size());
  record.append(block).append("\r\n\r\n");
  return record;
}

std::string warc_response(const WarcExchange& exchange) {
  const std::string& head = exchange.response_head;
  const std::string_view body = exchange.body;
  Sha256 block;
  block.update(head);
  block.update(body);
  WarcFields fields = common_fields(exchange, "response", "response");
  fields.emplace_back("WARC-Payload-Digest",
                      exchange.payload_digest.labelled());
  fields.emplace_back("WARC-Block-Digest", block.finish().labelled());
  if (!exchange.truncated.empty())
    fields.emplace_back("WARC-Truncated", exchange.truncated);
  fields.emplace_back("Content-Type", "application/http;msgtype=response");
  std::string record = header_of(fields, head.size() + body.size());
  record.reserve(record.size() + head.size() + body.size() + 4);
  record.append(head).append(body).append("\r\n\r\n");
  return record;
}

std::string warc_revisit(const WarcExchange& exchange, RevisitProfile profile,
                         const WarcOriginal& original) {
  WarcFields fields = common_fields(exchange, "revisit", "response");
  fields.emplace_back("WARC-Profile", profile_uri(profile));
  fields.emplace_back("WARC-Refers-To",
                      exchange_id("response", original.run_id, original.url,
                                  original.time, original.payload_digest));
  fields.emplace_back("WARC-Refers-To-Target-URI", original.url);
  fields.emplace_back("WARC-Refers-To-Date", to_rfc3339(original.time));
  fields.emplace_back("WARC-Payload-Digest",
                      exchange.payload_digest.labelled());
  fields.emplace_back("WARC-Block-Digest",
                      sha256(exchange.response_head).labelled());
  if (profile == RevisitProfile::identical_payload)
    fields.emplace_back("WARC-Truncated", "length");
  fields.emplace_back("Content-Type", "application/http;msgtype=response");
  return warc_record(fields, exchange.response_head);
}

std::string warc_request(const WarcExchange& exchange) {
  WarcFields fields = common_fields(exchange, "request", "request");
  fields.emplace_back("WARC-Concurrent-To", exchange_id(exchange, "response"));
  fields.emplace_back("WARC-Block-Digest",
                      sha256(exchange.request_head).labelled());
  fields.emplace_back("Content-Type", "application/http;msgtype=request");
  return warc_record(fields, exchange.request_head);
}

std::string warc_metadata(const WarcExchange& exchange,
                          const WarcFields& facts) {
  std::string block;
  for (const auto& [name, value] : facts)
    block.append(name).append(": ").append(value).append("\r\n");
  const WarcFields fields = {
      {"WARC-Type", "metadata"},
      {"WARC-Record-ID", exchange_id(exchange, "metadata")},
      {"WARC-Date", to_rfc3339(exchange.time)},
      {"WARC-Target-URI", exchange.url},
      {"WARC-Concurrent-To", exchange_id(exchange, "response")},
      {"WARC-Block-Digest", sha256(block).labelled()},
      {"Content-Type", "application/warc-fields"},
  };
  return warc_record(fields, block);
}

std::string tls_chain_uri(const TlsInfo& tls) {
  return "urn:veto:tls-chain:" + tls.chain_digest.labelled();
}

std::string warc_tls_chain(const TlsInfo& tls, std::string_view file_name,
                           UtcTime time) {
  const std::string pem = chain_pem(tls.chain);
  const std::string digest = sha256(pem).labelled();
  const WarcFields fields = {
      {"WARC-Type", "resource"},
      {"WARC-Record-ID",
       warc_record_id(fmt::format("tls-chain\n{}\n{}", file_name, digest))},
      {"WARC-Date", to_rfc3339(time)},
      {"WARC-Target-URI", tls_chain_uri(tls)},
      {"WARC-Payload-Digest", digest},
      {"WARC-Block-Digest", digest},
      {"Content-Type", "application/pem-certificate-chain"},
  };
  return warc_record(fields, pem);
}

std::string warc_info(const WarcInfo& info) {
  const std::string block = fmt::format(
      "software: {}\r\n"
      "format: WARC File Format 1.1\r\n"
      "conformsTo: http://iipc.github.io/warc-specifications/specifications/"
      "warc-format/warc-1.1/\r\n"
      "robots: classic\r\n"
      "http-header-user-agent: {}\r\n"
      "isPartOf: {}\r\n"
      "description: chunked transfer coding is removed from response bodies; "
      "the field is kept as X-Archive-Orig-Transfer-Encoding; HTTP/2 heads are "
      "written in HTTP/1.1 form; metadata records say where either was so\r\n",
      "veto", info.user_agent, info.run_id);
  const WarcFields fields = {
      {"WARC-Type", "warcinfo"},
      {"WARC-Record-ID", warc_record_id("warcinfo\n" + info.file_name)},
      {"WARC-Date", to_rfc3339(info.time)},
      {"WARC-Filename", info.file_name},
      {"WARC-Block-Digest", sha256(block).labelled()},
      {"Content-Type", "application/warc-fields"},
  };
  return warc_record(fields, block);
}

}  // namespace veto::crawler
