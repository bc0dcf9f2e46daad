// SPDX-License-Identifier: GPL-3.0-or-later
//
// robots.txt bytes -> lines -> records. Cutting into lines is the same for
// every reading; which line is which record is not.

#ifndef VETO_CRAWLER_ROBOTS_LINES_H_
#define VETO_CRAWLER_ROBOTS_LINES_H_

#include <string_view>
#include <vector>

#include "crawler/api/robots.h"

namespace veto::crawler {

// One line without its end, which is CR, LF or CR LF (RFC 9309, section 2.2).
struct RobotsLine {
  int number = 0;  // 1-based
  std::string_view text;
};

// Blank lines are left out. Of more than RobotsRules::kMaxBytes bytes the rest
// is not read, nor the line that the limit cuts: half a rule is another rule.
std::vector<RobotsLine> split_robots_lines(std::string_view bytes);

enum class RobotsField {
  none,  // no record at all, or one that is not listed here
  user_agent,
  allow,
  disallow,
  sitemap,
  crawl_delay,
};

struct RobotsEntry {
  RobotsField field = RobotsField::none;
  std::string_view value;  // without comment and white space around it
  std::string_view key;    // as written; empty where the line is no record
};

// Reads one line.
//
//   rfc      key exactly as in the ABNF, letter case apart, and a colon.
//   google   as google/robotstxt: a key may go on ("disallow-all"), may be one
//            of its known misspellings, may lack the colon when there are two
//            words; the line ends at 16,663 bytes or at a NUL; any prefix of a
//            byte order mark is skipped.
//   lenient  google's keys on the whole line.
RobotsEntry read_robots_entry(const RobotsLine& line, Reading reading);

// Inlined, unlike ascii_lower(): every octet of a file may pass here.
constexpr char robots_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// The line as written, without byte order mark and white space around it.
std::string_view shown_robots_line(const RobotsLine& line);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_ROBOTS_LINES_H_
