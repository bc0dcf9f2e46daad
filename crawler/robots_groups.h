// SPDX-License-Identifier: GPL-3.0-or-later
//
// The groups of a robots.txt as one reading sees them (RFC 9309, section 2.1),
// and which rule of them decides about a path (section 2.2.2).

#ifndef VETO_CRAWLER_ROBOTS_GROUPS_H_
#define VETO_CRAWLER_ROBOTS_GROUPS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/api/robots.h"
#include "crawler/robots_lines.h"
#include "crawler/robots_match.h"

namespace veto::crawler {

struct RobotsRule {
  bool allow = false;
  int line = 0;
  std::string_view shown;  // the line as written
  RobotsPath pattern;
  // google/robotstxt reads "Allow: /a/index.html" as "/a/$" too; else empty.
  std::string folder;
};

// One run of user-agent lines and the rules after it.
struct RobotsGroup {
  int line = 0;  // of its first user-agent line
  std::vector<RobotsRule> rules;
  std::optional<double> crawl_delay;  // seconds
};

class RobotsGroups {
 public:
  // The lines have to outlive the groups.
  RobotsGroups(const std::vector<RobotsLine>& lines, Reading reading);

  RobotsVerdict verdict(std::string_view token, std::string_view target) const;
  bool names(std::string_view token) const;
  std::optional<double> crawl_delay(std::string_view token) const;

 private:
  // A token as the file writes it, and the group that names it.
  struct Mention {
    std::string_view token;
    std::size_t group = 0;
  };
  using Mentions = std::vector<Mention>;

  void add_agent(std::string_view value, int line);
  void add_rule(const RobotsLine& line, const RobotsRecord& record);
  // The groups that name the token, else those for "*"; null for neither.
  const Mentions* mentions_of(std::string_view token) const;

  Reading reading_;
  bool in_agents_ = false;  // the last record of a group was a user-agent
  std::vector<RobotsGroup> groups_;
  std::map<std::string, Mentions, std::less<>> by_token_;  // in lower case
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_ROBOTS_GROUPS_H_
