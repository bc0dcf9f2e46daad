// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/agent_switch.h"

#include <algorithm>

namespace veto::logs {

std::string_view switch_excuse(const SwitchScene& scene) {
  if (scene.user_triggered) return "user_triggered";
  if (scene.names_headless) return "renderer";
  if (scene.other_agents > 0 || scene.browser_first <= scene.refused)
    return "shared_address";
  if (!scene.automation) return "person_possible";
  if (scene.refused_agent_served > scene.refused) return "retry";
  return {};
}

void AgentSwitches::refused(std::uint32_t actor, std::uint32_t agent,
                            int status, std::string_view target, UtcTime time,
                            Place place) {
  const bool has_room =
      refusals_.size() < kMaxClients || refusals_.contains(actor);
  if (!has_room || refusals_[actor].size() >= kMaxRefusals) {
    ++passed_over_;
    return;
  }
  auto& all = refusals_[actor];
  AgentSwitch one;
  one.target = target;
  one.actor = actor;
  one.refused_agent = agent;
  one.status = status;
  one.refused = time;
  one.refused_place = place;
  all.push_back(std::move(one));
}

void AgentSwitches::served_browser(std::uint32_t actor, std::uint32_t agent,
                                   std::string_view target, UtcTime time,
                                   Place place) {
  if (refusals_.empty()) return;
  const auto all = refusals_.find(actor);
  if (all == refusals_.end()) return;
  const auto same =
      std::ranges::find_if(all->second, [&](const AgentSwitch& one) {
        return one.target == target && time - one.refused >= kApart &&
               time - one.refused <= kWindow;
      });
  if (same == all->second.end()) return;
  if (found_.size() >= kMaxFound) {
    ++passed_over_;
    return;
  }
  found_.push_back(*same);
  found_.back().served_agent = agent;
  found_.back().served = time;
  found_.back().served_place = place;
  // Each refusal is answered for once.
  all->second.erase(same);
}

}  // namespace veto::logs
