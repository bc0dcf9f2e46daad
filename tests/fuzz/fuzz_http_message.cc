// SPDX-License-Identifier: GPL-3.0-or-later
//
// The head of an answer: within bounds, every name a token, and what is
// archived of it says the same, less the transfer coding that is off.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crawler/http_message.h"
#include "crawler/retry_after.h"

namespace {

using veto::crawler::Headers;

void demand(bool holds) {
  if (!holds) std::abort();
}

void check_fields(const Headers& headers) {
  demand(headers.size() <= 2000);
  for (const auto& [name, value] : headers) {
    demand(veto::crawler::is_http_token(name));
    demand(value.find('\n') == std::string::npos);
  }
}

void check_values(const Headers& headers) {
  const auto now = *veto::make_utc(2026, 11, 1, 0, 0, 0);
  for (const auto& [name, value] : headers) {
    const auto essence = veto::crawler::mime_essence(value);
    demand(essence.empty() || essence.find('/') != std::string::npos);
    const auto wait = veto::crawler::parse_retry_after(value, now);
    demand(!wait ||
           (wait->count() >= 0 && *wait <= veto::crawler::kMaxRetryAfter));
  }
}

void check_confirmed(const Headers& stored, const Headers& answer) {
  const Headers merged = veto::crawler::confirmed_headers(stored, answer);
  demand(merged.size() <= stored.size() + answer.size());
  for (const auto& [name, value] : stored)
    demand(veto::crawler::find_header(merged, name).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t head_size = veto::crawler::http_head_size(bytes);
  demand(head_size <= size);
  const std::string_view bytes_of_head =
      head_size == 0 ? bytes : bytes.substr(0, head_size);
  const auto head = veto::crawler::parse_http_head(bytes_of_head);
  if (!head) return 0;
  demand(head->status == veto::crawler::http_status(bytes_of_head));
  check_fields(head->headers);
  check_values(head->headers);
  check_confirmed(head->headers, {});
  const auto half =
      head->headers.begin() + static_cast<long>(head->headers.size() / 2);
  check_confirmed({head->headers.begin(), half}, {half, head->headers.end()});

  const auto archived = veto::crawler::archived_head(bytes_of_head, size);
  demand(!veto::crawler::has_transfer_coding(archived));
  const auto again = veto::crawler::parse_http_head(archived);
  demand(!again || again->status == head->status);
  return 0;
}
