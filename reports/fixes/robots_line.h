// SPDX-License-Identifier: GPL-3.0-or-later
//
// One line of a robots.txt corrected for itself, without its neighbours.
//
// Corrected is what strict readers pass over although it is plain what was
// meant: misspelt keys, names with a version behind them or in a list, white
// space in a path, a Disallow that does not begin with "/", Content-Usage and
// Content-Signal in each other's words. An Allow is never made to match more:
// nothing is opened by a guess.

#ifndef VETO_REPORTS_FIXES_ROBOTS_LINE_H_
#define VETO_REPORTS_FIXES_ROBOTS_LINE_H_

#include <string>
#include <string_view>
#include <vector>

#include "config/scrapers.h"
#include "crawler/api/robots_text.h"
#include "reports/fixes/wanted.h"

namespace veto::reports {

struct RobotsFixLine {
  crawler::RobotsKind kind = crawler::RobotsKind::blank;
  std::string key;
  std::string value;
  std::string text;  // to be written; after `out` is set, behind "# "
  // Comments to be written above it.
  std::vector<std::string> notes;
  bool out = false;  // made a comment

  // A record that readers see.
  bool counts(crawler::RobotsKind wanted) const {
    return !out && kind == wanted;
  }
  void take_out(std::string why);
};

// One line in nearly all cases: a list of names becomes a line for each.
std::vector<RobotsFixLine> fix_robots_line(
    const crawler::RobotsTextLine& written, const Wanted& wanted,
    const config::ScraperRegistry& registry);

// The members of a Content-Usage or Content-Signal in the words that it should
// have had; those that cannot be told are left out. `path` is what stands
// before them.
struct RobotsStatement {
  std::string path;
  Members members;
};
RobotsStatement read_statement(std::string_view value, bool is_usage);

}  // namespace veto::reports

#endif  // VETO_REPORTS_FIXES_ROBOTS_LINE_H_
