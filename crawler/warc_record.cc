// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/warc_record.h"

#include <fmt/format.h>

namespace veto::crawler {
namespace {

std::string exchange_id(const WarcExchange& exchange, std::string_view type) {
  return warc_record_id(fmt::format("{}\n{}\n{}\n{}\n{}", type, exchange.run_id,
                                    exchange.url, to_micros(exchange.time),
                                    exchange.payload_digest.hex()));
}

WarcFields common_fields(const WarcExchange& exchange, std::string_view type) {
  WarcFields fields = {
      {"WARC-Type", std::string(type)},
      {"WARC-Record-ID", exchange_id(exchange, type)},
      {"WARC-Date", to_rfc3339(exchange.time)},
      {"WARC-Target-URI", exchange.url},
  };
  if (!exchange.remote_ip.empty())
    fields.emplace_back("WARC-IP-Address", exchange.remote_ip);
  fields.emplace_back("WARC-Protocol", "http/1.1");
  return fields;
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
  std::string record = "WARC/1.1\r\n";
  for (const auto& [name, value] : fields)
    record += fmt::format("{}: {}\r\n", name, value);
  record += fmt::format("Content-Length: {}\r\n\r\n", block.size());
  record += block;
  record += "\r\n\r\n";
  return record;
}

std::string warc_response(const WarcExchange& exchange) {
  const std::string block = exchange.response_head + exchange.body;
  WarcFields fields = common_fields(exchange, "response");
  fields.emplace_back("WARC-Payload-Digest",
                      exchange.payload_digest.labelled());
  fields.emplace_back("WARC-Block-Digest", sha256(block).labelled());
  if (exchange.truncated) fields.emplace_back("WARC-Truncated", "length");
  fields.emplace_back("Content-Type", "application/http;msgtype=response");
  return warc_record(fields, block);
}

std::string warc_request(const WarcExchange& exchange) {
  WarcFields fields = common_fields(exchange, "request");
  fields.emplace_back("WARC-Concurrent-To", exchange_id(exchange, "response"));
  fields.emplace_back("WARC-Block-Digest",
                      sha256(exchange.request_head).labelled());
  fields.emplace_back("Content-Type", "application/http;msgtype=request");
  return warc_record(fields, exchange.request_head);
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
      "the field is kept as X-Archive-Orig-Transfer-Encoding\r\n",
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
