// SPDX-License-Identifier: GPL-3.0-or-later
//
// The proofs of shown lines as a bundle holds them, one JSON object a line
// (docs/bundle-format.md, "Commitments to logs"). Whoever hands on a bundle
// wrote them: nothing in there is believed.

#ifndef VETO_AUDIT_LOGS_LINE_PROOF_H_
#define VETO_AUDIT_LOGS_LINE_PROOF_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "audit/logs/commitment.h"
#include "base/error.h"

namespace veto::logs {

// Bytes of one proof: 64 steps are below 5 KiB.
inline constexpr std::size_t kMaxProof = 8u << 10;

struct LineProof {
  ShownLine line;
  std::uint64_t excerpt_offset = 0;  // of its bytes, in the file beside it
};

// Without line feed. Keys sorted: the same proof gives the same bytes.
std::string proof_row(const LineProof& proof);

// What the row says, in bounds: no line beyond 64 KiB, no path beyond 64 steps,
// nothing else in there. Errors: damaged, with the reason.
Result<LineProof> parse_proof_row(std::string_view row);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_LINE_PROOF_H_
