// SPDX-License-Identifier: GPL-3.0-or-later
//
// V8: its findings, one a client and name.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "audit/logs/codes.h"
#include "audit/logs/findings.h"
#include "audit/logs/trap_judge.h"
#include "base/text.h"

namespace veto::logs {
namespace {

using nlohmann::json;

constexpr std::size_t kTrapTargets = 20;

// "prefetch" and "assistive" are what a browser does that "person_possible"
// stands for: named, so that the reader sees that they were thought of.
constexpr std::string_view kTrapExcuses[] = {
    "person_possible",     "prefetch",        "assistive",
    "link_shared",         "user_triggered",  "security_scanner",
    "not_disallowed_then", "readings_differ", "grace",
    "rules_unknown",       "robots_refused",  "robots_unreachable",
    "robots_unclear",      "operator_read",   "own_crawl",
    "agent_unknown"};

struct Visitor {
  std::vector<const JudgedHit*> hits;  // that count
  std::map<std::string_view, std::uint64_t> excused;
};
using Visitors = std::map<std::pair<std::uint32_t, std::string>, Visitor>;

Visitors visitors_of(const Material& material,
                     const std::vector<JudgedHit>& judged) {
  Visitors visitors;
  for (const JudgedHit& one : judged) {
    Visitor& visitor = visitors[{
        one.hit->actor, material.collector.agents()[one.hit->agent].token}];
    if (one.excuse.empty())
      visitor.hits.push_back(&one);
    else
      ++visitor.excused[one.excuse];
  }
  std::erase_if(visitors,
                [](const auto& entry) { return entry.second.hits.empty(); });
  return visitors;
}

// The same requests under V1 to V3: the codes of this client's findings that
// list one.
json counted_as_well(const Material& material, std::uint32_t actor,
                     const std::string& token) {
  json codes = json::array();
  for (const auto& [key, violation] : material.tally.violations()) {
    const auto& [of_actor, of_token, code] = key;
    if (of_actor == actor && of_token == token &&
        std::ranges::any_of(violation.targets, [&](const Target& one) {
          return material.collector.trap_hits().holds(one.target);
        }))
      codes.push_back(code);
  }
  return codes;
}

void add_targets(const Material& material, const Visitor& visitor,
                 Draft& draft) {
  json targets = json::array();
  std::set<std::uint32_t> traps;
  std::uint64_t served = 0;
  int deepest = 1;
  for (const JudgedHit* one : visitor.hits) {
    const TrapHit& hit = *one->hit;
    traps.insert(hit.trap);
    served += hit.served;
    deepest = std::max<int>(deepest, hit.depth);
    if (targets.size() == kTrapTargets) continue;
    draft.places.push_back(hit.place);
    targets.push_back(
        {{"target", printable(hit.target, 500)},
         {"time", to_rfc3339(hit.time)},
         {"status", hit.status},
         {"trap", printable(material.inputs.traps[hit.trap].path, 500)},
         {"depth", hit.depth}});
  }
  draft.finding.facts["targets"] = std::move(targets);
  draft.finding.facts["traps"] = traps.size();
  draft.finding.facts["deepest"] = deepest;
  draft.finding.facts["served"] = served;
}

void add_trap_excuses(const Visitor& visitor, audit::Finding& finding) {
  for (std::string_view name : kTrapExcuses) {
    const auto found = visitor.excused.find(name);
    std::string detail;
    if (found != visitor.excused.end())
      detail = fmt::format("{} other request{} for traps set aside for it",
                           found->second, found->second == 1 ? "" : "s");
    finding.excuses.push_back({std::string(name), false, std::move(detail)});
  }
}

// The first that came after the rule had stood long enough, or the first.
const JudgedHit& leading(const Visitor& visitor) {
  for (const JudgedHit* one : visitor.hits)
    if (one->long_disallowed()) return *one;
  return *visitor.hits.front();
}

std::vector<std::uint32_t> agents_of(const Visitor& visitor) {
  std::vector<std::uint32_t> agents;
  for (const JudgedHit* one : visitor.hits)
    if (std::ranges::find(agents, one->hit->agent) == agents.end())
      agents.push_back(one->hit->agent);
  return agents;
}

}  // namespace

void draft_trap_hits(const Material& material, std::vector<Draft>& drafts) {
  const auto judged =
      judge_trap_hits(material.inputs.traps, material.inputs.history,
                      material.collector, material.rules, material.judge);
  for (const auto& [key, visitor] : visitors_of(material, judged)) {
    const auto& [actor, token] = key;
    const auto agents = agents_of(visitor);
    const UtcTime first = visitor.hits.front()->hit->time;
    const UtcTime last = visitor.hits.back()->hit->time;
    Draft draft{
        .actor = actor,
        .first = first,
        .places = {},
        .finding = about_client(material, actor, agents, {first, last}, "V8")};
    audit::Finding& finding = draft.finding;
    const JudgedHit& lead = leading(visitor);
    const std::string_view weaker = trap_weakness(visitor.hits);
    finding.grade.rules = lead.stated ? 2 : 3;
    finding.grade.predicate = weaker.empty() ? find_code("V8")->predicate : 2;
    finding.does_not_show.push_back("how_found");
    add_targets(material, visitor, draft);
    add_trap_excuses(visitor, finding);
    finding.facts.update(
        {{"count", visitor.hits.size()},
         {"first", to_rfc3339(first)},
         {"last", to_rfc3339(last)},
         {"automation",
          std::string(automation_of(material, actor, agents.front()))},
         {"disallowed_since", to_rfc3339(lead.since)},
         {"rule_days",
          std::chrono::floor<std::chrono::days>(lead.hit->time - lead.since)
              .count()},
         {"rule_stated", lead.stated},
         {"weaker", std::string(weaker)},
         {"counted_as_well", counted_as_well(material, actor, token)}});
    if (lead.version)
      finding.evidence.push_back(version_evidence(lead.version));
    drafts.push_back(std::move(draft));
  }
}

}  // namespace veto::logs
