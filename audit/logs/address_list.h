// SPDX-License-Identifier: GPL-3.0-or-later
//
// The address list of an operator, in the shapes that operators publish:
//
//   {"creationTime": "...", "prefixes": [{"ipv4Prefix": "192.0.2.0/24"},
//                                        {"ipv6Prefix": "2001:db8::/32"}]}
//       Google's, which OpenAI, Anthropic, Apple and others took over
//   {"prefixes": [{"ip_prefix": "192.0.2.0/24"}],
//    "ipv6_prefixes": [{"ipv6_prefix": "2001:db8::/32"}]}
//       Amazon's
//   {"ips": [{"ip_address": "192.0.2.1"}]}
//       Ahrefs'
//   192.0.2.0/24     one a line, "#" begins a comment; or a JSON array of
//                    texts
//
// What else stands beside them is passed over. An entry that is none of this
// is counted and left out: the list is then no longer known to be whole.

#ifndef VETO_AUDIT_LOGS_ADDRESS_LIST_H_
#define VETO_AUDIT_LOGS_ADDRESS_LIST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/ranges.h"
#include "base/error.h"
#include "base/time.h"

namespace veto::logs {

struct AddressList {
  PrefixSet prefixes;
  std::string created;  // "creationTime" or "createDate" as written, or ""
  // The same where it is a time; without a zone, taken for UTC.
  std::optional<UtcTime> created_at;
  std::uint64_t problems = 0;
  // "entry 7: host bits set: 192.0.2.1/24"; at most kMaxReasons.
  std::vector<std::string> reasons;
};

inline constexpr std::size_t kMaxListBytes = 4u << 20;
inline constexpr std::size_t kMaxListEntries = 100'000;
inline constexpr std::size_t kMaxListReasons = 20;

// Errors: too_large, damaged (no list in any of these shapes, or one without a
// single prefix that can be taken).
Result<AddressList> read_address_list(std::string_view text);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_ADDRESS_LIST_H_
