// SPDX-License-Identifier: GPL-3.0-or-later
//
// The groups of one robots.txt as written, by the letter of RFC 9309, so that
// a lint can name lines. What applies to whom is RobotsRules' to say.

#ifndef VETO_AUDIT_SIGNALS_LINTS_ROBOTS_VIEW_H_
#define VETO_AUDIT_SIGNALS_LINTS_ROBOTS_VIEW_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace veto::signals {

struct RobotsRuleLine {
  bool allow = false;
  std::string path;
  int line = 0;
};

struct RobotsAgentLine {
  std::string name;  // as written
  int line = 0;
  std::string raw;
};

struct RobotsGroupView {
  std::vector<RobotsAgentLine> agents;
  std::vector<RobotsRuleLine> rules;

  bool has(std::string_view agent) const;  // without regard to case
};

// Lines end in LF, CR or CRLF (section 2.2); without a byte order mark, and
// not past RobotsRules::kMaxBytes. Numbers are from 1.
void each_robots_line(
    std::string_view text,
    const std::function<void(int number, std::string_view line)>& tell);

std::vector<RobotsGroupView> robots_groups(std::string_view text);

// Some address that the pattern matches: "/a/*.pdf$" gives "/a/.pdf".
std::string address_for(std::string_view pattern);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_LINTS_ROBOTS_VIEW_H_
