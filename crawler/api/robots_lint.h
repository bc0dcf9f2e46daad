// SPDX-License-Identifier: GPL-3.0-or-later
//
// What in a robots.txt does not do what its author may think: names that no
// strict reader takes, rules that bind nobody, groups that undo each other,
// bytes that are no text. docs/robots-lint.md lists every code.
//
// A lint judges one file as written, without a case and without the network.
// It says nothing about whether somebody followed the file.

#ifndef VETO_CRAWLER_API_ROBOTS_LINT_H_
#define VETO_CRAWLER_API_ROBOTS_LINT_H_

#include <string>
#include <string_view>
#include <vector>

#include "config/scrapers.h"

namespace veto::crawler {

enum class LintLevel {
  error,    // does not do what it says, for the strict readers at least
  warning,  // readers differ, or a usual misunderstanding
  note,     // worth knowing
};

std::string_view to_string(LintLevel level);

struct LintNote {
  std::string code;  // "token-invalid"; never changes its meaning
  LintLevel level = LintLevel::note;
  int line = 0;         // 1-based; 0: the whole file
  std::string written;  // that line, fit for printing; "" for the whole file
  std::string text;     // one sentence in lower case, without a full stop
  std::string fix;      // what to do, in the same form
};

struct RobotsLint {
  // At most this many are kept.
  static constexpr std::size_t kMaxNotes = 500;

  std::vector<LintNote> notes;  // by line
  bool complete = true;         // false: there were more
};

// Any bytes are read; those past RobotsRules::kMaxBytes count as unread, as
// they do for crawlers. `registry` knows the names that crawlers go by.
RobotsLint lint_robots(std::string_view bytes,
                       const config::ScraperRegistry& registry);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_ROBOTS_LINT_H_
