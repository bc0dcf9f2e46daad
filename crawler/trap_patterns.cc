// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/trap_patterns.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxNumbers = 16;
constexpr std::size_t kMaxDigits = 9;
constexpr std::size_t kHexWord = 16;
constexpr std::size_t kSessionBytes = 16;

bool is_hex(char c) { return hex_value(c) >= 0; }
bool is_word(char c) {
  return is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z');
}

std::int64_t number_of(std::string_view digits) {
  if (digits.size() > kMaxDigits) return -1;
  std::int64_t value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  for (std::string_view segment : split(path, '/'))
    if (!segment.empty()) segments.push_back(segment);
  return segments;
}

// Dates repeat themselves: /2011/11/11/11.
bool is_short_number(std::string_view segment) {
  return segment.size() <= 3 && std::ranges::all_of(segment, is_digit);
}

bool looks_random(std::string_view value) {
  return value.size() >= kSessionBytes &&
         std::ranges::all_of(value,
                             [](char c) {
                               return is_word(c) || c == '-' || c == '_' ||
                                      c == ',' || c == '.' || c == '!';
                             }) &&
         std::ranges::any_of(value, is_digit) &&
         std::ranges::any_of(value,
                             [](char c) { return is_word(c) && !is_digit(c); });
}

bool names_session(std::string_view name) {
  static constexpr std::array<std::string_view, 11> kNames = {
      "jsessionid", "phpsessid", "sessionid", "session_id", "sessid", "sid",
      "oscsid",     "zenid",     "cftoken",   "s",          "sess"};
  const std::string lower = to_lower(name);
  return lower.starts_with("aspsessionid") ||
         std::ranges::find(kNames, lower) != kNames.end();
}

SessionId without(std::string_view url, std::string_view id) {
  const auto at = static_cast<std::size_t>(id.data() - url.data());
  return {std::string(url.substr(0, at)) + "*" +
              std::string(url.substr(at + id.size())),
          std::string(id)};
}

// "name=value" pieces of a text between separators.
std::optional<SessionId> session_among(std::string_view url,
                                       std::string_view text, char separator) {
  for (std::string_view piece : split(text, separator)) {
    const auto equals = piece.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view value = piece.substr(equals + 1);
    if (names_session(piece.substr(0, equals)) && looks_random(value))
      return without(url, value);
  }
  return std::nullopt;
}

}  // namespace

UrlPieces pieces_of(std::string_view url) {
  UrlPieces pieces;
  const auto scheme = url.find("://");
  const auto slash =
      url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  pieces.origin = url.substr(0, slash);
  if (slash == std::string_view::npos) return pieces;
  pieces.path = url.substr(slash);
  const auto question = pieces.path.find('?');
  if (question == std::string_view::npos) return pieces;
  pieces.query = pieces.path.substr(question + 1);
  pieces.path = pieces.path.substr(0, question);
  return pieces;
}

NumberShape number_shape(std::string_view url) {
  NumberShape shape;
  const UrlPieces pieces = pieces_of(url);
  shape.pattern = pieces.origin;
  std::string_view rest = url.substr(pieces.origin.size());
  bool in_word = false;  // a word's digits may be the beginning of hex
  while (!rest.empty()) {
    std::size_t hex = 0;
    if (!in_word) hex = std::ranges::find_if_not(rest, is_hex) - rest.begin();
    const bool whole = hex == rest.size() || !is_word(rest[hex]);
    if (hex >= kHexWord && whole) {
      shape.pattern += '*';
      if (shape.numbers.size() < kMaxNumbers) shape.numbers.push_back(-1);
      rest.remove_prefix(hex);
      continue;
    }
    const std::size_t digits =
        std::ranges::find_if_not(rest, is_digit) - rest.begin();
    if (digits > 0) {
      shape.pattern += '*';
      if (shape.numbers.size() < kMaxNumbers)
        shape.numbers.push_back(number_of(rest.substr(0, digits)));
      rest.remove_prefix(digits);
      in_word = true;
      continue;
    }
    in_word = is_word(rest.front());
    shape.pattern += rest.front();
    rest.remove_prefix(1);
  }
  return shape;
}

std::optional<int> month_of(const std::vector<std::int64_t>& numbers) {
  const auto is_month = [](std::int64_t n) { return n >= 1 && n <= 12; };
  const auto is_year = [](std::int64_t n) { return n >= 1000 && n <= 9999; };
  const auto at = [](std::int64_t year, std::int64_t month) {
    return static_cast<int>(year * 12 + month - 1);
  };
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::int64_t n = numbers[i];
    if (is_year(n)) {
      if (i + 1 < numbers.size() && is_month(numbers[i + 1]))
        return at(n, numbers[i + 1]);
      if (i > 0 && is_month(numbers[i - 1])) return at(n, numbers[i - 1]);
      continue;
    }
    if (is_year(n / 100) && is_month(n % 100)) return at(n / 100, n % 100);
    if (is_year(n / 10000) && is_month(n / 100 % 100) && n % 100 >= 1 &&
        n % 100 <= 31)
      return at(n / 10000, n / 100 % 100);
  }
  return std::nullopt;
}

std::optional<SessionId> session_id(std::string_view url) {
  const UrlPieces pieces = pieces_of(url);
  for (std::string_view segment : split(pieces.path, '/')) {
    if (segment.starts_with("(S(") && segment.ends_with("))")) {
      const auto id = segment.substr(3, segment.size() - 5);
      if (looks_random(id)) return without(url, id);
    }
    if (auto found = session_among(url, segment, ';')) return found;
  }
  return session_among(url, pieces.query, '&');
}

std::string repeated_path(std::string_view path) {
  constexpr std::size_t kLongestBlock = 8;
  constexpr std::size_t kMostSegments = 64;  // what repeats does so by then
  const auto segments = segments_of(path);
  const std::size_t n = std::min(segments.size(), kMostSegments);
  const auto until = [&](std::size_t end) {
    std::string shown;
    for (std::size_t i = 0; i < end; ++i)
      shown += "/" + std::string(segments[i]);
    return shown;
  };
  for (std::size_t block = 1; block <= std::min(kLongestBlock, n / 3); ++block)
    for (std::size_t begin = 0; begin + block * 3 <= n; ++begin) {
      const std::size_t times = block == 1 ? 4 : 3;
      std::size_t same = 0;  // segments that equal the one a block earlier
      while (begin + block + same < n &&
             segments[begin + same] == segments[begin + block + same])
        ++same;
      const bool numbers =
          std::all_of(segments.begin() + begin,
                      segments.begin() + begin + block, is_short_number);
      if (!numbers && same >= block * (times - 1))
        return until(begin + 2 * block);
    }
  std::map<std::string_view, int> counts;
  for (std::size_t i = 0; i < n; ++i)
    if (!is_short_number(segments[i]) && ++counts[segments[i]] >= 6)
      return until(i + 1);
  return {};
}

int count_segments(std::string_view path) {
  return static_cast<int>(segments_of(path).size());
}

std::vector<std::pair<std::string_view, std::string_view>> query_parameters(
    std::string_view query) {
  std::vector<std::pair<std::string_view, std::string_view>> parameters;
  for (std::string_view piece : split(query, '&')) {
    if (piece.empty()) continue;
    const auto equals = std::min(piece.find('='), piece.size());
    parameters.emplace_back(piece.substr(0, equals),
                            piece.substr(std::min(equals + 1, piece.size())));
  }
  std::ranges::stable_sort(parameters, {},
                           [](const auto& p) { return p.first; });
  return parameters;
}

}  // namespace veto::crawler
