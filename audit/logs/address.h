// SPDX-License-Identifier: GPL-3.0-or-later
//
// Client addresses as logs write them.

#ifndef VETO_AUDIT_LOGS_ADDRESS_H_
#define VETO_AUDIT_LOGS_ADDRESS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace veto::logs {

struct Address {
  // One text for one address: IPv6 as inet_ntop writes it, an IPv4 address
  // mapped into IPv6 as IPv4.
  std::string text;
  // Loopback, private, link-local, shared (RFC 6598) or unique-local: says
  // nothing about who is behind it, and has no neighbours.
  bool local = false;
  // Set apart for other uses than to be somebody's (RFC 6890): documentation,
  // benchmarks, multicast, translation. Has neighbours, as the local have not.
  bool reserved = false;
  // Its last byte, or its lower half, is zero: as logs are made anonymous.
  bool blurred = false;
  // Its /24, or /48 for IPv6: "192.0.2.0/24".
  std::string network;
  // As IPv6, an IPv4 address mapped.
  std::array<std::uint8_t, 16> bytes{};
};

std::optional<Address> parse_address(std::string_view text);
bool is_address(std::string_view text);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_ADDRESS_H_
