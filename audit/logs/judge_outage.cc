// SPDX-License-Identifier: GPL-3.0-or-later
//
// V11, with the excuses of the request and of whoever else may have had a copy.

#include <algorithm>

#include "audit/logs/judge_scene.h"
#include "audit/logs/outage.h"

namespace veto::logs {

void Judge::went_on_in_outage(Scene& scene) const {
  const UtcTime time = scene.request.time;
  const RobotsRead* read = unanswered_read(scene.actor.reads, time);
  if (!read || scene.agent.own || scene.actor.reads_unknown ||
      !covered(time - kOutageReach, time) || may_hold_copy(scene))
    return;
  Scene trial{scene.request, scene.actor, scene.agent, scene.reads, {}};
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
  const auto answered = [&](const auto& index, const std::string& key) {
    const auto all = index.find(key);
    return all != index.end() &&
           std::ranges::any_of(all->second, [&](const Sighting& one) {
             return one.good && one.time >= time - kOutageReach &&
                    one.time <= time + Rulebook::kGuard;
           });
  };
  return answered(by_neighbour_,
                  scene.actor.address.network + ' ' + scraper->id) ||
         answered(by_operator_, scraper->operator_name);
}

}  // namespace veto::logs
