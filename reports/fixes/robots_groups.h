// SPDX-License-Identifier: GPL-3.0-or-later
//
// The groups of a robots.txt whose lines were corrected (robots_line.h): who is
// moved out of them, and what each of them has to say itself.

#ifndef VETO_REPORTS_FIXES_ROBOTS_GROUPS_H_
#define VETO_REPORTS_FIXES_ROBOTS_GROUPS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "config/scrapers.h"
#include "reports/fixes/robots_line.h"
#include "reports/fixes/wanted.h"

namespace veto::reports {

class RobotsGroupsFix {
 public:
  explicit RobotsGroupsFix(std::vector<RobotsFixLine> lines);

  // Takes the names out of groups that let them fetch something, and out of
  // the list those that some group closes everything to already.
  void move_named(std::vector<const config::Scraper*>& named);
  // Adds to each group that closes not everything what it lacks.
  void complete(const Wanted& wanted);

  bool has_star() const;  // a group for everybody is left
  const std::vector<RobotsFixLine>& lines() const { return lines_; }

 private:
  struct Group {
    std::vector<std::size_t> agents;
    std::vector<std::size_t> members;  // rules and other records, not agents
  };

  void cut();
  bool names_somebody(const Group& group) const;
  bool closes_all(const Group& group) const;
  bool has_rule(const Group& group) const;
  bool says(const Group& group, bool is_usage, const Members& wanted) const;
  void take_out_idle();
  std::vector<RobotsFixLine> lacking(const Group& group, const Wanted& wanted,
                                     bool statements);

  std::vector<RobotsFixLine> lines_;
  std::vector<Group> groups_;
  std::vector<std::size_t> before_;  // rules before every group
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_FIXES_ROBOTS_GROUPS_H_
