// SPDX-License-Identifier: GPL-3.0-or-later
//
// How clients went about it: P3, revalidated; V4, faster than Crawl-delay asks.

#include "audit/logs/codes.h"
#include "audit/logs/findings.h"

namespace veto::logs {

void draft_revalidations(const Material& material, std::vector<Draft>& drafts) {
  const auto& actors = material.collector.actors().all();
  for (const auto& [client, seen] : material.collector.revalidations()) {
    const auto& [actor, agent] = client;
    if (actors[actor].own) continue;
    Draft draft{.actor = actor,
                .first = seen.first,
                .places = seen.places,
                .finding = about_client(material, actor, {agent},
                                        {seen.first, seen.last}, "P3")};
    draft.further_count = seen.count - seen.places.size();
    draft.finding.facts.update({{"count", seen.count},
                                {"first", to_rfc3339(seen.first)},
                                {"last", to_rfc3339(seen.last)}});
    drafts.push_back(std::move(draft));
  }
}

void draft_paces(const Material& material, std::vector<Draft>& drafts) {
  for (const auto& [client, pace] : material.collector.paces().all()) {
    const auto median = pace.too_fast();
    if (!median) continue;
    const auto& [actor, agent] = client;
    const Version version = material.rules.at(pace.last());
    Draft draft{.actor = actor,
                .first = pace.first(),
                .places = pace.places(),
                .finding = about_client(material, actor, {agent},
                                        {pace.first(), pace.last()}, "V4")};
    draft.finding.grade.predicate = find_code("V4")->predicate;
    draft.finding.grade.rules = 2;
    draft.finding.does_not_show.push_back("crawl_delay");
    draft.finding.facts.update({{"count", pace.fetches()},
                                {"first", to_rfc3339(pace.first())},
                                {"last", to_rfc3339(pace.last())},
                                {"delay", pace.delay()},
                                {"median", *median},
                                {"version_digest", version->digest.hex()}});
    draft.finding.evidence.push_back(version_evidence(version));
    drafts.push_back(std::move(draft));
  }
}

}  // namespace veto::logs
