// SPDX-License-Identifier: GPL-3.0-or-later
//
// V12: its findings, one for each client that was given names and each other
// that asked for them.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "audit/logs/canary_handoff.h"
#include "audit/logs/codes.h"
#include "audit/logs/findings.h"
#include "base/text.h"

namespace veto::logs {
namespace {

using nlohmann::json;

constexpr std::size_t kCanaryTargets = 10;
constexpr std::string_view kCanaryExcuses[] = {
    "link_shared", "user_triggered", "person_possible", "security_scanner",
    "archive",     "cache",          "agent_unknown"};

struct Route {
  std::vector<const Handoff*> counted;
  std::map<std::string_view, std::uint64_t> excused;
};
// Actor and agent at either end.
using Ends = std::pair<std::pair<std::uint32_t, std::uint32_t>,
                       std::pair<std::uint32_t, std::uint32_t>>;

Ends ends_of(const Handoff& one) {
  return {{one.given->actor, one.given->agent},
          {one.redeemed->actor, one.redeemed->agent}};
}

// Who asked, as far as it names itself: a browser's name is nobody's. Returns
// its part of the grade, where it is named.
int add_redeemer(const Material& material, const Route& route, json& facts) {
  const TrapHit& first = *route.counted.front()->redeemed;
  const audit::Finding other =
      about_client(material, first.actor, {first.agent},
                   {first.time, route.counted.back()->redeemed->time}, "V12");
  const bool named = material.collector.agents()[first.agent].declared();
  facts["redeemer_ip"] = other.facts["client_ip"];
  facts["redeemer_agent"] = named ? other.facts["agent"] : json("");
  facts["redeemer_name"] = named ? other.facts["agent_name"] : json("");
  facts["redeemer_identity"] = std::string(to_string(other.identity));
  facts["redeemer_operator"] = named ? other.operator_name : std::string();
  facts["redeemer_user_agents"] = other.facts["user_agents"];
  facts["redeemer_automation"] =
      std::string(automation_of(material, first.actor, first.agent));
  return named ? other.grade.identity : 4;
}

void add_redemptions(const Route& route, const Material& material,
                     Draft& draft) {
  json targets = json::array();
  for (const Handoff* one : route.counted) {
    if (targets.size() == kCanaryTargets) break;
    for (const TrapHit* hit : {one->sent_on, one->given, one->redeemed})
      if (std::ranges::find(draft.places, hit->place) == draft.places.end())
        draft.places.push_back(hit->place);
    targets.push_back(
        {{"target", printable(one->redeemed->target, 500)},
         {"time", to_rfc3339(one->redeemed->time)},
         {"status", one->redeemed->status},
         {"canary",
          printable(material.collector.trap_hits().canary(one->given->canary),
                    100)},
         {"given", to_rfc3339(one->given->time)}});
  }
  draft.finding.facts["targets"] = std::move(targets);
}

// While the one was sent on and given names.
Span giving(const Route& route) {
  Span span{route.counted.front()->sent_on->time,
            route.counted.front()->given->time};
  for (const Handoff* one : route.counted) {
    span.first = std::min(span.first, one->sent_on->time);
    span.last = std::max(span.last, one->given->time);
  }
  return span;
}

}  // namespace

void draft_handoffs(const Material& material, std::vector<Draft>& drafts) {
  const auto handoffs = find_handoffs(material.collector);
  std::map<Ends, Route> routes;
  for (const Handoff& one : handoffs) {
    Route& route = routes[ends_of(one)];
    if (one.excuse.empty())
      route.counted.push_back(&one);
    else
      ++route.excused[one.excuse];
  }
  for (const auto& [ends, route] : routes) {
    if (route.counted.empty()) continue;
    const auto& [actor, agent] = ends.first;
    const Handoff& first = *route.counted.front();
    Draft draft{.actor = actor,
                .first = first.given->time,
                .places = {},
                .finding = about_client(material, actor, {agent}, giving(route),
                                        "V12")};
    audit::Finding& finding = draft.finding;
    finding.grade.predicate = find_code("V12")->predicate;
    json& facts = finding.facts;
    finding.grade.identity =
        std::min(finding.grade.identity, add_redeemer(material, route, facts));
    finding.does_not_show.push_back("handoff_way");
    for (std::string_view name : kCanaryExcuses) {
      const auto found = route.excused.find(name);
      finding.excuses.push_back(
          {std::string(name), false,
           found == route.excused.end()
               ? std::string()
               : fmt::format("{} other request{} set aside for it",
                             found->second, found->second == 1 ? "" : "s")});
    }
    add_redemptions(route, material, draft);
    facts.update({{"count", route.counted.size()},
                  {"first", to_rfc3339(first.redeemed->time)},
                  {"last", to_rfc3339(route.counted.back()->redeemed->time)},
                  {"sent_on", to_rfc3339(first.sent_on->time)},
                  {"given", to_rfc3339(first.given->time)},
                  {"hours", std::chrono::floor<std::chrono::hours>(
                                first.redeemed->time - first.given->time)
                                .count()}});
    drafts.push_back(std::move(draft));
  }
}

}  // namespace veto::logs
