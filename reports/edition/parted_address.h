// SPDX-License-Identifier: GPL-3.0-or-later
//
// Addresses as names of hosts and of files spell them: "203-0-113-9",
// "2001-db8--9".

#ifndef VETO_REPORTS_EDITION_PARTED_ADDRESS_H_
#define VETO_REPORTS_EDITION_PARTED_ADDRESS_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "audit/logs/ranges.h"

namespace veto::reports {

struct PartedAddress {
  logs::AddressBytes bytes{};
  std::size_t length = 0;  // of its text
  bool dots = false;       // the usual form, by dots alone
  // Parted by more than one character, as no address is, and with none of the
  // first three numbers above 99: "5.15.0-91", "1.8.0_151".
  bool like_version = false;
};

// IPv4 at the front of the text, its numbers parted by dots, dashes or low
// lines.
std::optional<PartedAddress> parted_ipv4(std::string_view text);

// IPv6 at the front of the text, its groups parted by dashes or low lines: all
// eight, or three and more and a "--" in place of "::". Only what begins as
// networks' addresses do (2001 to 2003, 2400 to 2fff, 3ffe, 3fff, fc00 to fdff,
// fe80 to febf, 64:ff9b): times and checksums read as others.
std::optional<PartedAddress> parted_ipv6(std::string_view text);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_PARTED_ADDRESS_H_
