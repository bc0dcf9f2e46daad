// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstdint>
#include <cstring>
#include <string>

namespace veto::crawler {
namespace {

struct Range4 {
  std::uint32_t network;
  int bits;
};

constexpr Range4 kNotPublic[] = {
    {0x00000000, 8},   // "this network"
    {0x0a000000, 8},   // private
    {0x64400000, 10},  // shared, carrier-grade NAT
    {0x7f000000, 8},   // loopback
    {0xa9fe0000, 16},  // link local, cloud metadata
    {0xac100000, 12},  // private
    {0xc0000000, 24},  // IETF assignments
    {0xc0000200, 24},  // documentation
    {0xc0586300, 24},  // 6to4 relays
    {0xc0a80000, 16},  // private
    {0xc6120000, 15},  // benchmarks
    {0xc6336400, 24},  // documentation
    {0xcb007100, 24},  // documentation
    {0xe0000000, 4},   // multicast
    {0xf0000000, 4},   // reserved, broadcast
};

bool is_public4(std::uint32_t address) {
  for (const Range4& range : kNotPublic)
    if (((address ^ range.network) >> (32 - range.bits)) == 0) return false;
  return true;
}

std::uint32_t four(const std::uint8_t* bytes) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return ntohl(value);
}

bool is_public6(const std::uint8_t* a) {
  static constexpr std::uint8_t kZero[16] = {};
  if (std::memcmp(a, kZero, 10) == 0 && a[10] == 0xff && a[11] == 0xff)
    return is_public4(four(a + 12));  // ::ffff:0:0/96
  if (four(a) == 0x0064ff9b && std::memcmp(a + 4, kZero, 8) == 0)
    return is_public4(four(a + 12));  // 64:ff9b::/96
  if (a[0] == 0x20 && a[1] == 0x02) return is_public4(four(a + 2));  // 6to4
  if ((a[0] & 0xe0) != 0x20) return false;            // only 2000::/3 is routed
  if (four(a) == 0x20010db8) return false;            // documentation
  if (four(a) >> 9 == 0x20010000 >> 9) return false;  // 2001::/23, Teredo
  return true;
}

}  // namespace

bool is_public_address(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    sockaddr_in in;
    std::memcpy(&in, address, sizeof in);
    return is_public4(ntohl(in.sin_addr.s_addr));
  }
  if (address->sa_family == AF_INET6) {
    sockaddr_in6 in;
    std::memcpy(&in, address, sizeof in);
    return is_public6(in.sin6_addr.s6_addr);
  }
  return false;
}

bool is_public_host(std::string_view host) {
  if (host == "localhost" || host.ends_with(".localhost")) return false;
  std::string text(host);
  if (text.starts_with('[') && text.ends_with(']'))
    text = text.substr(1, text.size() - 2);
  in_addr four_bytes;
  if (inet_pton(AF_INET, text.c_str(), &four_bytes) == 1)
    return is_public4(ntohl(four_bytes.s_addr));
  in6_addr sixteen_bytes;
  if (inet_pton(AF_INET6, text.c_str(), &sixteen_bytes) == 1)
    return is_public6(sixteen_bytes.s6_addr);
  return true;
}

bool is_address_host(std::string_view host) {
  return host.starts_with('[') ||
         (!host.empty() && host.back() >= '0' && host.back() <= '9' &&
          host.find_first_not_of("0123456789.") == std::string_view::npos);
}

}  // namespace veto::crawler
