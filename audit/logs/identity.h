// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a client is who it says, as far as its address, or a signature of its
// requests (I4), tells. A name in a user agent is I1. It becomes I3 where the
// address lies in what the operator itself published about then, or has a name
// of the operator's in the DNS that leads back to it, and IX where the operator
// states that its list is whole, and the address lies outside. In all other
// cases it stays what it was, with a note of why: an address that is not listed
// may be a new one.
//
// Names that people's own programs send from people's own addresses
// (user-triggered fetchers, agents, previews, libraries) are never
// contradicted by an address.

#ifndef VETO_AUDIT_LOGS_IDENTITY_H_
#define VETO_AUDIT_LOGS_IDENTITY_H_

#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/address.h"
#include "audit/logs/address_history.h"
#include "audit/logs/agent.h"
#include "audit/logs/key_history.h"
#include "audit/logs/logs.h"
#include "audit/logs/reverse_names.h"
#include "audit/logs/signed_requests.h"

namespace veto::logs {

// A list tells of requests at most this far from it.
inline constexpr std::chrono::hours kListReach{30 * 24};
// Lists grow: that an address is missing counts only this near.
inline constexpr std::chrono::hours kListFresh{7 * 24};

// An operator is named from here on.
inline bool is_verified(audit::Identity level) {
  return level == audit::Identity::i3 || level == audit::Identity::i4;
}

// What there is to judge by.
struct Proofs {
  AddressHistory lists;
  NameAnswers names;
  KeyHistory keys;
};
// Of the inputs' lists and folder. Errors: those of the histories.
Result<Proofs> load_proofs(const Inputs& inputs, const Sinks& sinks);

// Why an address says nothing about who sends from it: a note of the below, or
// "".
std::string_view unfit(const Address& address);

struct IdentityProof {
  audit::Identity level = audit::Identity::i0;
  // Why it is no more and no less; "" where nothing was looked at:
  //   in_captured_list     I3: in what this program saw published
  //   in_list              I2: in what the user says was published
  //   single_address       I2: listed one by one, as cloud addresses are that
  //                        change hands
  //   name_confirmed       I3: a name of the operator's, and back
  //   name_confirmed_late  I2: more than kListReach after or before
  //   name_not_confirmed   no such name, or one that leads elsewhere
  //   signed               I4: all its requests, with a key of the operator's
  //   signed_by_given_key  I2: the same, by a directory of the user's
  //   signed_in_part       not all of them
  //   signature_...        none; audit/logs/signature.h
  //   contradicted         IX
  //   not_in_list          as captured then
  //   lists_differ         listed at some of the times, not at all
  //   list_too_far         in time; whether it holds the address says nothing
  //   address_local, address_reserved, address_blurred
  //                        loopback or private; set apart (RFC 6890); cut by
  //                        whoever kept the log
  //   address_of_network   of a delivery network: somebody else's request
  std::string_view note;
  // What was looked at, the earliest snapshot first; they belong to the
  // history.
  std::vector<const AddressSnapshot*> snapshots;
  std::string prefix;  // of the first snapshot, that holds the address; or ""
  int days = 0;        // to the nearest list at the farthest time, rounded up
  // The answer of the DNS that was looked at; null for none. It belongs to the
  // proofs.
  const NameAnswers::Kept* names = nullptr;
  std::string_view name;  // of the answer, that leads back; or ""
  int name_days = 0;      // from it to the farthest time, rounded up
  const SignatureTally* signatures = nullptr;  // null for none
};

// Of requests in [first, last], all of them: the least that holds.
IdentityProof judge_identity(const Agent& agent, const Address& address,
                             UtcTime first, UtcTime last, const Proofs& proofs,
                             const Signing& signing = {});

// Facts "identity_note", "address_lists" (array of {file, sha256, date,
// created, provenance; url, fetched_at, certificate_host where "captured"}),
// "address_prefix", "address_list_days" and the evidence
// ("addresses") of a finding; where the DNS was asked also "reverse_name",
// "reverse_asked", "reverse_days" and the evidence ("dns": the answer as it is
// kept); where requests were signed "signature_note", "signature_keyid",
// "signed_requests", "signature_failures" (numbers), "key_directory" (as an
// address list) and the evidence ("keys"). Nothing where nothing was looked at.
void add_proof(const IdentityProof& proof, audit::Finding& finding);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_IDENTITY_H_
