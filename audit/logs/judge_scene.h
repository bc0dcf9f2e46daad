// SPDX-License-Identifier: GPL-3.0-or-later
//
// One judgement under way; for the files that make up the Judge alone.

#ifndef VETO_AUDIT_LOGS_JUDGE_SCENE_H_
#define VETO_AUDIT_LOGS_JUDGE_SCENE_H_

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/logs/judge.h"

namespace veto::logs {

// Reads that may have reached the client before it asked, and the last one
// that surely had.
struct NearReads {
  std::vector<const RobotsRead*> near;  // while it was made, and the guard
  const RobotsRead* before = nullptr;
};

// When a request was made, at the earliest: servers such as nginx log it once
// the answer is sent, and a large one may take its time.
inline UtcTime earliest_begin(const Candidate& request) {
  constexpr std::int64_t kSlow = 128 * 1024;  // bytes a second
  const std::int64_t longest =
      std::chrono::seconds(Rulebook::kCache).count() * kSlow;
  return request.time -
         std::chrono::seconds(
             std::clamp<std::int64_t>(request.bytes, 0, longest) / kSlow);
}

struct Judge::Scene {
  const Candidate& request;
  const Actor& actor;
  const Agent& agent;
  NearReads reads;
  Judgement result;
  UtcTime began = earliest_begin(request);

  void excuse(std::string_view name, std::string detail = {}) {
    if (!result.has(name)) result.excuses.push_back({name, std::move(detail)});
  }
};

// The copy that a 304 confirms came with an earlier read: the last one in this
// log, or one from before it. Null for those.
const RobotsRead* copy_confirmed(const Actor& actor, const RobotsRead& read);

inline std::string at_time(UtcTime time) { return "at " + to_rfc3339(time); }

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_JUDGE_SCENE_H_
