// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/address_sweep.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <utility>

#include "audit/logs/address.h"
#include "base/text.h"
#include "reports/address.h"
#include "reports/edition/parted_address.h"

namespace veto::reports {
namespace {

constexpr std::size_t kLongestAddress = 45;  // IPv6 with an IPv4 tail
constexpr int kMostPasses = 8;
constexpr int kKeptBits4 = 96 + 24, kKeptBits6 = 48;

bool of_address(char c) { return hex_value(c) >= 0 || c == '.' || c == ':'; }

bool of_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

bool is_ipv4(const logs::AddressBytes& bytes) {
  return logs::Prefix{bytes, 128}.is_ipv4();
}

bool is_loopback_address(const logs::AddressBytes& bytes) {
  if (is_ipv4(bytes)) return bytes[12] == 127;
  logs::AddressBytes one{};
  one[15] = 1;
  return bytes == one;
}

// The longest address that the run begins with: what ends a sentence, and a
// port, are none of it.
std::optional<logs::Address> address_in(std::string_view& run) {
  if (run.size() > kLongestAddress + 7) return std::nullopt;
  for (;;) {
    if (auto address = logs::parse_address(run)) return address;
    const auto cut = run.find_last_of(".:");
    if (cut == std::string_view::npos) return std::nullopt;
    run = run.substr(0, cut);
  }
}

// "/29" behind an address -> 29; 0 where there is none.
int prefix_behind(std::string_view text, std::size_t& length) {
  length = 0;
  if (text.empty() || text.front() != '/') return 0;
  int bits = 0;
  const auto [end, error] =
      std::from_chars(text.data() + 1, text.data() + text.size(), bits);
  const bool ends = end == text.data() + text.size() || !of_word(*end);
  if (error != std::errc() || !ends || bits < 1 || bits > 128) return 0;
  length = static_cast<std::size_t>(end - text.data());
  return bits;
}

// Whether "RUN/BITS" is a prefix, and no longer than what stays of an address.
bool is_wide(std::string_view run, int bits) {
  if (bits == 0) return false;
  const auto prefix = logs::parse_prefix(fmt::format("{}/{}", run, bits));
  return prefix &&
         prefix->bits <= (prefix->is_ipv4() ? kKeptBits4 : kKeptBits6);
}

bool is_version(std::string_view before, const logs::AddressBytes& bytes) {
  return before.size() > 1 && before.ends_with('/') &&
         of_word(before[before.size() - 2]) && is_ipv4(bytes) &&
         bytes[14] == 0 && bytes[15] == 0;
}

// The longest IPv6 address at the front of the text; "" for none.
std::string_view ipv6_at(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && end < kLongestAddress && of_address(text[end]))
    ++end;
  std::string_view run = text.substr(0, end);
  const bool may = run.find(':') != run.rfind(':');
  return may && address_in(run) && run.contains(':') ? run : "";
}

}  // namespace

std::set<logs::AddressBytes> addresses_in(std::string_view text) {
  std::set<logs::AddressBytes> found;
  const auto take = [&](const logs::AddressBytes& bytes) {
    if (bytes != logs::AddressBytes{} && !is_loopback_address(bytes))
      found.insert(bytes);
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char before = at == 0 ? ' ' : text[at - 1];
    const std::string_view rest = text.substr(at);
    if (of_address(text[at]) && hex_value(before) < 0) {
      if (const auto ipv6 = ipv6_at(rest); !ipv6.empty()) {
        if (const auto address = logs::parse_address(ipv6))
          take(address->bytes);
        at += ipv6.size() - 1;
        continue;
      }
      if (const auto ipv6 = parted_ipv6(rest)) {
        take(ipv6->bytes);
        at += ipv6->length - 1;
        continue;
      }
    }
    if (!is_digit(text[at]) || is_digit(before)) continue;
    const auto ipv4 = parted_ipv4(rest);
    if (ipv4 && !ipv4->like_version &&
        !is_version(text.substr(0, at), ipv4->bytes))
      take(ipv4->bytes);
  }
  return found;
}

std::optional<logs::AddressBytes> client_alone(std::string_view line,
                                               const MailWords& known) {
  const auto before = line.substr(0, line.find(" - - ["));
  if (before.size() == line.size() || std::ranges::count(before, ' ') > 1)
    return std::nullopt;
  const std::string forms = plain_forms(line);
  constexpr std::string_view kEscape = "%25";
  if (may_hold_mail(forms, known) || forms.contains(kEscape))
    return std::nullopt;
  const auto found = addresses_in(forms);
  if (found.size() != 1) return std::nullopt;
  return *found.begin();
}

void AddressSweep::add(std::string_view address, bool shown) {
  if (const auto parsed = logs::parse_address(address))
    (shown ? shown_ : hidden_).insert(parsed->bytes);
}

bool AddressSweep::stays(const logs::AddressBytes& bytes,
                         std::string_view before, bool is_network,
                         bool everywhere) const {
  // The unspecified address is nobody's.
  if (shown_.contains(bytes) || is_loopback_address(bytes) || is_network ||
      bytes == logs::AddressBytes{})
    return true;
  if (hidden_.contains(bytes)) return false;
  const char last = before.empty() ? ' ' : before.back();
  if (everywhere) return is_version(before, bytes);
  return last == '/' || last == '.' || of_word(last);
}

bool AddressSweep::hides_escaped(std::string_view word) const {
  if (word.find_first_of("%\\") == std::string_view::npos) return false;
  return std::ranges::any_of(
      addresses_in(plain_forms(word)),
      [&](const logs::AddressBytes& bytes) { return !shown_.contains(bytes); });
}

// "203-0-113-9", "2001-db8--9" as in names of hosts, or with underscores.
bool AddressSweep::hides_parted(std::string_view word) const {
  for (std::size_t at = 0; at < word.size(); ++at) {
    const char before = at == 0 ? ' ' : word[at - 1];
    if (hex_value(word[at]) < 0 || is_digit(before)) continue;
    const auto ipv6 =
        hex_value(before) < 0 ? parted_ipv6(word.substr(at)) : std::nullopt;
    if (ipv6) {
      if (!shown_.contains(ipv6->bytes)) return true;
      at += ipv6->length - 1;
      continue;
    }
    const auto ipv4 = parted_ipv4(word.substr(at));
    if (!ipv4 || ipv4->dots || shown_.contains(ipv4->bytes) ||
        is_loopback_address(ipv4->bytes))
      continue;
    if (!ipv4->like_version || hidden_.contains(ipv4->bytes)) return true;
  }
  return false;
}

std::string AddressSweep::without_unusual(std::string_view text,
                                          bool everywhere) const {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_of(kWordEnds, at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const bool hides =
        hides_escaped(word) || (everywhere && hides_parted(word));
    out += hides ? kAddressMark : word;
    if (end < text.size()) out += text[end];
    at = end + 1;
  }
  return out;
}

// What is left may read as another address than what was there, in text that
// is none: it is swept until it stays.
std::string AddressSweep::sweep(std::string_view given, bool everywhere) const {
  std::string text = once(given, everywhere);
  for (int i = 0; i < kMostPasses; ++i) {
    std::string next = once(text, everywhere);
    if (next == text) return text;
    text = std::move(next);
  }
  return std::string(kAddressMark);
}

std::string AddressSweep::once(std::string_view given, bool everywhere) const {
  const std::string text = without_unusual(given, everywhere);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    // None begins with a dot.
    if (!of_address(text[at]) || text[at] == '.') {
      out += text[at++];
      continue;
    }
    auto end = at;
    while (end < text.size() && of_address(text[end])) ++end;
    std::string_view run = std::string_view(text).substr(at, end - at);
    const auto address = address_in(run);
    if (!address) {
      // One may begin behind a colon, as in "from:192.0.2.1".
      const auto colon = std::string_view(text).substr(at, end - at).find(':');
      const auto next = colon == std::string_view::npos ? end : at + colon + 1;
      out.append(text, at, next - at);
      at = next;
      continue;
    }
    std::size_t length = 0;
    const int bits =
        prefix_behind(std::string_view(text).substr(at + run.size()), length);
    if (stays(address->bytes, std::string_view(text).substr(0, at),
              is_wide(run, bits), everywhere)) {
      out += run;
    } else {
      at += length;
      // Whole words alone, or the network would be read for another text.
      const auto next = at + run.size();
      const bool ends = next == text.size() || !of_word(text[next]);
      const bool begins =
          at == length || text[at - length - 1] != ':' || !run.contains(':');
      out += networks_ && begins && ends ? network_of(run)
                                         : std::string(kAddressMark);
    }
    at += run.size();
  }
  return out;
}

}  // namespace veto::reports
