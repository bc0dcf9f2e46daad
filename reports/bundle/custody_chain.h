// SPDX-License-Identifier: GPL-3.0-or-later
//
// The custody log's chain: each event names the SHA-256 of the line before it
// (its bytes without the line feed; 64 zeros in the first event), and counts
// up from 1.

#ifndef VETO_REPORTS_BUNDLE_CUSTODY_CHAIN_H_
#define VETO_REPORTS_BUNDLE_CUSTODY_CHAIN_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace veto::reports {

struct ChainFault {
  std::size_t line = 0;  // 1-based
  std::string why;
};

struct CustodyChain {
  std::size_t events = 0;
  Digest head;  // of the last whole line
  std::vector<ChainFault> faults;
};

// After so many nothing more is looked at, and `head` is of the line before.
inline constexpr std::size_t kMaxChainFaults = 100;

CustodyChain check_custody(std::string_view jsonl);

// What a lesser edition has in the log's place (head.json).
struct CustodyHead {
  std::uint64_t events = 0;
  std::string head;  // 64 hexadecimal digits
};

// Nothing where it is no head of a custody log.
std::optional<CustodyHead> parse_custody_head(std::string_view text);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_CUSTODY_CHAIN_H_
