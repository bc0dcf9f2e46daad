// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "audit/logs/anchored.h"
#include "audit/logs/evidence_lines.h"
#include "audit/logs/identity.h"
#include "base/text.h"

namespace veto::logs {
namespace {

// "Wget/1.21.3" of "Wget/1.21.3 (linux-gnu)"; of a browser-like string, the
// token that was found in it.
std::string name_of(const Agent& agent) {
  if (agent.token == "*") return {};
  const std::string::size_type at =
      to_lower(agent.text).find(to_lower(agent.token));
  if (at == std::string::npos) return printable(agent.token, 100);
  const std::string_view rest = std::string_view(agent.text).substr(at);
  const std::size_t end = rest.find_first_of(" ;),", agent.token.size());
  return printable(rest.substr(0, end), 100);
}

// Of agents that share a token, all that are in one finding; where the
// registry knows only some of them the claim of one is not that of all.
IdentityProof proof_of(const Material& material, std::uint32_t actor,
                       const std::vector<std::uint32_t>& agents, Span span) {
  const Actor& client = material.collector.actors().all()[actor];
  const AgentTable& table = material.collector.agents();
  const Agent& front = table[agents.front()];
  const bool alike = std::ranges::all_of(agents, [&](std::uint32_t one) {
    return table[one].token != front.token ||
           table[one].scraper == front.scraper;
  });
  if (!alike) {
    IdentityProof claim;
    claim.level = front.identity;
    return claim;
  }
  return judge_identity(front, client.address, span.first, span.last,
                        material.proofs, signing_of(material, actor, agents));
}

}  // namespace

Signing signing_of(const Material& material, std::uint32_t actor,
                   const std::vector<std::uint32_t>& agents) {
  return material.collector.signed_requests().of(
      actor, material.collector.actors().all()[actor], agents);
}

int identity_grade(audit::Identity identity) {
  switch (identity) {
    case audit::Identity::i0:
      return 1;
    case audit::Identity::i1:
    case audit::Identity::i2:
      return 2;
    case audit::Identity::i3:
    case audit::Identity::i4:
      return 4;
    case audit::Identity::ix:
      return 1;
  }
  return 1;
}

// An imported log is at most E3 until it is anchored day by day. What one file
// says of a client, another may belie: one weak file weakens all.
int log_grade(const Material& material) {
  const bool weak = std::ranges::any_of(
      material.files,
      [](const LogFile& file) { return !file.weakness.empty(); });
  return weak ? 2 : 3;
}

int log_grade(const Material& material, const std::vector<Place>& places,
              bool whole) {
  const int grade = log_grade(material);
  const auto anchored = [&](const Place& place) {
    const LogFile& file = material.files[place.file];
    return whole ? is_anchored(file, place.offset) : file.anchored_whole;
  };
  const bool all = !places.empty() && std::ranges::all_of(places, anchored);
  return grade == 3 && all ? 4 : grade;
}

audit::Finding about_client(const Material& material, std::uint32_t actor,
                            const std::vector<std::uint32_t>& agents, Span span,
                            std::string_view code) {
  const Actor& client = material.collector.actors().all()[actor];
  const Agent& agent = material.collector.agents()[agents.front()];
  const IdentityProof proof = proof_of(material, actor, agents, span);
  audit::Finding finding;
  finding.code = code;
  finding.rule_version = kRuleVersion;
  finding.subject = printable(client.address.text + " " + agent.token);
  finding.identity = proof.level;
  if (is_verified(proof.level))
    finding.operator_name = agent.scraper->operator_name;
  finding.grade = {.identity = identity_grade(proof.level),
                   .rules = 4,
                   .log = log_grade(material),
                   .predicate = 4};
  finding.does_not_show = {"use", "claim", "law"};
  nlohmann::json names = nlohmann::json::array();
  for (std::uint32_t one : agents)
    names.push_back(printable(material.collector.agents()[one].text, 500));
  finding.facts = {
      {"client_ip", client.address.text},
      {"agent", agent.token == "*" ? "" : printable(agent.token, 100)},
      {"agent_name", name_of(agent)},
      // What a client with a borrowed name did is in no count of that entry.
      {"scraper_id", agent.scraper && proof.level != audit::Identity::ix
                         ? agent.scraper->id
                         : ""},
      {"user_agents", std::move(names)},
      {"identity", std::string(to_string(proof.level))},
      {"requests", client.requests}};
  add_proof(proof, finding);
  return finding;
}

audit::Evidence version_evidence(const Version& version) {
  return {.kind = "robots",
          .ref = version->digest.hex(),
          .where = to_valid_utf8(version->source),
          .sha256 = version->digest.hex(),
          .raw = {}};
}

std::string_view automation_of(const Material& material, std::uint32_t actor,
                               std::uint32_t agent) {
  const Actor& client = material.collector.actors().all()[actor];
  const Agent& named = material.collector.agents()[agent];
  if (!named.browser) return {};
  const auto use = std::ranges::find(client.uses, agent, &AgentUse::agent);
  return sign_of_automation(
      client, use == client.uses.end() ? AgentUse{} : *use, named);
}

bool may_be_person(const Material& material, std::uint32_t actor,
                   std::uint32_t agent) {
  return material.collector.agents()[agent].browser &&
         automation_of(material, actor, agent).empty();
}

Result<std::vector<ClientFinding>> make_findings(const Material& material,
                                                 std::stop_token stop) {
  return make_findings(material, [&](const std::set<Place>& wanted) {
    return read_lines(material.files, wanted, stop);
  });
}

Result<std::vector<ClientFinding>> make_findings(const Material& material,
                                                 const LineSource& source) {
  std::vector<Draft> drafts;
  draft_deliveries(material, drafts);
  draft_violations(material, drafts);
  draft_outages(material, drafts);
  draft_compliance(material, drafts);
  draft_borrowed_names(material, drafts);
  draft_agent_switches(material, drafts);
  draft_refusals(material, drafts);
  draft_revalidations(material, drafts);
  draft_paces(material, drafts);
  draft_trap_hits(material, drafts);
  draft_handoffs(material, drafts);
  draft_uses(material, drafts);
  draft_site(material, drafts);
  std::ranges::sort(drafts, [](const Draft& a, const Draft& b) {
    return std::tie(a.finding.code, a.first, a.finding.subject) <
           std::tie(b.finding.code, b.first, b.finding.subject);
  });

  std::set<Place> wanted;
  for (const Draft& draft : drafts)
    wanted.insert(draft.places.begin(), draft.places.end());
  auto lines = source(wanted);
  if (!lines) return pass(lines);

  std::vector<ClientFinding> findings;
  for (Draft& draft : drafts) {
    for (const Place& place : draft.places)
      draft.finding.evidence.push_back(
          line_evidence(material.files, *lines, place));
    if (draft.actor != ClientFinding::kNobody)
      draft.finding.grade.log =
          log_grade(material, draft.places,
                    draft.finding.facts.value("count", std::size_t{0}) <=
                        draft.places.size());
    draft.finding.seal_id();
    findings.push_back({.actor = draft.actor,
                        .finding = std::move(draft.finding),
                        .places = std::move(draft.places),
                        .further_count = draft.further_count,
                        .further = std::move(draft.further)});
  }
  return findings;
}

}  // namespace veto::logs
