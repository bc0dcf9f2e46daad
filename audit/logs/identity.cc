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

std::string_view unfit(const Address& address) {
  if (address.local) return "address_local";
  if (address.reserved) return "address_reserved";
  if (is_delivery_network(address.bytes)) return "address_of_network";
  if (address.blurred) return "address_blurred";
  return {};
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
  for (const AddressSnapshot& snapshot : near.snapshots) {
    proof.snapshots.push_back(&snapshot);
    whole = whole && snapshot.list.problems == 0;
    const Prefix* prefix = snapshot.list.prefixes.find(address.bytes);
    if (!prefix) continue;
    if (++held == 1) proof.prefix = prefix->text();
    single = single || prefix->single();
  }
  if (near.distance > kListReach) {
    proof.note = "list_too_far";
  } else if (held == near.snapshots.size()) {
    // I3 wants the range as captured about then. That a file is the operator's
    // list, and of that day, only its name says, which is the user's statement.
    proof.level = Identity::i2;
    proof.note = single ? "single_address" : "in_list";
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

}  // namespace

IdentityProof judge_identity(const Agent& agent, const Address& address,
                             UtcTime first, UtcTime last,
                             const AddressHistory& history) {
  IdentityProof proof;
  proof.level = agent.identity;
  if (history.empty() || !agent.scraper || agent.own ||
      agent.identity != Identity::i1)
    return proof;
  const auto groups = history.of(*agent.scraper);
  if (groups.empty()) return proof;
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
  return proof;
}

void add_proof(const IdentityProof& proof, audit::Finding& finding) {
  if (proof.note.empty()) return;
  nlohmann::json lists = nlohmann::json::array();
  for (const AddressSnapshot* snapshot : proof.snapshots) {
    if (lists.size() == kMaxProofLists) break;
    lists.push_back({{"file", to_valid_utf8(snapshot->file)},
                     {"sha256", snapshot->digest.hex()},
                     {"date", to_rfc3339(snapshot->date)},
                     {"created", snapshot->list.created},
                     {"provenance", "asserted"}});
    finding.evidence.push_back({.kind = "addresses",
                                .ref = snapshot->digest.hex(),
                                .where = to_valid_utf8(snapshot->file),
                                .sha256 = snapshot->digest.hex(),
                                .raw = {}});
  }
  finding.facts["identity_note"] = std::string(proof.note);
  finding.facts["address_lists"] = std::move(lists);
  finding.facts["address_prefix"] = proof.prefix;
  finding.facts["address_list_days"] = proof.days;
}

}  // namespace veto::logs
