// SPDX-License-Identifier: GPL-3.0-or-later
//
// The date of unavailable_after, in the forms Google's documentation names:
// RFC 822 (and 2822, 5322), RFC 850, ISO 8601.
//
// A weekday is passed over, right or wrong. Years of two digits are read as
// RFC 5322, section 4.3, says: up to 49 they are of this century. Zones are
// "Z", "GMT", "UTC", "UT", the North American names of RFC 822 ("PST") and
// "+hh:mm" or "+hhmm"; without one the time is taken as UTC, and a date
// without a time as its beginning.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_ROBOTS_DATE_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_ROBOTS_DATE_H_

#include <optional>
#include <string_view>

#include "base/time.h"

namespace veto::signals {

// Nothing for what is no such date.
std::optional<UtcTime> parse_robots_date(std::string_view text);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_ROBOTS_DATE_H_
