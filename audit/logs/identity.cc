// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/identity.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace veto::logs {
namespace {

using audit::Identity;

constexpr std::size_t kMaxProofLists = 20;

// Programs that run where their users are, or fetch what a person asked for.
constexpr std::string_view kPersonalPurposes[] = {
    "user-triggered", "agent", "assistant", "preview", "generic-client"};

bool may_be_contradicted(const config::Scraper& scraper) {
  return scraper.addresses_complete && scraper.address_lists.size() == 1 &&
         scraper.reverse_dns.empty() && !scraper.user_triggered &&
         !scraper.control_only && !scraper.high_risk_match &&
         std::ranges::find(kPersonalPurposes, scraper.purpose) ==
             std::end(kPersonalPurposes);
}

int days_of(UtcTime::duration distance) {
  return static_cast<int>(
      std::chrono::ceil<std::chrono::days>(distance).count());
}

// What the snapshots of one group of lists say.
IdentityProof judge_lists(const config::Scraper& scraper,
                          const Address& address, const Nearest& near) {
  IdentityProof proof;
  proof.level = Identity::i1;
  proof.days = days_of(near.distance);
  std::size_t held = 0;
  bool single = false;
  bool whole = true;
  bool seen = true;
  for (const AddressSnapshot& snapshot : near.snapshots) {
    proof.snapshots.push_back(&snapshot);
    whole = whole && snapshot.list.problems == 0;
    seen = seen && snapshot.seen.has_value();
    const Prefix* prefix = snapshot.list.prefixes.find(address.bytes);
    if (!prefix) continue;
    if (++held == 1) proof.prefix = prefix->text();
    single = single || prefix->single();
  }
  if (near.distance > kListReach) {
    proof.note = "list_too_far";
  } else if (held == near.snapshots.size()) {
    // I3 wants the range as captured about then. That another file is the
    // operator's list, and of that day, only its name says, which is the
    // user's statement.
    proof.level = seen && !single ? Identity::i3 : Identity::i2;
    proof.note = single ? "single_address"
                 : seen ? "in_captured_list"
                        : "in_list";
  } else if (held > 0) {
    proof.note = "lists_differ";
  } else if (whole && near.distance <= kListFresh &&
             may_be_contradicted(scraper)) {
    proof.level = Identity::ix;
    proof.note = "contradicted";
  } else {
    proof.note = "not_in_list";
  }
  return proof;
}

// Of two groups of lists the one that says more for the client.
int favour(const IdentityProof& proof) {
  if (proof.level == Identity::ix) return -1;
  return 2 * static_cast<int>(proof.level) + (proof.prefix.empty() ? 0 : 1);
}

// What the DNS said, where that is more than is known without.
void add_names(const config::Scraper& scraper, const NameAnswers::Kept* names,
               UtcTime first, UtcTime last, IdentityProof& proof) {
  if (!names) return;
  const auto distance = distance_of(names->answer, first, last);
  proof.names = names;
  proof.name = confirmed_name(names->answer, scraper.reverse_dns);
  proof.name_days = days_of(distance);
  if (proof.name.empty()) {
    if (proof.note.empty()) proof.note = "name_not_confirmed";
    return;
  }
  // Names of addresses change hands.
  const bool late = distance > kListReach;
  const Identity level = late ? Identity::i2 : Identity::i3;
  if (level <= proof.level) return;
  proof.level = level;
  proof.note = late ? "name_confirmed_late" : "name_confirmed";
}

nlohmann::json published_facts(const std::string& file, const Digest& digest,
                               UtcTime date,
                               const std::optional<ManifestEntry>& entry) {
  nlohmann::json facts = {{"file", to_valid_utf8(file)},
                          {"sha256", digest.hex()},
                          {"date", to_rfc3339(date)},
                          {"provenance", entry ? "captured" : "asserted"}};
  if (!entry) return facts;
  facts["url"] = to_valid_utf8(entry->seen.url);
  facts["fetched_at"] = to_rfc3339(entry->seen.time);
  facts["certificate_host"] = to_valid_utf8(entry->seen.certificate_host);
  return facts;
}

audit::Evidence published_evidence(const char* kind, const std::string& file,
                                   const Digest& digest,
                                   const std::optional<ManifestEntry>& entry) {
  return {.kind = kind,
          .ref = digest.hex(),
          .where = to_valid_utf8(file),
          .sha256 = digest.hex(),
          .raw = entry ? to_valid_utf8(entry->line) : ""};
}

void add_name_proof(const IdentityProof& proof, audit::Finding& finding) {
  if (!proof.names) return;
  const std::string line = to_valid_utf8(proof.names->line);
  const std::string digest = sha256(line).hex();
  finding.facts["reverse_name"] = to_valid_utf8(proof.name);
  finding.facts["reverse_asked"] = to_rfc3339(proof.names->answer.asked);
  finding.facts["reverse_days"] = proof.name_days;
  finding.evidence.push_back({.kind = "dns",
                              .ref = digest,
                              .where = std::string(kNameAnswersName),
                              .sha256 = digest,
                              .raw = line});
}

// By the lists and the names of addresses.
IdentityProof judge_address(const Agent& agent, const Address& address,
                            UtcTime first, UtcTime last, const Proofs& proofs) {
  IdentityProof proof;
  proof.level = agent.identity;
  const auto groups = proofs.lists.of(*agent.scraper);
  const NameAnswers::Kept* names =
      agent.scraper->reverse_dns.empty()
          ? nullptr
          : proofs.names.nearest(address.text, first, last);
  if (groups.empty() && !names) return proof;
  if (const std::string_view why = unfit(address); !why.empty()) {
    proof.note = why;
    return proof;
  }
  for (const auto* snapshots : groups) {
    IdentityProof one =
        judge_lists(*agent.scraper, address, nearest(*snapshots, first, last));
    if (proof.note.empty() || favour(one) > favour(proof))
      proof = std::move(one);
  }
  add_names(*agent.scraper, names, first, last, proof);
  return proof;
}

// Whoever passes a signed request on does not take the signature off; but an
// address of our own network is nobody's.
void add_signatures(const Signing& signing, const Address& address,
                    IdentityProof& proof) {
  proof.signatures = signing.tally;
  if (!signing.tally) return;
  if (address.local) {
    if (proof.note.empty()) proof.note = unfit(address);
    return;
  }
  if (!signing.all) {
    if (proof.note.empty())
      proof.note = signing.tally->verified > 0 ? "signed_in_part"
                                               : signing.tally->problem;
    return;
  }
  const bool seen = signing.tally->key.snapshot->seen.has_value();
  const Identity level = seen ? Identity::i4 : Identity::i2;
  if (level <= proof.level) return;
  proof.level = level;
  proof.note = seen ? "signed" : "signed_by_given_key";
}

void add_key_proof(const IdentityProof& proof, audit::Finding& finding) {
  if (!proof.signatures) return;
  const SignatureTally& tally = *proof.signatures;
  finding.facts["signature_note"] =
      std::string(tally.problem.empty() ? "signed" : tally.problem);
  finding.facts["signed_requests"] = tally.verified;
  finding.facts["signature_failures"] = tally.failed;
  if (!tally.key.key) return;
  const KeySnapshot& snapshot = *tally.key.snapshot;
  finding.facts["signature_keyid"] = tally.key.key->thumbprint;
  finding.facts["key_directory"] = published_facts(
      snapshot.file, snapshot.digest, snapshot.date, snapshot.seen);
  finding.evidence.push_back(published_evidence(
      "keys", snapshot.file, snapshot.digest, snapshot.seen));
}

}  // namespace

std::string_view unfit(const Address& address) {
  if (address.local) return "address_local";
  if (address.reserved) return "address_reserved";
  if (is_delivery_network(address.bytes)) return "address_of_network";
  if (address.blurred) return "address_blurred";
  return {};
}

IdentityProof judge_identity(const Agent& agent, const Address& address,
                             UtcTime first, UtcTime last, const Proofs& proofs,
                             const Signing& signing) {
  if (!agent.scraper || agent.own || agent.identity != Identity::i1) {
    IdentityProof none;
    none.level = agent.identity;
    return none;
  }
  IdentityProof proof = judge_address(agent, address, first, last, proofs);
  add_signatures(signing, address, proof);
  return proof;
}

void add_proof(const IdentityProof& proof, audit::Finding& finding) {
  if (proof.note.empty()) return;
  add_name_proof(proof, finding);
  add_key_proof(proof, finding);
  nlohmann::json lists = nlohmann::json::array();
  for (const AddressSnapshot* snapshot : proof.snapshots) {
    if (lists.size() == kMaxProofLists) break;
    auto facts = published_facts(snapshot->file, snapshot->digest,
                                 snapshot->date, snapshot->seen);
    facts["created"] = snapshot->list.created;
    lists.push_back(std::move(facts));
    finding.evidence.push_back(published_evidence(
        "addresses", snapshot->file, snapshot->digest, snapshot->seen));
  }
  finding.facts["identity_note"] = std::string(proof.note);
  finding.facts["address_lists"] = std::move(lists);
  finding.facts["address_prefix"] = proof.prefix;
  finding.facts["address_list_days"] = proof.days;
}

}  // namespace veto::logs
