// SPDX-License-Identifier: GPL-3.0-or-later
//
// A robots.txt line by line, for those who correct it: what each line was
// meant to be, and whether a strict reader (RFC 9309, section 2.2) takes it so.
//
// Misspellings are those that google/robotstxt forgives and those that the lint
// (robots_lint.h) calls "key-misspelt".

#ifndef VETO_CRAWLER_API_ROBOTS_TEXT_H_
#define VETO_CRAWLER_API_ROBOTS_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace veto::crawler {

enum class RobotsKind {
  blank,
  comment,
  user_agent,
  allow,
  disallow,
  sitemap,
  crawl_delay,
  other,  // "Content-Signal", "License", and whatever else has a colon
  none,   // no record
};

struct RobotsTextLine {
  RobotsKind kind = RobotsKind::blank;  // as meant
  bool strict = true;   // false: strict readers do not take it for that
  std::string text;     // as written, without byte order mark and outer blanks
  std::string key;      // "Disallow"; of any other record as written
  std::string value;    // without comment and blanks around it
  std::string comment;  // from "#" on

  bool operator==(const RobotsTextLine&) const = default;
};

// Of at most RobotsRules::kMaxBytes bytes; those after are not read.
std::vector<RobotsTextLine> read_robots_text(std::string_view bytes);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_ROBOTS_TEXT_H_
