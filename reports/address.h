// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a client's address is shown. A visitor who says nothing of being a
// program may be a person: of such an address only the network is printed
// (IPv4 /24, IPv6 /48), in the client's own row and in raw log lines.

#ifndef VETO_REPORTS_ADDRESS_H_
#define VETO_REPORTS_ADDRESS_H_

#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/logs.h"

namespace veto::reports {

// "203.0.113.0/24", "2001:db8:1::/48"; "(address withheld)" for what is no
// address.
std::string network_of(std::string_view ip);

// Not a person's: the client declares itself a program, the registry knows its
// user agent, its identity was checked, or it is this machine itself.
bool may_be_shown(const logs::Client& client);

class Addresses {
 public:
  explicit Addresses(const std::vector<logs::Client>& clients,
                     const std::vector<audit::Finding>& findings = {});

  // The address, or its network where it may not be shown. One that is in no
  // client's row is treated as a person's, unless a finding is about a verified
  // client there.
  std::string shown(std::string_view ip) const;
  // A log line in which the address `ip`, and any address among its first
  // three fields, reads as it may be shown.
  std::string shown_line(std::string_view line, std::string_view ip) const;
  // Whether anything is withheld.
  bool hides(std::string_view ip) const;

 private:
  std::vector<std::string> open_;  // sorted
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_ADDRESS_H_
