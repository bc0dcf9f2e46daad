// SPDX-License-Identifier: GPL-3.0-or-later
//
// V9: a name borrowed. About the client at an address that contradicts the name
// (audit/logs/identity.h), never about the operator whose name it used.

#include <algorithm>
#include <map>

#include "audit/logs/codes.h"
#include "audit/logs/findings.h"
#include "audit/logs/identity.h"

namespace veto::logs {
namespace {

// All that one client asked for under the names of one registry entry.
struct Claim {
  std::vector<std::uint32_t> agents;
  std::vector<Place> places;
  std::uint64_t requests = 0;
  Span span;
};

std::map<std::string, Claim> claims_of(const AgentTable& agents,
                                       const Actor& actor) {
  std::map<std::string, Claim> claims;
  if (actor.own) return claims;
  // Beyond the limit the last entry stands for several user agents.
  const std::size_t sure =
      actor.uses.size() - (actor.uses.size() == Actor::kMaxAgents ? 1 : 0);
  for (std::size_t i = 0; i < sure; ++i) {
    const AgentUse& use = actor.uses[i];
    const Agent& agent = agents[use.agent];
    if (!agent.scraper) continue;
    Claim& claim = claims[agent.scraper->id];
    if (claim.requests == 0) claim.span = {use.first, use.last};
    claim.span.first = std::min(claim.span.first, use.first);
    claim.span.last = std::max(claim.span.last, use.last);
    claim.requests += use.requests;
    claim.agents.push_back(use.agent);
    claim.places.push_back(use.first_place);
  }
  return claims;
}

}  // namespace

void draft_borrowed_names(const Material& material,
                          std::vector<Draft>& drafts) {
  if (material.proofs.lists.empty()) return;
  const AgentTable& agents = material.collector.agents();
  const auto& actors = material.collector.actors().all();
  for (std::uint32_t i = 0; i < actors.size(); ++i)
    for (auto& [id, claim] : claims_of(agents, actors[i])) {
      const auto proof =
          judge_identity(agents[claim.agents.front()], actors[i].address,
                         claim.span.first, claim.span.last, material.proofs,
                         signing_of(material, i, claim.agents));
      if (proof.level != audit::Identity::ix) continue;
      Draft draft{
          .actor = i,
          .first = claim.span.first,
          .places = std::move(claim.places),
          .finding = about_client(material, i, claim.agents, claim.span, "V9")};
      draft.finding.grade.predicate = find_code("V9")->predicate;
      draft.finding.does_not_show = {"claim", "law", "address_change"};
      draft.finding.facts.update(
          {{"claimed_id", id},
           {"count", claim.requests},
           {"first", to_rfc3339(claim.span.first)},
           {"last", to_rfc3339(claim.span.last)},
           {"list_date", to_rfc3339(proof.snapshots.front()->date)}});
      drafts.push_back(std::move(draft));
    }
}

}  // namespace veto::logs
