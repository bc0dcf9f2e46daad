// SPDX-License-Identifier: GPL-3.0-or-later
//
// Times as logs write them, in UTC; null for what is no such time. That of the
// NCSA formats, "23/Nov/2026:04:27:22 +0100", is always 26 bytes.

#ifndef VETO_AUDIT_LOGS_LOG_TIME_H_
#define VETO_AUDIT_LOGS_LOG_TIME_H_

#include <optional>
#include <string_view>

#include "base/time.h"

namespace veto::logs {

inline constexpr std::size_t kLogTimeSize = 26;

std::optional<UtcTime> parse_log_time(std::string_view text);
// "2026-11-23T04:27:22.5+01:00"; the zone may be Z, +01:00 or +0100, and must
// be there. A space may stand for the T.
std::optional<UtcTime> parse_iso_time(std::string_view text);
// Since 1970, in units of 10 to the `exponent` microseconds, perhaps with a
// fraction.
std::optional<UtcTime> parse_epoch(std::string_view text, int exponent);
// Any of these; of a number its size tells the unit, down to nanoseconds.
std::optional<UtcTime> parse_any_time(std::string_view text);

// "Z", "+0100" or "+01:00" in minutes.
std::optional<int> parse_zone(std::string_view text);
// "Jan" is 1; 0 for no month.
int month_of(std::string_view name);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_LOG_TIME_H_
