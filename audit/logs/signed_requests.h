// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which clients signed their requests (audit/logs/signature.h). One signature
// shows who sent one request; a client is known by them where it signed all.

#ifndef VETO_AUDIT_LOGS_SIGNED_REQUESTS_H_
#define VETO_AUDIT_LOGS_SIGNED_REQUESTS_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/logs/actors.h"
#include "audit/logs/agent.h"
#include "audit/logs/format.h"
#include "audit/logs/key_history.h"

namespace veto::logs {

// Of one client under one user agent.
struct SignatureTally {
  std::uint64_t verified = 0;
  std::uint64_t failed = 0;  // signed, and not verified
  std::string_view problem;  // of the first that failed
  KnownKey key;              // of the first that verified
};

struct Signing {
  const SignatureTally* tally = nullptr;  // null where nothing was signed
  bool all = false;  // every request, each by a key of a directory like `tally`
};

class SignedRequests {
 public:
  static constexpr std::size_t kMaxTallies = 100'000;

  // Must outlive this. Without, nothing is looked at.
  void check_with(const KeyHistory& keys) { keys_ = &keys; }
  // A line of a client whose scraper's keys are not known is passed over.
  void add(const RawLine& raw, std::uint32_t actor, std::uint32_t agent,
           const Agent& named);
  // Of all these user agents of one client together.
  Signing of(std::uint32_t index, const Actor& actor,
             const std::vector<std::uint32_t>& agents) const;

  // Signed requests beyond kMaxTallies, whose signatures nobody looked at.
  std::uint64_t passed_over() const { return passed_over_; }

 private:
  std::uint64_t passed_over_ = 0;
  const KeyHistory* keys_ = nullptr;
  std::map<std::pair<std::uint32_t, std::uint32_t>, SignatureTally> tallies_;
  std::string host_, agent_, input_, signature_;  // of one line at a time
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_SIGNED_REQUESTS_H_
