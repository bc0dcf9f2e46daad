// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/address.h"

#include <arpa/inet.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace veto::logs {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

std::string to_text(int family, const Bytes& bytes) {
  char text[INET6_ADDRSTRLEN] = {};
  inet_ntop(family, bytes.data(), text, sizeof text);
  return text;
}

bool is_local4(const Bytes& b) {
  return b[0] == 0 || b[0] == 10 || b[0] == 127 ||
         (b[0] == 100 && (b[1] & 0xC0) == 64) || (b[0] == 169 && b[1] == 254) ||
         (b[0] == 172 && (b[1] & 0xF0) == 16) || (b[0] == 192 && b[1] == 168);
}

// ::/64 holds the unspecified and the loopback address, fc00::/7 the
// unique-local ones, fe80::/10 the link-local ones.
bool is_local6(const Bytes& b) {
  static constexpr std::uint8_t kZero[8] = {};
  return std::memcmp(b.data(), kZero, sizeof kZero) == 0 ||
         (b[0] & 0xFE) == 0xFC || (b[0] == 0xFE && (b[1] & 0xC0) == 0x80);
}

Address of_ipv4(Bytes bytes) {
  Address address{to_text(AF_INET, bytes), is_local4(bytes), {}};
  bytes[3] = 0;
  address.network = to_text(AF_INET, bytes) + "/24";
  return address;
}

Address of_ipv6(Bytes bytes) {
  Address address{to_text(AF_INET6, bytes), is_local6(bytes), {}};
  for (std::size_t i = 6; i < bytes.size(); ++i) bytes[i] = 0;
  address.network = to_text(AF_INET6, bytes) + "/48";
  return address;
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  if (text.size() >= INET6_ADDRSTRLEN) return std::nullopt;
  char ended[INET6_ADDRSTRLEN] = {};
  text.copy(ended, sizeof ended - 1);
  Bytes bytes{};
  if (inet_pton(AF_INET, ended, bytes.data()) == 1) return of_ipv4(bytes);
  if (inet_pton(AF_INET6, ended, bytes.data()) != 1) return std::nullopt;
  static constexpr std::uint8_t kMapped[12] = {0, 0, 0, 0, 0,    0,
                                               0, 0, 0, 0, 0xFF, 0xFF};
  if (std::memcmp(bytes.data(), kMapped, sizeof kMapped) != 0)
    return of_ipv6(bytes);
  Bytes inner{};
  std::memcpy(inner.data(), bytes.data() + 12, 4);
  return of_ipv4(inner);
}

bool is_address(std::string_view text) {
  return parse_address(text).has_value();
}

}  // namespace veto::logs
