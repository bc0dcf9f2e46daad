// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the DNS calls an address, and whether those names lead back to it
// (forward-confirmed reverse DNS; RFC 1035, section 3.5, RFC 3596, section
// 2.5). Blocking. Whoever runs the servers asked, and those of the names,
// learns which address was asked about.

#ifndef VETO_CRAWLER_REVERSE_DNS_H_
#define VETO_CRAWLER_REVERSE_DNS_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"

namespace veto::crawler {

inline constexpr std::size_t kMaxReverseNames = 8;
inline constexpr std::size_t kMaxForwardAddresses = 64;

struct ReverseDns {
  // In lower case, without a final dot; letters, digits, "-", "_" and "." only.
  // Sorted, at most kMaxReverseNames.
  std::vector<std::string> names;
  // Of each name that was to be followed: its addresses as inet_ntop writes
  // them, of the asked address's family, at most kMaxForwardAddresses.
  std::map<std::string, std::vector<std::string>> addresses;
};

// `follows` says whose addresses to ask for. `servers` as for dns_query(),
// which each question's time is bounded by. Errors: usage (no IP address),
// network (no answer to one of the questions, or one with what is no name).
Result<ReverseDns> reverse_dns(
    const std::string& address,
    const std::function<bool(const std::string& name)>& follows,
    const std::string& servers = {});

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_REVERSE_DNS_H_
