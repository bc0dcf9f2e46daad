// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/archive.h"

#include <algorithm>
#include <array>

#include "base/gzip_fast.h"
#include "crawler/exchange_facts.h"
#include "crawler/http_message.h"
#include "crawler/warc_record.h"

namespace veto::crawler {
namespace {

// Whether compressing the body once more would only cost time.
bool is_packed(const Capture& capture) {
  static constexpr std::array<std::string_view, 11> kPacked = {
      "image/jpeg", "image/png",  "image/gif",       "image/webp",
      "image/avif", "image/heic", "image/heif",      "font/woff2",
      "font/woff",  "video/mp4",  "application/zip",
  };
  const auto coding = find_header(capture.headers, "content-encoding");
  return (coding && *coding != "identity") ||
         std::ranges::find(kPacked, capture.mime) != kPacked.end();
}

WarcExchange exchange_of(const Fetched& fetched, const Capture& capture) {
  const TransportResponse& response = fetched.response;
  WarcExchange exchange;
  exchange.run_id = fetched.run_id;
  exchange.url = capture.url;
  exchange.time = capture.time;
  exchange.remote_ip = capture.remote_ip;
  exchange.protocol = response.protocol;
  if (response.tls) {
    exchange.tls_version = response.tls->version;
    exchange.cipher_suite = response.tls->cipher_suite;
  }
  exchange.request_head = response.request_header;
  exchange.body = response.body;
  exchange.response_head = archived_head(response.header, response.body.size());
  exchange.payload_digest = capture.payload_digest;
  exchange.truncated = to_string(capture.truncation);
  return exchange;
}

WarcOriginal original_of(const Capture& holder) {
  return {holder.run_id, holder.url, holder.time, holder.payload_digest};
}

std::string payload_record(const Fetched& fetched, const WarcExchange& exchange,
                           KnownCaptures& known, Capture& capture) {
  if (fetched.earlier) {
    capture.revisit_of = fetched.earlier->holder.id;
    return warc_revisit(exchange, RevisitProfile::not_modified,
                        original_of(fetched.earlier->holder));
  }
  // Rules that a site set are kept as a record that stands alone.
  const bool may_refer = capture.target != Target::robots &&
                         capture.truncation == Truncation::none &&
                         capture.payload_size >= KnownCaptures::kMinPayload;
  if (may_refer) {
    if (const auto holder = known.with_payload(capture.payload_digest)) {
      capture.revisit_of = holder->id;
      return warc_revisit(exchange, RevisitProfile::identical_payload,
                          original_of(*holder));
    }
  }
  std::string record = warc_response(exchange);
  capture.id = sha256(record).hex();
  if (may_refer) known.add(capture);
  return record;
}

}  // namespace

void archive(const Fetched& fetched, KnownCaptures& known, Prepared& prepared) {
  Capture& capture = prepared.capture;
  const WarcExchange exchange = exchange_of(fetched, capture);
  const std::string record = payload_record(fetched, exchange, known, capture);
  if (!capture.revisit_of.empty()) capture.id = sha256(record).hex();
  std::string& members = prepared.members;
  if (is_packed(capture) && capture.revisit_of.empty()) {
    append_gzip_stored(record, members);
  } else {
    append_gzip_fast(record, members);
  }
  capture.warc_length = members.size();
  append_gzip_fast(warc_request(exchange), members);
  append_gzip_fast(
      warc_metadata(exchange, exchange_facts(fetched.response, capture.via)),
      members);
  prepared.tls = fetched.response.tls;
}

}  // namespace veto::crawler
