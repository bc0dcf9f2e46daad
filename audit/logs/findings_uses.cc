// SPDX-License-Identifier: GPL-3.0-or-later
//
// V5, V6, V7: received after, or with, a statement about use; P2: hung up on
// it. A retrieval is what a log shows: none of these says what became of it.

#include <set>

#include "audit/logs/codes.h"
#include "audit/logs/findings.h"
#include "base/text.h"

namespace veto::logs {
namespace {

using nlohmann::json;

std::string_view known_by(SentKnown known) {
  return known == SentKnown::log ? "log" : "captured";
}

json targets_of(const UseRecord& record) {
  json list = json::array();
  for (const UseRequest& one : record.requests)
    list.push_back({{"target", printable(one.target, 500)},
                    {"time", to_rfc3339(one.time)},
                    {"status", one.status},
                    {"bytes", one.bytes},
                    {"told", to_rfc3339(one.told)},
                    {"asked", std::string(to_string(one.word.ask))},
                    {"source", std::string(to_string(one.word.source))},
                    {"written", one.word.raw},
                    {"known", std::string(known_by(one.word.known))}});
  return list;
}

void add_captures(const UseRecord& record, audit::Finding& finding) {
  std::set<std::string> seen;
  for (const UseRequest& one : record.requests)
    if (!one.word.capture_id.empty() && seen.insert(one.word.capture_id).second)
      finding.evidence.push_back({.kind = "capture",
                                  .ref = one.word.capture_id,
                                  .where = one.word.url,
                                  .sha256 = one.word.capture_id,
                                  .raw = one.word.raw});
}

Draft draft_use(const Material& material, UseClient client,
                const UseRecord& record, std::string_view code) {
  Draft draft{.actor = client.first,
              .first = record.first,
              .places = {},
              .finding = about_client(
                  material, client.first, {client.second},
                  {std::min(record.told, record.first), record.last}, code)};
  for (const UseRequest& one : record.requests)
    draft.places.push_back(one.place);
  audit::Finding& finding = draft.finding;
  finding.grade.rules = 3;
  finding.grade.predicate = find_code(code)->predicate;
  finding.does_not_show.push_back("asks_of_use");
  const SentWord& word = record.requests.front().word;
  finding.facts.update({{"count", record.count},
                        {"first", to_rfc3339(record.first)},
                        {"last", to_rfc3339(record.last)},
                        {"asked", std::string(to_string(word.ask))},
                        {"told", to_rfc3339(record.told)},
                        {"sent_by", std::string(to_string(word.source))},
                        {"sent_as", word.raw},
                        {"sent_known", std::string(known_by(word.known))},
                        {"targets", targets_of(record)}});
  add_captures(record, finding);
  return draft;
}

// Under a borrowed name the purpose that the registry knows is another's.
void keep_unless_borrowed(Draft draft, std::vector<Draft>& drafts) {
  if (draft.finding.identity != audit::Identity::ix)
    drafts.push_back(std::move(draft));
}

void draft_reserved(const Material& material, std::vector<Draft>& drafts) {
  const auto& registry = material.inputs.registry
                             ? *material.inputs.registry
                             : config::ScraperRegistry::built_in();
  for (const auto& [client, record] : material.collector.uses().reserved()) {
    const Agent& agent = material.collector.agents()[client.second];
    const auto declared = declares_mining(*agent.scraper, registry);
    Draft draft = draft_use(material, client, record, "V7");
    draft.finding.does_not_show.push_back("licence");
    draft.finding.facts.update(
        {{"purpose", std::string(declared->purpose)},
         {"purpose_level", std::string(declared->level)},
         {"purpose_source", std::string(declared->source)},
         {"purpose_date", std::string(declared->date)}});
    keep_unless_borrowed(std::move(draft), drafts);
  }
}

}  // namespace

void draft_uses(const Material& material, std::vector<Draft>& drafts) {
  const UseWatch& uses = material.collector.uses();
  for (const auto& [client, record] : uses.recrawled().all())
    keep_unless_borrowed(draft_use(material, client, record, "V5"), drafts);
  for (const auto& [client, record] : uses.images().all_taken())
    if (uses.images().taken(client))
      keep_unless_borrowed(draft_use(material, client, record, "V6"), drafts);
  for (const auto& [client, record] : uses.images().hung_up()) {
    const auto& [actor, agent] = client;
    const std::string_view automation = automation_of(material, actor, agent);
    // A person's browser hangs up on what that person scrolls past.
    if (material.collector.agents()[agent].browser && automation.empty())
      continue;
    Draft draft = draft_use(material, client, record, "P2");
    draft.finding.does_not_show.push_back("hang_up");
    draft.finding.facts["automation"] = std::string(automation);
    drafts.push_back(std::move(draft));
  }
  draft_reserved(material, drafts);
}

}  // namespace veto::logs
