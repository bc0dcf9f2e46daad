// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/diff.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace veto::signals {
namespace {

std::set<std::string> said_by(const ResourcePosture& resource) {
  std::set<std::string> said(resource.directives.begin(),
                             resource.directives.end());
  if (resource.noai) said.insert("noai");
  if (resource.noimageai) said.insert("noimageai");
  return said;
}

std::vector<std::string> beyond(const std::set<std::string>& these,
                                const std::set<std::string>& those) {
  std::vector<std::string> left;
  std::ranges::set_difference(these, those, std::back_inserter(left));
  return left;
}

bool differs(const AgentPosture& a, const AgentPosture& b) {
  return a.named != b.named || a.site_allowed != b.site_allowed ||
         a.rule != b.rule || a.readings_agree != b.readings_agree;
}

}  // namespace

SignalsDiff diff_signals(const SignalsResult& before,
                         const SignalsResult& after) {
  SignalsDiff diff;
  std::map<std::string, const ResourcePosture*> resources;
  for (const auto& resource : before.resources)
    resources[resource.url] = &resource;
  for (const auto& resource : after.resources) {
    const auto then = resources.find(resource.url);
    if (then == resources.end()) continue;
    const auto old_words = said_by(*then->second);
    const auto new_words = said_by(resource);
    if (old_words != new_words)
      diff.resources.push_back({resource.url, resource.kind,
                                beyond(new_words, old_words),
                                beyond(old_words, new_words)});
  }
  std::map<std::pair<std::string, std::string>, const AgentPosture*> agents;
  for (const auto& agent : before.agents)
    agents[{agent.origin, agent.token}] = &agent;
  for (const auto& agent : after.agents) {
    const auto then = agents.find({agent.origin, agent.token});
    if (then != agents.end() && differs(*then->second, agent))
      diff.agents.push_back({*then->second, agent});
  }
  std::ranges::sort(diff.resources, {}, &ChangedSignals::url);
  std::ranges::sort(diff.agents, {}, [](const ChangedAgent& agent) {
    return std::pair(agent.after.origin, agent.after.token);
  });
  return diff;
}

}  // namespace veto::signals
