// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/size_match.h"

#include <algorithm>

namespace veto::logs {

std::optional<bool> told_by_size(const RobotsRead& read,
                                 const crawler::RobotsVersion& version,
                                 const Rulebook& rules) {
  if (read.head || read.status != 200 || read.time < version.seen_from ||
      read.time > version.seen_to)
    return std::nullopt;
  const Version sized = rules.of_size_alone(read.body_bytes());
  if (!sized) return std::nullopt;
  return sized->digest == version.digest;
}

void SizeMatch::add(const RobotsRead& read,
                    const crawler::RobotsVersion& version,
                    const Rulebook& rules) {
  const auto told = told_by_size(read, version, rules);
  if (told) (*told ? matches_ : others_).push_back(read.time);
}

void SizeMatch::seal() {
  std::ranges::sort(matches_);
  std::ranges::sort(others_);
}

bool SizeMatch::at(UtcTime time) const {
  const auto behind = std::ranges::lower_bound(matches_, time);
  const bool has_behind = behind != matches_.end();
  const bool has_before = behind != matches_.begin();
  UtcTime from = has_before ? *std::prev(behind) : time - kReach;
  UtcTime to = has_behind ? *behind : time + kReach;
  const bool near = (has_before && time - from <= kReach) ||
                    (has_behind && to - time <= kReach);
  if (!near && !(has_before && has_behind)) return false;
  const auto other = std::ranges::lower_bound(others_, from);
  return other == others_.end() || *other > to;
}

}  // namespace veto::logs
