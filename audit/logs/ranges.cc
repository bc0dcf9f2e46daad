// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/ranges.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "audit/logs/address.h"

namespace veto::logs {
namespace {

constexpr int kMappedBits = 96;  // what stands before a mapped IPv4 address
constexpr AddressBytes kMappedIpv4 = {0, 0, 0,    0,    0, 0, 0, 0,
                                      0, 0, 0xFF, 0xFF, 0, 0, 0, 0};

// As the networks published them in November 2026 and long before; a range
// they gave up since costs a verification, never a name.
constexpr std::string_view kDeliveryNetworks[] = {
    // Cloudflare
    "173.245.48.0/20", "103.21.244.0/22", "103.22.200.0/22", "103.31.4.0/22",
    "141.101.64.0/18", "108.162.192.0/18", "190.93.240.0/20", "188.114.96.0/20",
    "197.234.240.0/22", "198.41.128.0/17", "162.158.0.0/15", "104.16.0.0/13",
    "104.24.0.0/14", "172.64.0.0/13", "131.0.72.0/22", "2400:cb00::/32",
    "2606:4700::/32", "2803:f800::/32", "2405:b500::/32", "2405:8100::/32",
    "2a06:98c0::/29", "2c0f:f248::/32",
    // Fastly
    "23.235.32.0/20", "43.249.72.0/22", "103.244.50.0/24", "103.245.222.0/23",
    "103.245.224.0/24", "104.156.80.0/20", "140.248.64.0/18",
    "140.248.128.0/17", "146.75.0.0/17", "151.101.0.0/16", "157.52.64.0/18",
    "167.82.0.0/17", "167.82.128.0/20", "167.82.160.0/20", "167.82.224.0/20",
    "172.111.64.0/18", "185.31.16.0/22", "199.27.72.0/21", "199.232.0.0/16",
    "2a04:4e40::/32", "2a04:4e42::/32"};

AddressBytes masked(AddressBytes bytes, int bits) {
  for (int i = 0; i < 16; ++i) {
    const int keep = std::clamp(bits - 8 * i, 0, 8);
    bytes[static_cast<std::size_t>(i)] &=
        static_cast<std::uint8_t>(0xFF00 >> keep);
  }
  return bytes;
}

// A length in decimal, without sign or leading zero.
std::optional<int> length_in(std::string_view text) {
  int value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.size() > 3 || error != std::errc() ||
      end != text.data() + text.size() || value < 0 ||
      (text.size() > 1 && text.front() == '0'))
    return std::nullopt;
  return value;
}

PrefixSet delivery_networks() {
  std::vector<Prefix> prefixes;
  for (std::string_view text : kDeliveryNetworks)
    prefixes.push_back(*parse_prefix(text));
  return PrefixSet(std::move(prefixes));
}

}  // namespace

bool Prefix::is_ipv4() const {
  return bits >= kMappedBits && masked(bytes, kMappedBits) == kMappedIpv4;
}

bool Prefix::contains(const AddressBytes& address) const {
  return masked(address, bits) == bytes;
}

std::string Prefix::text() const {
  char shown[INET6_ADDRSTRLEN] = {};
  if (is_ipv4())
    inet_ntop(AF_INET, bytes.data() + 12, shown, sizeof shown);
  else
    inet_ntop(AF_INET6, bytes.data(), shown, sizeof shown);
  return std::string(shown) + '/' +
         std::to_string(is_ipv4() ? bits - kMappedBits : bits);
}

std::expected<Prefix, std::string_view> parse_prefix(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view before = text.substr(0, slash);
  const auto address = parse_address(before);
  if (!address || text.find('\0') != std::string_view::npos)
    return std::unexpected("no address");
  // A mapped address has its length out of 128.
  const bool dotted = before.find(':') == std::string_view::npos;
  const int offset = dotted ? kMappedBits : 0;
  int length = 128 - offset;
  if (slash < text.size()) {
    const auto given = length_in(text.substr(slash + 1));
    if (!given || *given > length) return std::unexpected("no prefix length");
    length = *given;
  }
  const Prefix prefix{address->bytes, length + offset};
  // "::/20" would hold every mapped IPv4 address.
  const bool mapped = masked(prefix.bytes, kMappedBits) == kMappedIpv4;
  const Prefix ends{masked(prefix.bytes, prefix.bits), prefix.bits};
  const int shortest = mapped ? kMappedBits + kShortestIpv4 : kShortestIpv6;
  if (prefix.bits < shortest ||
      (!prefix.is_ipv4() && ends.contains(kMappedIpv4)))
    return std::unexpected("absurdly wide");
  if (ends.bytes != prefix.bytes) return std::unexpected("host bits set");
  return prefix;
}

PrefixSet::PrefixSet(std::vector<Prefix> prefixes) {
  std::ranges::sort(prefixes, [](const Prefix& a, const Prefix& b) {
    return a.bits != b.bits ? a.bits > b.bits : a.bytes < b.bytes;
  });
  const auto copies = std::ranges::unique(prefixes);
  prefixes.erase(copies.begin(), copies.end());
  size_ = prefixes.size();
  for (const Prefix& prefix : prefixes) {
    if (by_length_.empty() || by_length_.back().front().bits != prefix.bits)
      by_length_.emplace_back();
    by_length_.back().push_back(prefix);
  }
}

const Prefix* PrefixSet::find(const AddressBytes& address) const {
  for (const auto& prefixes : by_length_) {
    const AddressBytes wanted = masked(address, prefixes.front().bits);
    const auto found =
        std::ranges::lower_bound(prefixes, wanted, {}, &Prefix::bytes);
    if (found != prefixes.end() && found->bytes == wanted) return &*found;
  }
  return nullptr;
}

bool is_delivery_network(const AddressBytes& address) {
  static const PrefixSet kAll = delivery_networks();
  return kAll.find(address) != nullptr;
}

}  // namespace veto::logs
