// SPDX-License-Identifier: GPL-3.0-or-later
//
// A version of robots.txt that is stated to have been served, borne out by the
// log: reads of it that were answered 200 with as many body bytes as this text
// has and no other known text. Sizes that count the header, HEAD and packed
// answers match nothing, and speak against nothing.

#ifndef VETO_AUDIT_LOGS_SIZE_MATCH_H_
#define VETO_AUDIT_LOGS_SIZE_MATCH_H_

#include <chrono>
#include <optional>
#include <vector>

#include "audit/logs/actors.h"
#include "audit/logs/rulebook.h"

namespace veto::logs {

// Whether that read, while the version was in force, had the size of it (true)
// or of another known one (false); nothing where it tells neither.
std::optional<bool> told_by_size(const RobotsRead& read,
                                 const crawler::RobotsVersion& version,
                                 const Rulebook& rules);

class SizeMatch {
 public:
  // How far one read by itself reaches, either way.
  static constexpr std::chrono::hours kReach{24};

  void add(const RobotsRead& read, const crawler::RobotsVersion& version,
           const Rulebook& rules);
  // After the last add().
  void seal();
  // Between two reads that match, or within kReach of one, and none in between
  // had another version's size.
  bool at(UtcTime time) const;

 private:
  std::vector<UtcTime> matches_, others_;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_SIZE_MATCH_H_
