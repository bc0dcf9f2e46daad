// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/log_time.h"

#include <chrono>

namespace veto::logs {
namespace {

// Digits at [at, at + count); -1 when one of them is none.
int number_at(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// 1 to 12; 0 for no month.
int month_of(std::string_view name) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  for (std::size_t i = 0; i < kMonths.size(); i += 3)
    if (kMonths.substr(i, 3) == name) return static_cast<int>(i / 3) + 1;
  return 0;
}

}  // namespace

std::optional<UtcTime> parse_log_time(std::string_view text) {
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

}  // namespace veto::logs
