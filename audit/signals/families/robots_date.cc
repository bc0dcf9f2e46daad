// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/robots_date.h"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "base/text.h"

namespace veto::signals {
namespace {

constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr",
                                        "may", "jun", "jul", "aug",
                                        "sep", "oct", "nov", "dec"};
struct ZoneName {
  std::string_view name;
  int hours;
};
constexpr ZoneName kZones[] = {{"z", 0},    {"gmt", 0},  {"utc", 0},
                               {"ut", 0},   {"est", -5}, {"edt", -4},
                               {"cst", -6}, {"cdt", -5}, {"mst", -7},
                               {"mdt", -6}, {"pst", -8}, {"pdt", -7}};

class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  std::optional<UtcTime> read() {
    skip_weekday();
    const std::size_t digits = count_digits();
    const bool date = digits == 4 ? read_iso_date() : read_named_date(digits);
    if (!date) return std::nullopt;
    const bool separated = skip_space();
    if (!rest_.empty() && !separated && !take("Tt")) return std::nullopt;
    if (!rest_.empty() && !(read_clock() && read_zone())) return std::nullopt;
    if (!rest_.empty()) return std::nullopt;
    const auto time = make_utc(year_, month_, day_, hour_, minute_, second_);
    if (!time) return std::nullopt;
    return *time - std::chrono::minutes(zone_minutes_);
  }

 private:
  bool take(std::string_view any) {
    if (rest_.empty() || any.find(rest_.front()) == any.npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool skip_space() {
    const auto size = rest_.size();
    while (take(" \t")) {
    }
    return rest_.size() != size;
  }

  std::size_t count_digits() const {
    return static_cast<std::size_t>(std::ranges::find_if_not(rest_, is_digit) -
                                    rest_.begin());
  }

  // The digits in front, as many as allowed.
  bool number(int& value, std::size_t least, std::size_t most) {
    const std::size_t digits = count_digits();
    if (digits < least || digits > most) return false;
    value = 0;
    for (const char c : rest_.substr(0, digits)) value = value * 10 + (c - '0');
    rest_.remove_prefix(digits);
    return true;
  }

  std::string_view word() {
    const auto end = std::ranges::find_if_not(rest_, [](char c) {
      return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
    });
    const auto text =
        rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(text.size());
    return text;
  }

  void skip_weekday() {
    if (word().empty()) return;
    take(",");
    skip_space();
  }

  bool read_iso_date() {
    return number(year_, 4, 4) && take("-") && number(month_, 2, 2) &&
           take("-") && number(day_, 2, 2);
  }

  // "25 Jun 2030" and "25-Jun-30".
  bool read_named_date(std::size_t digits) {
    if (digits == 0 || !number(day_, 1, 2) || !take(" -")) return false;
    const auto name = word().substr(0, 3);
    const auto* month = std::ranges::find_if(
        kMonths, [&](std::string_view one) { return iequals(one, name); });
    if (month == std::end(kMonths) || !take(" -")) return false;
    month_ = static_cast<int>(month - std::begin(kMonths)) + 1;
    const bool is_short = count_digits() == 2;
    if (!number(year_, 2, 4)) return false;
    if (is_short) year_ += year_ < 50 ? 2000 : 1900;
    return true;
  }

  bool read_clock() {
    if (!number(hour_, 2, 2) || !take(":") || !number(minute_, 2, 2))
      return false;
    if (take(":") && !number(second_, 2, 2)) return false;
    int fraction = 0;
    return !take(".") || number(fraction, 1, 9);
  }

  bool read_zone() {
    skip_space();
    if (rest_.empty()) return true;
    if (const auto name = word(); !name.empty()) {
      const auto* zone = std::ranges::find_if(
          kZones, [&](const ZoneName& z) { return iequals(z.name, name); });
      if (zone == std::end(kZones)) return false;
      zone_minutes_ = zone->hours * 60;
      return true;
    }
    const int sign = rest_.front() == '-' ? -1 : 1;
    int hours = 0;
    int minutes = 0;
    if (!take("+-")) return false;
    if (count_digits() == 4) {
      if (!number(hours, 4, 4)) return false;
      minutes = hours % 100;
      hours /= 100;
    } else if (!number(hours, 2, 2) || !take(":") || !number(minutes, 2, 2)) {
      return false;
    }
    zone_minutes_ = sign * (hours * 60 + minutes);
    return hours < 24 && minutes < 60;
  }

  std::string_view rest_;
  int year_ = 0;
  int month_ = 0;
  int day_ = 0;
  int hour_ = 0;
  int minute_ = 0;
  int second_ = 0;
  int zone_minutes_ = 0;  // east of UTC
};

}  // namespace

std::optional<UtcTime> parse_robots_date(std::string_view text) {
  return DateReader(trim(text)).read();
}

}  // namespace veto::signals
