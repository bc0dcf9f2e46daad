// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/parted_address.h"

#include <string>

#include "audit/logs/address.h"
#include "base/text.h"

namespace veto::reports {
namespace {

constexpr int kGroups = 8, kFewestGroups = 3;
constexpr int kVersionsEnd = 100;

bool parts_groups(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] == '-' || text[at] == '_');
}

// How many hexadecimal digits begin there; 5 stands for more than a group has.
std::size_t group_size(std::string_view text, std::size_t at) {
  std::size_t size = 0;
  while (size < 5 && at + size < text.size() && hex_value(text[at + size]) >= 0)
    ++size;
  return size;
}

bool is_group(std::string_view text, std::size_t at) {
  const std::size_t size = group_size(text, at);
  return size > 0 && size < 5;
}

// The IANA registry of IPv6 unicast space, with some room to grow.
bool is_given(const logs::AddressBytes& bytes) {
  const unsigned first = bytes[0] * 256u + bytes[1];
  const auto within = [&](unsigned from, unsigned to) {
    return first >= from && first <= to;
  };
  return within(0x2001, 0x2003) || within(0x2400, 0x2FFF) ||
         within(0x3FFE, 0x3FFF) || within(0xFC00, 0xFDFF) ||
         within(0xFE80, 0xFEBF) ||
         (first == 0x64 && bytes[2] == 0xFF && bytes[3] == 0x9B);
}

}  // namespace

std::optional<PartedAddress> parted_ipv4(std::string_view text) {
  PartedAddress found;
  found.bytes[10] = found.bytes[11] = 0xFF;
  char parted = 0;
  bool mixed = false, padded = false, low = true;
  std::size_t at = 0;
  for (std::size_t field = 0; field < 4; ++field) {
    if (field > 0) {
      if (at == text.size() || !std::string_view(".-_").contains(text[at]))
        return std::nullopt;
      if (field == 1) parted = text[at];
      mixed = mixed || text[at] != parted;
      ++at;
    }
    int value = 0;
    const std::size_t begin = at;
    for (; at < text.size() && is_digit(text[at]) && at - begin < 4; ++at)
      value = value * 10 + (text[at] - '0');
    if (at == begin || value > 255) return std::nullopt;
    padded = padded || (at - begin > 1 && text[begin] == '0');
    low = low && (field == 3 || value < kVersionsEnd);
    found.bytes[12 + field] = static_cast<std::uint8_t>(value);
  }
  found.dots = parted == '.' && !mixed;
  if (padded && !found.dots) return std::nullopt;
  found.like_version = mixed && low;
  found.length = at;
  return found;
}

std::optional<PartedAddress> parted_ipv6(std::string_view text) {
  std::string usual;
  PartedAddress found;
  int groups = 0;
  bool gap = false;
  for (std::size_t at = 0; is_group(text, at);) {
    const std::size_t size = group_size(text, at);
    usual += text.substr(at, size);
    found.length = at + size;
    if (++groups == kGroups - (gap ? 1 : 0)) break;
    if (!parts_groups(text, found.length)) break;
    at = found.length + 1;
    if (parts_groups(text, at) && !gap) {
      gap = true;
      usual += "::";
      found.length = ++at;
      if (groups == kGroups - 1) break;
    } else if (is_group(text, at)) {
      usual += ':';
    }
  }
  if (gap ? groups < kFewestGroups : groups != kGroups) return std::nullopt;
  const auto address = logs::parse_address(usual);
  if (!address || !is_given(address->bytes)) return std::nullopt;
  found.bytes = address->bytes;
  return found;
}

}  // namespace veto::reports
