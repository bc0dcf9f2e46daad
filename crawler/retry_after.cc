// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/retry_after.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/text.h"

namespace veto::crawler {
namespace {

using std::string_view;

// Digits only, at most nine of them; -1 for anything else.
int number_of(string_view text) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  const bool signed_text = text.starts_with('-') || text.starts_with('+');
  return text.size() <= 9 && error == std::errc() && rest == end && !signed_text
             ? number
             : -1;
}

int month_of(string_view name) {
  static constexpr std::array<string_view, 12> kMonths = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun",
      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto found = std::find(kMonths.begin(), kMonths.end(), name);
  return found == kMonths.end() ? -1
                                : static_cast<int>(found - kMonths.begin()) + 1;
}

int full_year(int two_digits, UtcTime now) {
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const int this_year =
      static_cast<int>(std::chrono::year_month_day(day).year());
  int year = this_year / 100 * 100 + two_digits;
  if (year > this_year + 50) year -= 100;
  return year;
}

struct Parts {
  string_view day, month, year, clock;
};

std::optional<UtcTime> time_of(const Parts& parts, UtcTime now) {
  const auto clock = split(parts.clock, ':');
  if (clock.size() != 3) return std::nullopt;
  int year = number_of(parts.year);
  if (year >= 0 && parts.year.size() == 2) year = full_year(year, now);
  const int numbers[] = {year,
                         month_of(parts.month),
                         number_of(parts.day),
                         number_of(clock[0]),
                         number_of(clock[1]),
                         number_of(clock[2])};
  if (std::any_of(std::begin(numbers), std::end(numbers),
                  [](int number) { return number < 0; }))
    return std::nullopt;
  // A leap second is the one before it.
  const auto time = make_utc(numbers[0], numbers[1], numbers[2], numbers[3],
                             numbers[4], std::min(numbers[5], 59));
  return time ? std::optional(*time) : std::nullopt;
}

std::vector<string_view> words_of(string_view text) {
  std::vector<string_view> words;
  for (string_view word : split(text, ' '))
    if (!word.empty()) words.push_back(word);
  return words;
}

}  // namespace

std::optional<UtcTime> parse_http_date(string_view text, UtcTime now) {
  if (text.size() > 64) return std::nullopt;
  const auto words = words_of(trim(text));
  if (words.size() == 6 && words[0].ends_with(',') && words[5] == "GMT")
    return time_of({words[1], words[2], words[3], words[4]}, now);
  if (words.size() == 4 && words[0].ends_with(',') && words[3] == "GMT") {
    const auto date = split(words[1], '-');
    if (date.size() != 3) return std::nullopt;
    return time_of({date[0], date[1], date[2], words[2]}, now);
  }
  if (words.size() == 5)
    return time_of({words[2], words[1], words[4], words[3]}, now);
  return std::nullopt;
}

std::optional<std::chrono::seconds> parse_retry_after(string_view value,
                                                      UtcTime now) {
  value = trim(value);
  const bool digits = !value.empty() &&
                      std::all_of(value.begin(), value.end(),
                                  [](char c) { return c >= '0' && c <= '9'; });
  if (digits) {
    const int seconds = number_of(value);
    if (seconds < 0) return kMaxRetryAfter;  // more digits than a year has
    return std::min(std::chrono::seconds(seconds), kMaxRetryAfter);
  }
  const auto date = parse_http_date(value, now);
  if (!date) return std::nullopt;
  const auto span = std::chrono::ceil<std::chrono::seconds>(*date - now);
  return std::clamp(span, std::chrono::seconds(0), kMaxRetryAfter);
}

}  // namespace veto::crawler
