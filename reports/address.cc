// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/address.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "audit/logs/identity.h"
#include "reports/finding_words.h"

namespace veto::reports {
namespace {

bool is_address(const std::string& text) {
  std::array<unsigned char, 16> bytes{};
  return ::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

void replace_all(std::string& text, std::string_view ip) {
  const std::string network = network_of(ip);
  for (auto at = text.find(ip); at != std::string::npos;
       at = text.find(ip, at + network.size()))
    text.replace(at, ip.size(), network);
}

bool is_loopback(std::string_view ip) {
  return ip.starts_with("127.") || ip == "::1" || ip.starts_with("::ffff:127.");
}

std::string v6_network(const std::array<unsigned char, 16>& bytes) {
  std::array<unsigned char, 16> kept{};
  std::copy_n(bytes.begin(), 6, kept.begin());
  char text[INET6_ADDRSTRLEN];
  if (!::inet_ntop(AF_INET6, kept.data(), text, sizeof text)) return {};
  return fmt::format("{}/48", text);
}

}  // namespace

std::string network_of(std::string_view ip) {
  const std::string text(ip);
  std::array<unsigned char, 16> bytes{};
  if (::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1)
    return fmt::format("{}.{}.{}.0/24", bytes[0], bytes[1], bytes[2]);
  if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1)
    return "(address withheld)";
  // An IPv4 address in IPv6 clothes: 48 bits of it would tell nothing.
  if (IN6_IS_ADDR_V4MAPPED(reinterpret_cast<const in6_addr*>(bytes.data())))
    return fmt::format("{}.{}.{}.0/24", bytes[12], bytes[13], bytes[14]);
  // 6to4 (RFC 3056): another.
  if (bytes[0] == 0x20 && bytes[1] == 0x02)
    return fmt::format("{}.{}.{}.0/24", bytes[2], bytes[3], bytes[4]);
  return v6_network(bytes);
}

bool may_be_shown(const logs::Client& client) {
  return client.own_crawl || client.declared || !client.scraper_id.empty() ||
         client.identity != audit::Identity::i0 || is_loopback(client.ip);
}

Addresses::Addresses(const std::vector<logs::Client>& clients,
                     const std::vector<audit::Finding>& findings) {
  for (const auto& client : clients)
    if (may_be_shown(client)) open_.push_back(client.ip);
  for (const auto& finding : findings)
    if (is_about_client(finding) && logs::is_verified(finding.identity))
      open_.push_back(fact_text(finding, "client_ip"));
  std::ranges::sort(open_);
}

bool Addresses::hides(std::string_view ip) const {
  // A network is what an edition of the report has in an address's place.
  return !ip.empty() && !is_loopback(ip) && !ip.contains('/') &&
         !std::ranges::binary_search(open_, ip, {}, [](const auto& text) {
           return std::string_view(text);
         });
}

std::string Addresses::shown(std::string_view ip) const {
  return hides(ip) ? network_of(ip) : std::string(ip);
}

std::string Addresses::shown_line(std::string_view line,
                                  std::string_view ip) const {
  std::string text(line);
  if (hides(ip)) replace_all(text, ip);
  // The first fields hold the virtual host, the address and the identity.
  std::size_t from = 0;
  for (int field = 0; field < 3 && from < text.size(); ++field) {
    const auto end = std::min(text.find(' ', from), text.size());
    const std::string word = text.substr(from, end - from);
    const std::string shown_word =
        is_address(word) && hides(word) ? network_of(word) : word;
    text.replace(from, word.size(), shown_word);
    from += shown_word.size() + 1;
  }
  return text;
}

}  // namespace veto::reports
