// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/diff.h"

#include <algorithm>

namespace veto::logs {
namespace {

using Agents = std::map<std::string, AgentSeen>;

Agents agents_of(const LogSummary& summary) {
  Agents agents;
  for (const Client& client : summary.clients) {
    if (client.own_crawl) continue;
    const bool known = !client.scraper_id.empty();
    const std::string name = known ? client.scraper_id
                             : client.user_agents.empty()
                                 ? std::string()
                                 : client.user_agents.front();
    const auto [at, fresh] = agents.try_emplace(name);
    AgentSeen& agent = at->second;
    agent.name = name;
    agent.known = known;
    agent.first = fresh ? client.first : std::min(agent.first, client.first);
    ++agent.clients;
    agent.requests += client.requests;
  }
  return agents;
}

std::vector<AgentSeen> beyond(const Agents& these, const Agents& those) {
  std::vector<AgentSeen> left;
  for (const auto& [name, agent] : these)
    if (!those.contains(name)) left.push_back(agent);
  return left;
}

}  // namespace

AgentsDiff diff_agents(const LogSummary& before, const LogSummary& after) {
  const Agents then = agents_of(before);
  const Agents now = agents_of(after);
  return {beyond(now, then), beyond(then, now)};
}

}  // namespace veto::logs
