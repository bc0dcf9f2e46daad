// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of lint_robots(): each looks at one kind of mistake.

#ifndef VETO_CRAWLER_ROBOTS_LINT_H_
#define VETO_CRAWLER_ROBOTS_LINT_H_

#include <string>
#include <string_view>
#include <vector>

#include "crawler/api/robots_lint.h"
#include "crawler/robots_lines.h"

namespace veto::crawler {

// One line, as the strict and the forgiving readers take it.
struct LintLine {
  int number = 0;
  std::string_view text;   // trimmed
  std::string_view key;    // before the colon; "" without one
  std::string_view value;  // without comment, trimmed
  bool has_colon = false;
  bool after_blank = false;  // a blank line parts it from the record before
  RobotsField strict = RobotsField::none;
  RobotsField loose = RobotsField::none;
};

// One run of user-agent lines and the rules after it, for forgiving readers.
struct LintGroup {
  std::vector<const LintLine*> agents;
  std::vector<const LintLine*> rules;   // Allow and Disallow
  std::vector<const LintLine*> delays;  // Crawl-delay
};

struct LintFile {
  std::string_view bytes;
  std::vector<LintLine> lines;  // neither blank nor comment
  std::vector<LintGroup> groups;
  std::vector<const LintLine*> before;  // rules and delays before any group
};

// Collects notes; what is beyond the limit is counted as missing.
class LintNotes {
 public:
  void add(LintLevel level, std::string code, const LintLine* line,
           std::string text, std::string fix);
  RobotsLint take();

 private:
  RobotsLint lint_;
};

// For a message: printable and short.
std::string lint_shown(std::string_view text);
// The values of a group's user-agent lines: "a, b".
std::string lint_names(const LintGroup& group);
// Letters, "-" and "_" at the front.
std::string_view lint_token(std::string_view value);
// Insertions, removals, changes and swaps of neighbours that make one of the
// other, letter case apart; more than `limit` is limit + 1.
int lint_distance(std::string_view a, std::string_view b, int limit);

// The record in lower case that a key no reader knows was probably meant to be;
// "" for none, and for the keys that some reader does know.
std::string_view lint_meant_key(std::string_view key);

// Whether the bytes can be read as lines at all.
bool lint_encoding(std::string_view bytes, LintNotes& notes);
void lint_size(const LintFile& file, LintNotes& notes);
void lint_keys(const LintFile& file, LintNotes& notes);
void lint_values(const LintFile& file, LintNotes& notes);
void lint_tokens(const LintFile& file, const config::ScraperRegistry& registry,
                 LintNotes& notes);
void lint_paths(const LintFile& file, LintNotes& notes);
void lint_groups(const LintFile& file, LintNotes& notes);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_ROBOTS_LINT_H_
