// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/signed_requests.h"

#include <algorithm>

#include "audit/logs/escapes.h"
#include "audit/logs/signature.h"
#include "base/url.h"

namespace veto::logs {
namespace {

// "-" is how logs say that a field was not there.
std::string_view field_of(std::string_view text, Escaping escaping,
                          std::string& buffer) {
  return text == "-" ? std::string_view() : decoded(text, escaping, buffer);
}

}  // namespace

void SignedRequests::add(const RawLine& raw, std::uint32_t actor,
                         std::uint32_t agent, const Agent& named) {
  const auto absent = [](std::string_view text) {
    return text.empty() || text == "-";
  };
  if (!keys_ || (absent(raw.signature) && absent(raw.signature_input)) ||
      !named.scraper || !keys_->knows(*named.scraper))
    return;
  const std::pair key(actor, agent);
  if (tallies_.size() >= kMaxTallies && !tallies_.contains(key)) {
    ++passed_over_;
    return;
  }
  const auto directory = Url::parse(named.scraper->signature_directory);
  KnownKey known;
  const SignatureCheck check = check_signature(
      {.authority = field_of(raw.host, raw.escaping, host_),
       .agent = field_of(raw.signature_agent, raw.escaping, agent_),
       .input = field_of(raw.signature_input, raw.escaping, input_),
       .signature = field_of(raw.signature, raw.escaping, signature_),
       .time = raw.time},
      directory ? directory->host() : std::string_view(),
      [&](std::string_view keyid) {
        known = keys_->find(*named.scraper, keyid);
        return known.key;
      });
  SignatureTally& tally = tallies_[key];
  if (check.is_signed()) {
    if (++tally.verified == 1) tally.key = known;
    // What holds of the first has to hold of all.
    if (!known.snapshot->seen && tally.key.snapshot->seen) tally.key = known;
  } else if (++tally.failed == 1) {
    tally.problem = check.note;
  }
}

Signing SignedRequests::of(std::uint32_t index, const Actor& actor,
                           const std::vector<std::uint32_t>& agents) const {
  Signing signing;
  for (const std::uint32_t agent : agents) {
    const auto found = tallies_.find(std::pair(index, agent));
    if (found == tallies_.end()) {
      signing.all = false;
      return signing;
    }
    const SignatureTally& tally = found->second;
    const auto use = std::ranges::find(actor.uses, agent, &AgentUse::agent);
    const bool whole = use != actor.uses.end() && tally.failed == 0 &&
                       tally.verified == use->requests;
    if (!signing.tally) {
      signing = {&tally, whole};
      continue;
    }
    signing.all = signing.all && whole;
    if (tally.key.snapshot && !tally.key.snapshot->seen) signing.tally = &tally;
  }
  return signing;
}

}  // namespace veto::logs
