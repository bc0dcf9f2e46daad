// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/url_host.h"

#include <algorithm>

#include "base/text.h"
#include "base/url_idna.h"
#include "base/url_ip.h"
#include "base/url_percent.h"

namespace veto {
namespace {

using namespace std::string_view_literals;

bool is_forbidden_in_host(char c) {
  return "\0\t\n\r #/:<>?@[\\]^|"sv.find(c) != std::string_view::npos;
}

bool is_forbidden_in_domain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F || c == '%' || is_forbidden_in_host(c);
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Whether lower case is all that the rules for international names would do.
bool is_plain_domain(std::string_view domain) {
  return std::ranges::all_of(domain, is_ascii) &&
         domain.find("xn--") == std::string_view::npos;
}

std::optional<std::string> parse_bracketed(std::string_view text) {
  if (!text.ends_with(']')) return std::nullopt;
  auto address = normalize_ipv6(text.substr(1, text.size() - 2));
  if (address) *address = "[" + *address + "]";
  return address;
}

}  // namespace

std::optional<std::string> parse_domain_or_address(std::string_view text) {
  if (text.starts_with('[')) return parse_bracketed(text);
  std::string decoded;
  if (text.find('%') != std::string_view::npos) {
    decoded = percent_decode(text);
    text = decoded;
  }
  std::optional<std::string> domain = to_lower(text);
  if (!is_plain_domain(*domain)) domain = domain_to_ascii(*domain);
  if (!domain || domain->empty()) return std::nullopt;
  if (std::ranges::any_of(*domain, is_forbidden_in_domain)) {
    return std::nullopt;
  }
  if (ends_in_a_number(*domain)) return normalize_ipv4(*domain);
  return domain;
}

std::optional<std::string> parse_opaque_host(std::string_view text) {
  if (text.starts_with('[')) return parse_bracketed(text);
  if (std::ranges::any_of(text, is_forbidden_in_host)) return std::nullopt;
  std::string host;
  append_percent_encoded(host, text, PercentSet::c0_control);
  return host;
}

}  // namespace veto
