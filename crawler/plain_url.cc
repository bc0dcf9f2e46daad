// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/plain_url.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxPlainBytes = 2000;

// Bytes that the URL Standard keeps as they are, in a path and in a query.
constexpr std::array<bool, 256> make_kept() {
  std::array<bool, 256> kept = {};
  for (int c = 'a'; c <= 'z'; ++c)
    kept[static_cast<std::size_t>(c)] = kept[static_cast<std::size_t>(c - 32)] =
        true;
  for (int c = '0'; c <= '9'; ++c) kept[static_cast<std::size_t>(c)] = true;
  for (char c : std::string_view("-_.~!$&()*+,;=:@%/"))
    kept[static_cast<std::size_t>(c)] = true;
  return kept;
}
constexpr auto kKept = make_kept();

bool is_kept(char c) { return kKept[static_cast<std::uint8_t>(c)]; }

// Whether a path with its query is kept as it is: no byte to be encoded, no
// segment that begins with a dot, as "." and ".." do, also as "%2e".
bool is_plain(std::string_view path) {
  bool in_query = false;
  char before = '/';
  for (std::size_t at = 0; at < path.size(); ++at) {
    const char c = path[at];
    if (c == '?') {
      in_query = true;
    } else if (!is_kept(c)) {
      return false;
    } else if (!in_query && before == '/' && (c == '.' || c == '%')) {
      return false;
    }
    before = c;
  }
  return true;
}

// Lower-case letters, digits and "-" between single dots, the last label
// beginning with a letter: no IPv4 address, nothing to map, no punycode.
bool is_plain_host(std::string_view host) {
  char before = '.';
  char last = '0';
  for (char c : host) {
    const bool letter = c >= 'a' && c <= 'z';
    if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '.')
      return false;
    if (before == '.') {
      if (c == '.' || c == '-') return false;
      last = c;
    }
    before = c;
  }
  return before != '.' && last >= 'a' && host.find("xn--") == host.npos;
}

std::optional<std::string> absolute(std::string_view reference,
                                    std::size_t host) {
  const std::size_t end =
      std::min(reference.find_first_of("/?", host), reference.size());
  if (!is_plain_host(reference.substr(host, end - host)) ||
      !is_plain(reference.substr(end)))
    return std::nullopt;
  std::string out(reference.substr(0, end));
  if (end == reference.size() || reference[end] != '/') out += '/';
  out += reference.substr(end);
  return out;
}

}  // namespace

PlainUrls::PlainUrls(const Url& base) {
  if (!base.is_http() || base.href().size() > kMaxPlainBytes) return;
  const std::size_t path = base.href().find('/', base.href().find("//") + 2);
  origin_ = base.href().substr(0, path);
  folder_ = origin_ + base.path().substr(0, base.path().rfind('/') + 1);
}

std::optional<std::string> PlainUrls::resolve(
    std::string_view reference) const {
  if (origin_.empty() || reference.size() > kMaxPlainBytes) return std::nullopt;
  reference = reference.substr(0, reference.find('#'));
  if (reference.empty()) return std::nullopt;
  if (reference.starts_with("https://")) return absolute(reference, 8);
  if (reference.starts_with("http://")) return absolute(reference, 7);
  if (reference[0] == '/') {
    if (reference.starts_with("//") || !is_plain(reference))
      return std::nullopt;
    return origin_ + std::string(reference);
  }
  const std::size_t segment = reference.find_first_of("/?:");
  if (segment == 0 || !is_plain(reference) ||
      (segment != reference.npos && reference[segment] == ':'))
    return std::nullopt;
  return folder_ + std::string(reference);
}

}  // namespace veto::crawler
