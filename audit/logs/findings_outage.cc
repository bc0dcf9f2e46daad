// SPDX-License-Identifier: GPL-3.0-or-later
//
// V11: its findings.

#include <algorithm>

#include "audit/logs/codes.h"
#include "audit/logs/findings.h"
#include "base/text.h"

namespace veto::logs {
namespace {

// None applies to the requests counted; how each was looked at is in
// audit/logs/judge_outage.cc.
constexpr std::string_view kOutageExcuses[] = {
    "earlier_copy", "neighbour_read",  "operator_read",  "coverage_unknown",
    "head",         "refused",         "subresource",    "redirect",
    "own_crawl",    "person_possible", "user_triggered", "agent_unknown"};

}  // namespace

void draft_outages(const Material& material, std::vector<Draft>& drafts) {
  for (const auto& [key, violation] : material.tally.violations()) {
    const auto& [actor, token, code] = key;
    if (code != "V11") continue;
    const Span span{std::min(violation.first, violation.read->time),
                    violation.last};
    Draft draft{
        .actor = actor,
        .first = violation.first,
        .places = violation.read_places,
        .finding = about_client(material, actor, violation.agents, span, code)};
    draft.further_count = violation.count - violation.targets.size();
    draft.further = violation.further;
    nlohmann::json targets = nlohmann::json::array();
    for (const Target& one : violation.targets) {
      draft.places.push_back(one.place);
      targets.push_back({{"target", printable(one.target, 500)},
                         {"time", to_rfc3339(one.time)},
                         {"status", one.status},
                         {"bytes", one.bytes}});
    }
    draft.finding.grade.predicate = find_code(code)->predicate;
    draft.finding.does_not_show.push_back("log_coverage");
    for (std::string_view name : kOutageExcuses)
      draft.finding.excuses.push_back({std::string(name), false, {}});
    draft.finding.facts.update(
        {{"count", violation.count},
         {"first", to_rfc3339(violation.first)},
         {"last", to_rfc3339(violation.last)},
         {"automation", std::string(automation_of(material, actor,
                                                  violation.agents.front()))},
         {"targets", std::move(targets)},
         {"robots_read_time", to_rfc3339(violation.read->time)},
         {"robots_read_status", violation.read->status},
         {"complete_from", to_rfc3339(*violation.complete_from)}});
    drafts.push_back(std::move(draft));
  }
}

}  // namespace veto::logs
