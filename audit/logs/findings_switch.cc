// SPDX-License-Identifier: GPL-3.0-or-later
//
// V10: its findings, about an address.

#include <algorithm>
#include <map>
#include <tuple>

#include "audit/logs/agent_switch.h"
#include "audit/logs/codes.h"
#include "audit/logs/findings.h"
#include "base/text.h"

namespace veto::logs {
namespace {

using nlohmann::json;

constexpr std::size_t kPairs = 10;

const AgentUse* use_of(const Actor& actor, std::uint32_t agent) {
  const auto use = std::ranges::find(actor.uses, agent, &AgentUse::agent);
  return use == actor.uses.end() ? nullptr : &*use;
}

// Its pace from two pages tells here even of who loads what pages embed: a
// program was refused at that address before. Without a referer it may be the
// scripts of a page whose maker was refused with a tool.
std::string_view sign_after_refusal(const Actor& actor, const AgentUse& use,
                                    const Agent& served) {
  const std::string_view sign = sign_of_automation(actor, use, served);
  return sign.empty() && !served.device && use.pace.is_linked()
             ? std::string_view("machine_pace")
             : sign;
}

bool tells_nothing(const Material& material, const AgentSwitch& one) {
  const AgentTable& agents = material.collector.agents();
  const Actor& actor = material.collector.actors().all()[one.actor];
  const Agent& refused = agents[one.refused_agent];
  const Agent& served = agents[one.served_agent];
  const AgentUse* before = use_of(actor, one.refused_agent);
  const AgentUse* after = use_of(actor, one.served_agent);
  if (!before || !after || actor.own || refused.forgotten || served.forgotten)
    return true;
  const config::Scraper* scraper = refused.scraper;
  return !switch_excuse(
              {.refused = one.refused,
               .user_triggered = scraper && (scraper->user_triggered ||
                                             scraper->purpose == "preview"),
               .names_headless = served.automated,
               .automation = !sign_after_refusal(actor, *after, served).empty(),
               .other_agents = actor.uses.size() - 2,
               .browser_first = after->first,
               .refused_agent_served = before->last_served})
              .empty();
}

}  // namespace

void draft_agent_switches(const Material& material,
                          std::vector<Draft>& drafts) {
  using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;
  std::map<Key, std::vector<const AgentSwitch*>> all;
  for (const AgentSwitch& one : material.collector.switches().found())
    if (!tells_nothing(material, one))
      all[{one.actor, one.refused_agent, one.served_agent}].push_back(&one);
  for (const auto& [key, list] : all) {
    const auto& [actor, refused, served] = key;
    const AgentSwitch& first = *list.front();
    Draft draft{
        .actor = actor,
        .first = first.refused,
        .places = {},
        .finding = about_client(material, actor, {refused, served},
                                {first.refused, list.back()->served}, "V10")};
    json targets = json::array();
    for (const AgentSwitch* one : list) {
      if (targets.size() == kPairs) break;
      draft.places.push_back(one->refused_place);
      draft.places.push_back(one->served_place);
      targets.push_back({{"target", printable(one->target, 500)},
                         {"time", to_rfc3339(one->served)},
                         {"status", 200},
                         {"refused", to_rfc3339(one->refused)},
                         {"refused_status", one->status}});
    }
    draft.finding.grade.predicate = find_code("V10")->predicate;
    draft.finding.does_not_show.push_back("same_client");
    for (const char* name : {"user_triggered", "renderer", "shared_address",
                             "person_possible", "retry"})
      draft.finding.excuses.push_back({name, false, {}});
    draft.finding.facts.update(
        {{"count", list.size()},
         {"first", to_rfc3339(first.refused)},
         {"last", to_rfc3339(list.back()->served)},
         {"refused_status", first.status},
         {"seconds", std::chrono::duration_cast<std::chrono::seconds>(
                         first.served - first.refused)
                         .count()},
         {"returned_as",
          printable(material.collector.agents()[served].text, 500)},
         {"returned_automation",
          std::string(sign_after_refusal(
              material.collector.actors().all()[actor],
              *use_of(material.collector.actors().all()[actor], served),
              material.collector.agents()[served]))},
         {"targets", std::move(targets)}});
    drafts.push_back(std::move(draft));
  }
}

}  // namespace veto::logs
