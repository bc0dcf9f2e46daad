// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/reverse_dns.h"

#include <ares.h>
#include <arpa/inet.h>
#include <netdb.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "crawler/dns_query.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxHostName = 253;

struct HostFreer {
  void operator()(hostent* host) const { ares_free_hostent(host); }
};
using Host = std::unique_ptr<hostent, HostFreer>;

struct IpAddress {
  int family = AF_INET;
  std::array<unsigned char, 16> bytes{};

  int size() const { return family == AF_INET ? 4 : 16; }
};

std::optional<IpAddress> parse_ip(const std::string& text) {
  IpAddress address;
  for (const int family : {AF_INET, AF_INET6}) {
    address.family = family;
    if (::inet_pton(family, text.c_str(), address.bytes.data()) == 1)
      return address;
  }
  return std::nullopt;
}

// "5.2.0.192.in-addr.arpa", or the nibbles of IPv6 under "ip6.arpa".
std::string reverse_name(const IpAddress& address) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string name;
  for (int i = address.size() - 1; i >= 0; --i) {
    const unsigned byte = address.bytes[static_cast<std::size_t>(i)];
    if (address.family == AF_INET)
      name += std::to_string(byte) + '.';
    else
      name += {kDigits[byte & 15], '.', kDigits[byte >> 4], '.'};
  }
  return name + (address.family == AF_INET ? "in-addr.arpa" : "ip6.arpa");
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxHostName && name.front() != '.' &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' ||
                  c == '_' || c == '.';
         });
}

Result<std::vector<std::string>> names_of(const IpAddress& address,
                                          const std::string& servers) {
  const std::string asked = reverse_name(address);
  auto reply = dns_query(asked, DnsType::ptr, servers);
  std::vector<std::string> names;
  if (!reply) return pass(reply);
  if (reply->empty()) return names;
  hostent* raw = nullptr;
  const int code = ares_parse_ptr_reply(
      reinterpret_cast<const unsigned char*>(reply->data()),
      static_cast<int>(reply->size()), address.bytes.data(), address.size(),
      address.family, &raw);
  const Host host(raw);
  if (auto read = dns_outcome(code, asked); !read) return pass(read);
  if (!host) return names;
  for (char** alias = host->h_aliases; alias && *alias; ++alias) {
    std::string name = to_lower(*alias);
    if (name.ends_with('.')) name.pop_back();
    if (is_plain_name(name)) names.push_back(std::move(name));
  }
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  names.resize(std::min(names.size(), kMaxReverseNames));
  return names;
}

Status add_addresses(const std::string& name, DnsType type,
                     const std::string& servers,
                     std::vector<std::string>& addresses) {
  auto reply = dns_query(name, type, servers);
  if (!reply) return pass(reply);
  if (reply->empty()) return {};
  const auto* bytes = reinterpret_cast<const unsigned char*>(reply->data());
  const int size = static_cast<int>(reply->size());
  hostent* raw = nullptr;
  const int code =
      type == DnsType::a
          ? ares_parse_a_reply(bytes, size, &raw, nullptr, nullptr)
          : ares_parse_aaaa_reply(bytes, size, &raw, nullptr, nullptr);
  const Host host(raw);
  if (auto read = dns_outcome(code, name); !read) return read;
  if (!host) return {};
  std::size_t count = 0;
  for (char** one = host->h_addr_list; *one && count < kMaxForwardAddresses;
       ++one, ++count) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (::inet_ntop(host->h_addrtype, *one, text.data(), text.size()))
      addresses.emplace_back(text.data());
  }
  return {};
}

}  // namespace

Result<ReverseDns> reverse_dns(
    const std::string& address,
    const std::function<bool(const std::string& name)>& follows,
    const std::string& servers) {
  const auto ip = parse_ip(address);
  if (!ip) return fail(ErrorKind::usage, "not an IP address", address);
  auto names = names_of(*ip, servers);
  if (!names) return pass(names);
  ReverseDns found;
  found.names = std::move(*names);
  // A name's other family says nothing about this address.
  const DnsType type = ip->family == AF_INET ? DnsType::a : DnsType::aaaa;
  for (const std::string& name : found.names) {
    if (!follows(name)) continue;
    auto& addresses = found.addresses[name];
    if (auto asked = add_addresses(name, type, servers, addresses); !asked)
      return pass(asked);
  }
  return found;
}

}  // namespace veto::crawler
