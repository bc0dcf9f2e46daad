// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/log_time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstring>

namespace veto::logs {
namespace {

constexpr std::size_t kSeconds = 18;  // where they begin in a log's time

// Digits at [at, at + count); -1 when one of them is none.
int number_at(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// Digits of a fraction in units of 10^-digits, the rest left out; -1 for what
// is none.
std::int64_t fraction(std::string_view text, int digits) {
  if (text.empty()) return -1;
  std::int64_t value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return -1;
    if (digits-- > 0) value = value * 10 + (c - '0');
  }
  while (digits-- > 0) value *= 10;
  return value;
}

// "23/Nov/2026:10:00:00 +0100".
std::optional<UtcTime> read_log_time(std::string_view text) {
  if (text.size() != kLogTimeSize || text[2] != '/' || text[6] != '/' ||
      text[11] != ':' || text[14] != ':' || text[17] != ':' ||
      text[20] != ' ' || (text[21] != '+' && text[21] != '-'))
    return std::nullopt;
  const int zone_hours = number_at(text, 22, 2);
  const int zone_minutes = number_at(text, 24, 2);
  if (zone_hours < 0 || zone_hours > 23 || zone_minutes < 0 ||
      zone_minutes > 59)
    return std::nullopt;
  const auto local = make_utc(
      number_at(text, 7, 4), month_of(text.substr(3, 3)), number_at(text, 0, 2),
      number_at(text, 12, 2), number_at(text, 15, 2), number_at(text, 18, 2));
  if (!local) return std::nullopt;
  const auto offset =
      std::chrono::hours(zone_hours) + std::chrono::minutes(zone_minutes);
  return text[21] == '-' ? *local + offset : *local - offset;
}

}  // namespace

int month_of(std::string_view name) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (name.size() != 3) return 0;
  for (std::size_t i = 0; i < kMonths.size(); i += 3)
    if (kMonths.substr(i, 3) == name) return static_cast<int>(i / 3) + 1;
  return 0;
}

std::optional<int> parse_zone(std::string_view text) {
  if (text == "Z") return 0;
  const std::size_t minutes_at = text.size() == 6 && text[3] == ':' ? 4 : 3;
  if (text.size() != minutes_at + 2 || (text[0] != '+' && text[0] != '-'))
    return std::nullopt;
  const int hours = number_at(text, 1, 2);
  const int minutes = number_at(text, minutes_at, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
    return std::nullopt;
  const int offset = hours * 60 + minutes;
  return text[0] == '-' ? -offset : offset;
}

std::optional<UtcTime> parse_iso_time(std::string_view text) {
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' ||
      (text[10] != 'T' && text[10] != ' ') || text[13] != ':' ||
      text[16] != ':')
    return std::nullopt;
  const auto local = make_utc(number_at(text, 0, 4), number_at(text, 5, 2),
                              number_at(text, 8, 2), number_at(text, 11, 2),
                              number_at(text, 14, 2), number_at(text, 17, 2));
  if (!local) return std::nullopt;
  text.remove_prefix(19);
  std::int64_t micros = 0;
  if (text[0] == '.' || text[0] == ',') {
    const std::size_t end = text.find_first_of("Z+-");
    if (end == std::string_view::npos) return std::nullopt;
    micros = fraction(text.substr(1, end - 1), 6);
    text.remove_prefix(end);
  }
  const auto offset = parse_zone(text);
  if (micros < 0 || !offset) return std::nullopt;
  return *local + std::chrono::microseconds(micros) -
         std::chrono::minutes(*offset);
}

std::optional<UtcTime> parse_epoch(std::string_view text, int exponent) {
  constexpr std::int64_t kEnd = 253'402'300'800'000'000;  // the year 10000
  const std::size_t point = text.find('.');
  const std::string_view units = text.substr(0, point);
  std::int64_t value = 0;
  const auto [end, error] =
      std::from_chars(units.data(), units.data() + units.size(), value);
  if (error != std::errc() || end != units.data() + units.size() || value < 0)
    return std::nullopt;
  for (int i = 0; i < exponent; ++i) {
    if (value > kEnd / 10) return std::nullopt;
    value *= 10;
  }
  if (point != std::string_view::npos) {
    const std::int64_t part = fraction(text.substr(point + 1), exponent);
    if (part < 0) return std::nullopt;
    value += part;
  }
  if (value >= kEnd) return std::nullopt;
  return from_micros(value);
}

std::optional<UtcTime> parse_any_time(std::string_view text) {
  if (text.contains('/')) return parse_log_time(text);
  if (text.find('-') != std::string_view::npos) return parse_iso_time(text);
  const std::size_t digits = std::min(text.find('.'), text.size());
  if (digits <= 10) return parse_epoch(text, 6);
  if (digits <= 13) return parse_epoch(text, 3);
  if (digits <= 16) return parse_epoch(text, 0);
  // Nanoseconds: the last three digits are less than this program keeps.
  return digits == 19 && text.size() == 19 ? parse_epoch(text.substr(0, 16), 0)
                                           : std::nullopt;
}

std::optional<UtcTime> parse_log_time(std::string_view text) {
  // Busy logs have many lines a minute, that differ in the seconds at most.
  thread_local std::array<char, kLogTimeSize> last_text{};
  thread_local UtcTime last_minute{};
  if (text.size() == kLogTimeSize && last_text[0] != '\0' &&
      std::memcmp(text.data(), last_text.data(), kSeconds) == 0 &&
      std::memcmp(text.data() + kSeconds + 2, last_text.data() + kSeconds + 2,
                  kLogTimeSize - kSeconds - 2) == 0) {
    const int second = number_at(text, kSeconds, 2);
    // 60 is a leap second, of which make_utc knows.
    if (second >= 0 && second < 60)
      return last_minute + std::chrono::seconds(second);
  }
  const auto time = read_log_time(text);
  if (time) {
    std::ranges::copy(text, last_text.begin());
    last_minute = *time - std::chrono::seconds(number_at(text, kSeconds, 2));
  }
  return time;
}

}  // namespace veto::logs
