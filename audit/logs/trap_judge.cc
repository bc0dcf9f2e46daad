// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/trap_judge.h"

#include <algorithm>
#include <map>
#include <set>

namespace veto::logs {
namespace {

using Clients = std::set<std::pair<std::uint32_t, std::uint32_t>>;

// What has to be known of all hits before one is judged.
struct TrapVisits {
  // Trap and client: came to the trap by an address that is the same for all.
  Clients came_by_themselves;
  std::map<std::uint32_t, UtcTime> first_shared;  // by trap
};

TrapVisits look_at_all(const Collector& collector) {
  TrapVisits visits;
  for (const TrapHit& hit : collector.trap_hits().all()) {
    if (hit.canary == TrapHit::kNoCanary)
      visits.came_by_themselves.emplace(hit.trap, hit.actor);
    if (hit.from_elsewhere || acts_for_persons(collector.agents()[hit.agent]))
      visits.first_shared.emplace(hit.trap, hit.time);
  }
  return visits;
}

bool is_shared(const TrapHit& hit, const TrapVisits& visits) {
  const auto shared = visits.first_shared.find(hit.trap);
  if (shared != visits.first_shared.end() && shared->second <= hit.time)
    return true;
  return hit.canary != TrapHit::kNoCanary &&
         !visits.came_by_themselves.contains({hit.trap, hit.actor});
}

bool may_be_a_person(const Actor& actor, const Agent& agent,
                     std::uint32_t index) {
  if (!agent.browser) return false;
  const auto use = std::ranges::find(actor.uses, index, &AgentUse::agent);
  return sign_of_automation(actor, use == actor.uses.end() ? AgentUse{} : *use,
                            agent)
      .empty();
}

std::string_view excuse_of_client(const TrapHit& hit, const TrapVisits& visits,
                                  const Collector& collector) {
  const Agent& agent = collector.agents()[hit.agent];
  const Actor& actor = collector.actors().all()[hit.actor];
  if (agent.forgotten) return "agent_unknown";
  if (acts_for_persons(agent)) return "user_triggered";
  if (may_be_a_person(actor, agent, hit.agent)) return "person_possible";
  if (collector.trap_hits().is_scanner(hit.actor)) return "security_scanner";
  return is_shared(hit, visits) ? std::string_view("link_shared")
                                : std::string_view();
}

// Whether a version of that time shows that the user's statement does not hold.
bool is_contradicted(UtcTime from, UtcTime to, const TrapHit& hit,
                     const Agent& agent, const crawler::RobotsHistory& history,
                     const Rulebook& rules) {
  return std::ranges::any_of(history.versions(), [&](const Version& version) {
    return version->seen_from < to && version->seen_to >= from &&
           rules.opinion(version, agent, hit.target) != Opinion::disallowed;
  });
}

std::string_view excuse_of_rules(const traps::Trap& trap,
                                 const crawler::RobotsHistory& history,
                                 const Rulebook& rules, const Agent& agent,
                                 JudgedHit& judged) {
  const TrapHit& hit = *judged.hit;
  std::optional<UtcTime> seen;
  if (const Version now = rules.at(hit.time)) {
    const Opinion opinion = rules.opinion(now, agent, hit.target);
    if (opinion == Opinion::unreachable) return "robots_unreachable";
    if (opinion == Opinion::differ) return "readings_differ";
    if (opinion != Opinion::disallowed) return "not_disallowed_then";
    judged.version = now;
    seen = rules.disallowed_since(hit.time, agent, hit.target);
    judged.stated = crawler::is_stated(now->provenance);
  }
  std::optional<UtcTime> stated = trap.disallowed_from;
  if (stated && (*stated > hit.time || is_contradicted(*stated, hit.time, hit,
                                                       agent, history, rules)))
    stated.reset();
  if (!seen && !stated) return "rules_unknown";
  // What is seen carries more, unless it is too young to carry anything.
  const bool by_word =
      !seen || (stated && *stated < *seen && hit.time - *seen < kTrapRuleAge);
  judged.since = by_word ? *stated : *seen;
  judged.stated = judged.stated || by_word;
  return hit.time - judged.since <= Rulebook::cache_time(agent)
             ? std::string_view("grace")
             : std::string_view();
}

}  // namespace

bool acts_for_persons(const Agent& agent) {
  const config::Scraper* scraper = agent.scraper;
  return scraper && (scraper->user_triggered || scraper->control_only ||
                     scraper->purpose == "preview");
}

std::vector<JudgedHit> judge_trap_hits(const std::vector<traps::Trap>& traps,
                                       const crawler::RobotsHistory& history,
                                       const Collector& collector,
                                       const Rulebook& rules,
                                       const Judge& judge) {
  const TrapVisits visits = look_at_all(collector);
  std::vector<JudgedHit> all;
  for (const TrapHit& hit : collector.trap_hits().all()) {
    JudgedHit judged;
    judged.hit = &hit;
    const Agent& agent = collector.agents()[hit.agent];
    judged.excuse = excuse_of_client(hit, visits, collector);
    if (judged.excuse.empty()) {
      Candidate request;
      request.time = hit.time;
      request.actor = hit.actor;
      request.agent = hit.agent;
      request.target = hit.target;
      judged.excuse = judge.told_otherwise(request);
    }
    if (judged.excuse.empty())
      judged.excuse =
          excuse_of_rules(traps[hit.trap], history, rules, agent, judged);
    all.push_back(std::move(judged));
  }
  return all;
}

std::string_view trap_weakness(const std::vector<const JudgedHit*>& hits) {
  std::set<std::uint32_t> traps;
  bool deep = false;
  for (const JudgedHit* one : hits) {
    if (!one->long_disallowed()) continue;
    traps.insert(one->hit->trap);
    deep = deep || one->hit->depth >= 2;
  }
  if (traps.empty()) return "young_rule";
  return deep || traps.size() >= 2 ? std::string_view() : "one_page";
}

}  // namespace veto::logs
