// SPDX-License-Identifier: GPL-3.0-or-later
//
// Address prefixes (RFC 4632, RFC 4291, section 2.3) and sets of them. An IPv4
// address is held as IPv6 holds it when mapped (RFC 4291, section 2.5.5.2), so
// that there is one kind of address and "192.0.2.1" equals "::ffff:192.0.2.1".

#ifndef VETO_AUDIT_LOGS_RANGES_H_
#define VETO_AUDIT_LOGS_RANGES_H_

#include <array>
#include <compare>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace veto::logs {

using AddressBytes = std::array<std::uint8_t, 16>;

struct Prefix {
  AddressBytes bytes{};
  int bits = 0;  // of 128: an IPv4 /24 has 120

  bool is_ipv4() const;
  // One address and no more.
  bool single() const { return bits == 128; }
  bool contains(const AddressBytes& address) const;
  // "192.0.2.0/24", "2001:db8::/32".
  std::string text() const;

  auto operator<=>(const Prefix&) const = default;
};

// Shorter ones are no operator's: nobody crawls from a 256th of all addresses.
inline constexpr int kShortestIpv4 = 8;
inline constexpr int kShortestIpv6 = 16;

// "192.0.2.0/24", or an address alone. Otherwise why it cannot be taken:
// "no address", "no prefix length", "host bits set", "absurdly wide".
std::expected<Prefix, std::string_view> parse_prefix(std::string_view text);

class PrefixSet {
 public:
  // Prefixes may overlap, and stand there twice.
  PrefixSet() = default;
  explicit PrefixSet(std::vector<Prefix> prefixes);

  // The longest prefix that holds the address; null for none. One binary
  // search for each prefix length of the set.
  const Prefix* find(const AddressBytes& address) const;
  std::size_t size() const { return size_; }

 private:
  // Of one length each, the longest first; sorted.
  std::vector<std::vector<Prefix>> by_length_;
  std::size_t size_ = 0;
};

// Of a content delivery network that passes other people's requests on
// (Cloudflare, Fastly): such an address says nothing about who asked.
bool is_delivery_network(const AddressBytes& address);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_RANGES_H_
