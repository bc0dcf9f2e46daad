// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long a server asks to be left alone (RFC 9110, section 10.2.3).

#ifndef VETO_CRAWLER_RETRY_AFTER_H_
#define VETO_CRAWLER_RETRY_AFTER_H_

#include <chrono>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace veto::crawler {

// Statuses with which a server says that it is asked too much: 429 (RFC 6585)
// and 503.
constexpr bool is_overload(int status) {
  return status == 429 || status == 503;
}

// The field's value as a span from `now`: a number of seconds, or a date in any
// of the three forms of RFC 9110, section 5.6.7. A date that is past is zero
// seconds; what is neither is nothing. At most kMaxRetryAfter.
inline constexpr std::chrono::seconds kMaxRetryAfter{366 * 24 * 3600};
std::optional<std::chrono::seconds> parse_retry_after(std::string_view value,
                                                      UtcTime now);

// "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT" or
// "Sun Nov  6 08:49:37 1994". A year of two digits is the one nearest to
// `now` that is not more than 50 years ahead.
std::optional<UtcTime> parse_http_date(std::string_view text, UtcTime now);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_RETRY_AFTER_H_
