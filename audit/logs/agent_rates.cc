// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/agent_rates.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "audit/statistics/discoveries.h"
#include "base/text.h"

namespace veto::logs {
namespace {

Standing standing_of(audit::Identity level) {
  if (is_verified(level)) return Standing::verified;
  return level == audit::Identity::i1 || level == audit::Identity::i2
             ? Standing::claimed
             : Standing::other;
}

void add_change(const Sessions::Counts& counts, const SessionMarks& marks,
                UtcTime rule, AgentRate& rate) {
  if (!rate.change) rate.change.emplace();
  AgentChange& change = *rate.change;
  change.rule = rule;
  change.before.k += marks.ruled_before.size();
  change.before.n += counts.before;
  change.after.k += marks.ruled_after.size();
  change.after.n += counts.after;
  change.control_before.k += counts.control_before;
  change.control_before.n += counts.before;
  change.control_after.k += counts.control_after;
  change.control_after.n += counts.after;
}

// Those that never went where the rule speaks of show no change.
void test_changes(std::vector<AgentRate>& rates) {
  std::vector<AgentChange*> tested;
  std::vector<double> p_values;
  for (AgentRate& rate : rates) {
    if (!rate.change) continue;
    AgentChange& change = *rate.change;
    const auto test = statistics::test_change(change.before, change.after);
    if (!test || change.before.k + change.after.k == 0) {
      rate.change.reset();
      continue;
    }
    change.test = *test;
    change.difference = statistics::difference_in_differences(
        change.before, change.after, change.control_before,
        change.control_after);
    tested.push_back(&change);
    p_values.push_back(test->p);
  }
  const auto found = statistics::discovery_rates(p_values);
  for (std::size_t i = 0; i < tested.size(); ++i)
    tested[i]->discovery_rate = found[i];
}

}  // namespace

std::vector<AgentRate> agent_rates(const Material& material) {
  const Collector& collector = material.collector;
  if (collector.counts().not_judged > 0) return {};
  const auto rule = material.rules.changed();
  using Key = std::tuple<std::string, std::string, Standing>;
  std::map<Key, AgentRate> all;
  // A client with several versions of its name is one.
  std::map<Key, std::uint32_t> last_client;
  const auto& actors = collector.actors().all();
  for (std::uint32_t i = 0; i < actors.size(); ++i) {
    const Actor& actor = actors[i];
    // Its last agents share one entry: whose session is whose is not known.
    if (actor.own || actor.uses.size() >= Actor::kMaxAgents) continue;
    for (const AgentUse& use : actor.uses) {
      const Agent& agent = collector.agents()[use.agent];
      const auto& counts = use.sessions.counts();
      if (counts.all == 0 || agent.own || agent.forgotten ||
          (agent.browser && sign_of_automation(actor, use, agent).empty()))
        continue;
      const Standing standing = standing_of(
          judge_identity(agent, actor.address, use.first, use.last,
                         material.proofs, signing_of(material, i, {use.agent}))
              .level);
      const std::string token =
          agent.token == "*" ? std::string() : printable(agent.token, 100);
      const std::string id = agent.scraper ? agent.scraper->id : std::string();
      const Key key{token, id, standing};
      AgentRate& rate = all[key];
      rate.agent = token;
      rate.scraper_id = id;
      rate.standing = standing;
      const auto [last, is_first] = last_client.try_emplace(key, i);
      if (is_first || last->second != i) ++rate.clients;
      last->second = i;
      rate.sessions += counts.all;
      const SessionMarks& marks = material.tally.marks(i, use.agent);
      rate.against += marks.against.size();
      rate.doubtful += static_cast<std::uint64_t>(std::ranges::count_if(
          marks.doubtful,
          [&](UtcTime session) { return !marks.against.contains(session); }));
      if (rule) add_change(counts, marks, *rule, rate);
    }
  }
  std::vector<AgentRate> rates;
  for (auto& [key, rate] : all) rates.push_back(std::move(rate));
  test_changes(rates);
  std::ranges::sort(rates, [](const AgentRate& a, const AgentRate& b) {
    return std::tie(b.sessions, a.agent, a.scraper_id, a.standing) <
           std::tie(a.sessions, b.agent, b.scraper_id, b.standing);
  });
  return rates;
}

}  // namespace veto::logs
