// SPDX-License-Identifier: GPL-3.0-or-later
//
// One judgement under way; for the files that make up the Judge alone.

#ifndef VETO_AUDIT_LOGS_JUDGE_SCENE_H_
#define VETO_AUDIT_LOGS_JUDGE_SCENE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/logs/judge.h"

namespace veto::logs {

// Reads that may have reached the client before it asked, and the last one
// that surely had.
struct NearReads {
  std::vector<const RobotsRead*> near;  // within the guard, either side
  const RobotsRead* before = nullptr;
};

struct Judge::Scene {
  const Candidate& request;
  const Actor& actor;
  const Agent& agent;
  NearReads reads;
  Judgement result;

  void excuse(std::string_view name, std::string detail = {}) {
    if (!result.has(name)) result.excuses.push_back({name, std::move(detail)});
  }
};

inline std::string at_time(UtcTime time) { return "at " + to_rfc3339(time); }

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_JUDGE_SCENE_H_
