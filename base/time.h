// SPDX-License-Identifier: GPL-3.0-or-later
//
// Instants are UTC in microseconds; text outside the program is RFC 3339 with
// milliseconds and "Z". Code that needs "now" takes a Clock, so that a test or
// a re-run can say what time it is.

#ifndef VETO_BASE_TIME_H_
#define VETO_BASE_TIME_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace veto {

using UtcTime = std::chrono::time_point<std::chrono::system_clock,
                                        std::chrono::microseconds>;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual UtcTime now() const = 0;
};

class SystemClock final : public Clock {
 public:
  UtcTime now() const override;
};

// Stands still at the instant it is given. For tests and re-derivation.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(UtcTime at) : at_(at) {}
  UtcTime now() const override { return at_; }

 private:
  UtcTime at_;
};

// Microseconds since 1970-01-01T00:00:00Z, as databases store it.
std::int64_t to_micros(UtcTime time);
UtcTime from_micros(std::int64_t micros);

// "2026-11-23T09:44:24.123Z" (RFC 3339, section 5.6).
std::string to_rfc3339(UtcTime time);
// "20261123T094424Z", the form used in file names.
std::string to_compact(UtcTime time);

// Accepts any RFC 3339 date-time with "Z" or a numeric offset and up to nine
// fractional digits. Errors: usage, naming the text.
Result<UtcTime> parse_rfc3339(std::string_view text);
// Accepts the output of to_compact only. Errors: usage.
Result<UtcTime> parse_compact(std::string_view text);

// Midnight UTC plus the given parts; nothing is checked but the calendar.
// Errors: usage, when the date or time of day does not exist.
Result<UtcTime> make_utc(int year, int month, int day, int hour, int minute,
                         int second);

}  // namespace veto

#endif  // VETO_BASE_TIME_H_
