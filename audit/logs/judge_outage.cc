// SPDX-License-Identifier: GPL-3.0-or-later
//
// V11, with the excuses of the request and of whoever else may have had a copy.

#include <algorithm>

#include "audit/logs/judge_scene.h"
#include "audit/logs/outage.h"

namespace veto::logs {

void Judge::went_on_in_outage(Scene& scene) const {
  const UtcTime time = scene.request.time;
  const RobotsRead* read = unanswered_read(scene.actor.reads, scene.began);
  if (!read || scene.agent.own || scene.actor.reads_unknown ||
      !scene.actor.near_reads.empty() || !is_its_own(scene, *read) ||
      !covered(time - kOutageReach, time) || may_hold_copy(scene))
    return;
  Scene trial{.request = scene.request,
              .actor = scene.actor,
              .agent = scene.agent,
              .reads = scene.reads,
              .result = {}};
  on_request(trial);
  if (!trial.result.excuses.empty()) return;
  scene.result.code = "V11";
  scene.result.read = read;
  scene.result.complete_from = std::max(*complete_from_, time - kOutageReach);
}

// A neighbour or another address of its operator was answered otherwise than by
// 5xx.
bool Judge::may_hold_copy(const Scene& scene) const {
  const config::Scraper* scraper = scene.agent.scraper;
  if (!scraper || scene.actor.address.local) return false;
  const UtcTime time = scene.request.time;
  const auto answered = [&](const std::string& key) {
    const auto all = copies_.find(key);
    if (all == copies_.end()) return false;
    const auto found =
        std::ranges::lower_bound(all->second, time - kOutageReach);
    return found != all->second.end() && *found <= time + Rulebook::kGuard;
  };
  return answered(scene.actor.address.network + ' ' + scraper->id) ||
         answered(scraper->operator_name);
}

}  // namespace veto::logs
