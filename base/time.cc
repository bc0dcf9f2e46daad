// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/time.h"

#include <fmt/format.h>

#include <cctype>
#include <cstddef>
#include <optional>

namespace veto {
namespace {

using std::chrono::duration_cast;
using std::chrono::floor;
using std::chrono::microseconds;
using std::chrono::seconds;

// Reads exactly `digits` decimal digits from the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take_char(std::string_view& text, std::string_view allowed) {
  if (text.empty() || allowed.find(text.front()) == std::string_view::npos)
    return false;
  text.remove_prefix(1);
  return true;
}

// Fraction digits after the point, at most nine; beyond microseconds dropped.
std::optional<microseconds> take_fraction(std::string_view& text) {
  std::int64_t micros = 0;
  int digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 6) micros = micros * 10 + (text.front() - '0');
    text.remove_prefix(1);
    if (++digits > 9) return std::nullopt;
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 6; ++digits) micros *= 10;
  return microseconds(micros);
}

// "Z" or "+hh:mm"; the distance to subtract to reach UTC.
std::optional<seconds> take_offset(std::string_view& text) {
  if (take_char(text, "Zz")) return seconds(0);
  if (text.empty() || (text.front() != '+' && text.front() != '-'))
    return std::nullopt;
  const int sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  const auto hours = take_number(text, 2);
  if (!hours || !take_char(text, ":")) return std::nullopt;
  const auto minutes = take_number(text, 2);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return seconds(sign * (*hours * 3600 + *minutes * 60));
}

struct Parts {
  int year, month, day, hour, minute, second;
};

Parts parts_of(UtcTime time) {
  const auto day = floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(floor<seconds>(time) - day);
  return {static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          static_cast<int>(clock.hours().count()),
          static_cast<int>(clock.minutes().count()),
          static_cast<int>(clock.seconds().count())};
}

// At [at, at + count), the last digits of a value that is not negative.
void put_digits(std::string& text, std::size_t at, std::size_t count,
                int value) {
  for (std::size_t i = at + count; i-- > at; value /= 10)
    text[i] = static_cast<char>('0' + value % 10);
}

std::unexpected<Error> not_a_time(std::string_view text) {
  return fail(ErrorKind::usage, "not a date and time", std::string(text),
              "write it as 2026-11-23T09:44:24Z");
}

}  // namespace

UtcTime SystemClock::now() const {
  return std::chrono::time_point_cast<microseconds>(
      std::chrono::system_clock::now());
}

std::int64_t to_micros(UtcTime time) { return time.time_since_epoch().count(); }

UtcTime from_micros(std::int64_t micros) {
  return UtcTime(microseconds(micros));
}

// Without fmt for the years that all but stray values lie in: the verdicts of a
// log are as many as its lines.
std::string to_rfc3339(UtcTime time) {
  const Parts p = parts_of(time);
  const auto rest = static_cast<int>(
      duration_cast<std::chrono::milliseconds>(time - floor<seconds>(time))
          .count());
  if (p.year < 0 || p.year > 9999)
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", p.year,
                       p.month, p.day, p.hour, p.minute, p.second, rest);
  std::string text = "0000-00-00T00:00:00.000Z";
  put_digits(text, 0, 4, p.year);
  put_digits(text, 5, 2, p.month);
  put_digits(text, 8, 2, p.day);
  put_digits(text, 11, 2, p.hour);
  put_digits(text, 14, 2, p.minute);
  put_digits(text, 17, 2, p.second);
  put_digits(text, 20, 3, rest);
  return text;
}

std::string to_compact(UtcTime time) {
  const Parts p = parts_of(time);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", p.year, p.month, p.day,
                     p.hour, p.minute, p.second);
}

Result<UtcTime> make_utc(int year, int month, int day, int hour, int minute,
                         int second) {
  const std::chrono::year_month_day date(
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
      std::chrono::day(static_cast<unsigned>(day)));
  // 60 is a leap second; it becomes the first second of the next minute.
  if (!date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
      second < 0 || second > 60)
    return fail(ErrorKind::usage, "no such date or time of day",
                fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", year, month,
                            day, hour, minute, second));
  return UtcTime(std::chrono::sys_days(date) + std::chrono::hours(hour) +
                 std::chrono::minutes(minute) + seconds(second));
}

Result<UtcTime> parse_rfc3339(std::string_view text) {
  std::string_view rest = text;
  const auto year = take_number(rest, 4);
  if (!year || !take_char(rest, "-")) return not_a_time(text);
  const auto month = take_number(rest, 2);
  if (!month || !take_char(rest, "-")) return not_a_time(text);
  const auto day = take_number(rest, 2);
  if (!day || !take_char(rest, "Tt ")) return not_a_time(text);
  const auto hour = take_number(rest, 2);
  if (!hour || !take_char(rest, ":")) return not_a_time(text);
  const auto minute = take_number(rest, 2);
  if (!minute || !take_char(rest, ":")) return not_a_time(text);
  const auto second = take_number(rest, 2);
  if (!second) return not_a_time(text);
  microseconds fraction(0);
  if (take_char(rest, ".")) {
    const auto read = take_fraction(rest);
    if (!read) return not_a_time(text);
    fraction = *read;
  }
  const auto offset = take_offset(rest);
  if (!offset || !rest.empty()) return not_a_time(text);
  auto time = make_utc(*year, *month, *day, *hour, *minute, *second);
  if (!time) return not_a_time(text);
  return *time + fraction - *offset;
}

Result<UtcTime> parse_compact(std::string_view text) {
  std::string_view rest = text;
  const auto year = take_number(rest, 4);
  const auto month = take_number(rest, 2);
  const auto day = take_number(rest, 2);
  const bool t = take_char(rest, "T");
  const auto hour = take_number(rest, 2);
  const auto minute = take_number(rest, 2);
  const auto second = take_number(rest, 2);
  const bool z = take_char(rest, "Z");
  if (!year || !month || !day || !t || !hour || !minute || !second || !z ||
      !rest.empty())
    return fail(ErrorKind::usage, "not a date and time", std::string(text),
                "write it as 20261123T094424Z");
  return make_utc(*year, *month, *day, *hour, *minute, *second);
}

}  // namespace veto
