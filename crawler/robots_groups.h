// SPDX-License-Identifier: GPL-3.0-or-later
//
// The groups of a robots.txt as one reading sees them (RFC 9309, section 2.1),
// and which rule of them decides about a path (section 2.2.2).
//
// Each group keeps its rules in the order in which they win: the first that
// matches decides. An index and a sieve turn nearly all of them away in a few
// instructions, and a verdict allocates nothing.

#ifndef VETO_CRAWLER_ROBOTS_GROUPS_H_
#define VETO_CRAWLER_ROBOTS_GROUPS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/api/robots.h"
#include "crawler/robots_index.h"
#include "crawler/robots_lines.h"
#include "crawler/robots_match.h"

namespace veto::crawler {

struct RobotsRule {
  bool allow = false;
  const RobotsLine* line = nullptr;
  RobotsPath pattern;
  // google/robotstxt reads "Allow: /a/index.html" as "/a/$" too; else empty.
  std::string_view folder;
};

// A rule's pattern, or its folder, with what decides quickly.
struct RobotsCandidate {
  RobotsSieve sieve;
  RobotsPath pattern;
  const RobotsRule* rule = nullptr;
};

// One run of user-agent lines and the rules after it.
struct RobotsGroup {
  int line = 0;                             // of its first user-agent line
  std::size_t first_rule = 0;               // of all rules
  std::size_t rules = 0;                    // how many from there
  std::vector<RobotsCandidate> candidates;  // the one that wins first
  std::optional<RobotsIndex> index;         // of many candidates
  bool has_stars = false;                   // in some candidate
  bool has_two_forms = false;               // some candidate
  std::optional<double> crawl_delay;        // seconds
};

class RobotsGroups {
 public:
  // The lines have to outlive the groups.
  RobotsGroups(const std::vector<RobotsLine>& lines, Reading reading);
  RobotsGroups(const RobotsGroups&) = delete;
  RobotsGroups& operator=(const RobotsGroups&) = delete;

  RobotsVerdict verdict(std::string_view token, std::string_view target) const;
  RobotsDecision decide(std::string_view token, std::string_view target) const;
  bool names(std::string_view token) const;
  std::optional<double> crawl_delay(std::string_view token) const;

 private:
  // A token as the file writes it, and the group that names it.
  struct Mention {
    std::string_view token;
    std::size_t group = 0;
  };
  using Mentions = std::vector<Mention>;
  struct IgnoreCase {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const;
  };
  // Null where nothing applies.
  struct Found {
    const Mention* mention = nullptr;
    const RobotsRule* rule = nullptr;
  };

  void add_agent(std::string_view value, int line);
  void add_rule(const RobotsLine& line, const RobotsEntry& record);
  void add_delay(std::string_view value);
  // The groups that name the token, else those for "*"; null for neither.
  const Mentions* mentions_of(std::string_view token) const;
  Found find(std::string_view token, std::string_view target) const;

  Reading reading_;
  bool in_agents_ = false;  // the last record of a group was a user-agent
  RobotsArena arena_;
  std::vector<RobotsRule> rules_;  // of all groups, in order
  std::vector<RobotsGroup> groups_;
  std::map<std::string_view, Mentions, IgnoreCase> by_token_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_ROBOTS_GROUPS_H_
