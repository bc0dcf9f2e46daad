// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/record_payload.h"

#include "crawler/content_coding.h"
#include "crawler/stored_body.h"

namespace veto::crawler {

Result<std::string> record_payload(const Capture& capture,
                                   std::string_view record,
                                   std::uint64_t max_bytes) {
  const auto body = body_in(record, capture);
  if (!body) return std::unexpected(body.error());
  auto decoded = decode_content(capture.headers, *body, max_bytes);
  if (!decoded) decoded.error().where = capture.url;
  return decoded;
}

}  // namespace veto::crawler
