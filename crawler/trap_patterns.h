// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a URL looks like to the trap detector: its shape with the numbers taken
// out, the month it may name, the session id it may carry, the segments that
// its path repeats. Pure functions over serialised http and https URLs.

#ifndef VETO_CRAWLER_TRAP_PATTERNS_H_
#define VETO_CRAWLER_TRAP_PATTERNS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace veto::crawler {

struct UrlPieces {
  std::string_view origin;  // "https://example.org"
  std::string_view path;    // "/a/b;c"
  std::string_view query;   // without "?"
};
UrlPieces pieces_of(std::string_view url);

// Every run of digits in path and query as "*", and so hexadecimal words of 16
// and more; with the numbers in their order (at most 16, of at most 9 digits;
// longer ones count as -1).
struct NumberShape {
  std::string pattern;  // "https://example.org/cal/*/*"
  std::vector<std::int64_t> numbers;
};
NumberShape number_shape(std::string_view url);

// The month that the numbers name, as year * 12 + month - 1: a year from 1000
// to 9999 with a month after it or, where there is none, before it; or one
// number as YYYYMM or YYYYMMDD. Nothing where they name none.
std::optional<int> month_of(const std::vector<std::int64_t>& numbers);

// A session id: a parameter of path or query by one of the usual names
// (jsessionid, PHPSESSID, sid, ...), or ASP.NET's "(S(...))" segment, with a
// value of at least 16 letters and digits, both among them.
struct SessionId {
  std::string pattern;  // the URL with "*" in the id's place
  std::string id;
};
std::optional<SessionId> session_id(std::string_view url);

// Segments that the path says over and over: a sequence of two or more at
// least three times in a row, one at least four times in a row, or one at
// least six times in all; numbers of up to three digits aside. "" where there
// is no such thing, or the path down to the second saying: "/a/b/a/b".
std::string repeated_path(std::string_view path);

int count_segments(std::string_view path);

// Names and values, in order of the names.
std::vector<std::pair<std::string_view, std::string_view>> query_parameters(
    std::string_view query);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_TRAP_PATTERNS_H_
