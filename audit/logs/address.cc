// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace veto::logs {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

std::string to_text6(const Bytes& bytes) {
  char text[INET6_ADDRSTRLEN] = {};
  inet_ntop(AF_INET6, bytes.data(), text, sizeof text);
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

struct Reserved {
  std::uint8_t bytes[8];
  int bits;
};

// The special-purpose registries (RFC 6890, section 2.2, as IANA keeps them),
// without what is local.
constexpr Reserved kReserved4[] = {{{192, 0, 0}, 24},    {{192, 0, 2}, 24},
                                   {{192, 88, 99}, 24},  {{198, 18}, 15},
                                   {{198, 51, 100}, 24}, {{203, 0, 113}, 24},
                                   {{224}, 4},           {{240}, 4}};
constexpr Reserved kReserved6[] = {
    {{0, 0x64, 0xFF, 0x9B}, 32},  // NAT64, both prefixes and more
    {{0x01, 0}, 64},              // discard only
    {{0x20, 0x01, 0, 0}, 23},     // Teredo, ORCHID, benchmarks
    {{0x20, 0x01, 0x0D, 0xB8}, 32},
    {{0x20, 0x02}, 16},        // 6to4
    {{0x3F, 0xFF, 0, 0}, 20},  // documentation (RFC 9637)
    {{0x5F}, 16},
    {{0xFF}, 8}};

template <std::size_t n>
bool is_reserved(const Bytes& bytes, const Reserved (&all)[n]) {
  return std::ranges::any_of(all, [&](const Reserved& one) {
    for (int i = 0; 8 * i < one.bits; ++i) {
      const int keep = std::min(one.bits - 8 * i, 8);
      const auto mask = static_cast<std::uint8_t>(0xFF00 >> keep);
      const auto at = static_cast<std::size_t>(i);
      if ((bytes[at] & mask) != one.bytes[at]) return false;
    }
    return true;
  });
}

// inet_ntop goes through printf, and a log may name a million addresses.
std::string dotted(const Bytes& bytes) {
  std::array<char, INET_ADDRSTRLEN> text;
  char* at = text.data();
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0) *at++ = '.';
    at = std::to_chars(at, text.data() + text.size(), bytes[i]).ptr;
  }
  return std::string(text.data(), at);
}

Address of_ipv4(Bytes bytes) {
  Address address;
  address.text = dotted(bytes);
  address.local = is_local4(bytes);
  address.reserved = is_reserved(bytes, kReserved4);
  address.blurred = bytes[3] == 0;
  address.bytes[10] = address.bytes[11] = 0xFF;
  std::memcpy(address.bytes.data() + 12, bytes.data(), 4);
  bytes[3] = 0;
  address.network = dotted(bytes) + "/24";
  return address;
}

Address of_ipv6(Bytes bytes) {
  Address address;
  address.text = to_text6(bytes);
  address.local = is_local6(bytes);
  address.reserved = is_reserved(bytes, kReserved6);
  address.blurred = std::all_of(bytes.begin() + 8, bytes.end(),
                                [](std::uint8_t byte) { return byte == 0; });
  address.bytes = bytes;
  for (std::size_t i = 6; i < bytes.size(); ++i) bytes[i] = 0;
  address.network = to_text6(bytes) + "/48";
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
