// SPDX-License-Identifier: GPL-3.0-or-later
//
// V1, V2 and V3; V1u and V2u, which count against nobody.

#include <fmt/format.h>

#include <algorithm>

#include "audit/logs/codes.h"
#include "audit/logs/findings.h"
#include "base/text.h"

namespace veto::logs {
namespace {

using nlohmann::json;

// Every excuse tried on each (audit/logs/judge.h), as findings list them.
constexpr std::string_view kExcuses[] = {"not_disallowed_then",
                                         "allowed",
                                         "readings_differ",
                                         "robots_refused",
                                         "robots_unreachable",
                                         "robots_unclear",
                                         "same_second",
                                         "grace",
                                         "head",
                                         "refused",
                                         "subresource",
                                         "redirect",
                                         "user_triggered",
                                         "person_possible",
                                         "own_crawl",
                                         "shared_address",
                                         "agent_unknown"};
constexpr std::string_view kExcusesUnread[] = {
    "neighbour_read", "operator_read", "coverage_unknown"};

constexpr std::size_t kRulesListed = 10;

json targets_json(const Violation& violation) {
  json list = json::array();
  for (const Target& one : violation.targets)
    list.push_back({{"target", printable(one.target, 500)},
                    {"time", to_rfc3339(one.time)},
                    {"status", one.status},
                    {"bytes", one.bytes},
                    {"line", one.rule.line},
                    {"rule", printable(one.rule.rule, 500)}});
  return list;
}

std::string_view provenance_of(const Material& material, const Version& version,
                               UtcTime time) {
  if (crawler::is_stated(version->provenance) &&
      material.tally.seen_by_size(version, time))
    return to_string(crawler::Provenance::size_match);
  return to_string(version->provenance);
}

// Each line once, whichever versions it stood in; nothing where one line asked
// not to make all of these requests.
json rules_json(const Violation& violation) {
  json list = json::array();
  std::uint64_t counted = 0;
  for (const RuleCount& one : violation.rules) {
    json rule = {{"line", one.rule.line},
                 {"rule", printable(one.rule.rule, 500)},
                 {"group", printable(one.rule.group, 100)}};
    const auto known = std::ranges::find_if(list, [&](json item) {
      item.erase("count");
      return item == rule;
    });
    if (known != list.end()) {
      (*known)["count"] = (*known)["count"].get<std::uint64_t>() + one.count;
    } else if (list.size() < kRulesListed) {
      rule["count"] = one.count;
      list.push_back(std::move(rule));
    } else {
      continue;
    }
    counted += one.count;
  }
  if (list.size() == 1 && counted == violation.count) list.clear();
  return list;
}

void add_rule_facts(const Material& material, const Violation& violation,
                    json& facts) {
  const Target& first = violation.targets.front();
  const Version& version = violation.versions.front();
  facts["targets"] = targets_json(violation);
  facts["rule_line"] = first.rule.line;
  facts["rule_text"] = printable(first.rule.rule, 500);
  facts["rule_group"] = printable(first.rule.group, 100);
  if (json rules = rules_json(violation); !rules.empty())
    facts["rules"] = std::move(rules);
  facts["version_digest"] = version->digest.hex();
  facts["version_from"] = to_rfc3339(version->seen_from);
  facts["version_provenance"] =
      std::string(provenance_of(material, version, first.time));
  json versions = json::array();
  for (const Version& one : violation.versions)
    versions.push_back(one->digest.hex());
  facts["versions"] = std::move(versions);
}

void add_read_facts(const Violation& violation, json& facts) {
  facts["robots_read_time"] = nullptr;
  facts["robots_read_status"] = nullptr;
  facts["robots_read_version"] = nullptr;
  facts["robots_read_by_size"] = nullptr;
  facts["complete_from"] = nullptr;
  if (violation.changed)
    facts["rules_changed"] = to_rfc3339(*violation.changed);
  if (violation.complete_from)
    facts["complete_from"] = to_rfc3339(*violation.complete_from);
  if (!violation.read) return;
  facts["robots_read_time"] = to_rfc3339(violation.read->time);
  facts["robots_read_status"] = violation.read->status;
  facts["robots_read_by_size"] = violation.received_by_size;
  if (violation.received)
    facts["robots_read_version"] = violation.received->digest.hex();
}

// None applies to the requests counted; how many others each one set aside, of
// this address under this name.
void add_excuses(const Material& material, std::uint32_t actor,
                 std::string_view token, const Code& kind,
                 audit::Finding& finding) {
  const ExcuseCounts counts = material.tally.excuses(actor, token);
  const auto add = [&](std::string_view name) {
    const auto found = counts.find(name);
    std::string detail;
    if (found != counts.end())
      detail = fmt::format("{} other request{} of this client set aside for it",
                           found->second, found->second == 1 ? "" : "s");
    finding.excuses.push_back({std::string(name), false, std::move(detail)});
  };
  for (std::string_view name : kExcuses) add(name);
  if (!kind.against)
    for (audit::Excuse& excuse : finding.excuses)
      if (excuse.name == "user_triggered")
        excuse = {excuse.name, true,
                  "its operator says that robots.txt may not apply to it"};
  if (!kind.complete) return;
  for (std::string_view name : kExcusesUnread) add(name);
}

// What the client had read belongs to what is said of it.
Span span_of(const Violation& violation) {
  Span span{violation.first, violation.last};
  if (violation.read) span.first = std::min(span.first, violation.read->time);
  return span;
}

}  // namespace

void draft_violations(const Material& material, std::vector<Draft>& drafts) {
  for (const auto& [key, violation] : material.tally.violations()) {
    const auto& [actor, token, code] = key;
    const Code& kind = *find_code(code);
    if (!kind.rule) continue;
    Draft draft{.actor = actor,
                .first = violation.first,
                .places = violation.read_places,
                .finding = about_client(material, actor, violation.agents,
                                        span_of(violation), code)};
    for (const Target& one : violation.targets)
      draft.places.push_back(one.place);
    draft.further_count = violation.count - violation.targets.size();
    draft.further = violation.further;
    audit::Finding& finding = draft.finding;
    finding.grade.rules = violation.captured ? 3 : 2;
    finding.grade.predicate = kind.predicate;
    if (kind.complete) finding.does_not_show.push_back("log_coverage");
    json& facts = finding.facts;
    facts["count"] = violation.count;
    facts["first"] = to_rfc3339(violation.first);
    facts["last"] = to_rfc3339(violation.last);
    facts["automation"] =
        std::string(automation_of(material, actor, violation.agents.front()));
    add_rule_facts(material, violation, facts);
    add_read_facts(violation, facts);
    add_excuses(material, actor, token, kind, finding);
    for (const Version& version : violation.versions)
      finding.evidence.push_back(version_evidence(version));
    if (violation.received &&
        std::ranges::find(violation.versions, violation.received) ==
            violation.versions.end())
      finding.evidence.push_back(version_evidence(violation.received));
    drafts.push_back(std::move(draft));
  }
}

}  // namespace veto::logs
