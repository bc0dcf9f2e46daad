// SPDX-License-Identifier: GPL-3.0-or-later
//
// An operator's address list: whatever it holds, every prefix that is taken is
// narrow, holds its own ends and reads the same when written again.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "audit/logs/address.h"
#include "audit/logs/address_list.h"
#include "base/check.h"
#include "base/text.h"

using namespace veto;
using namespace veto::logs;

namespace {

void check_prefix(std::string_view text) {
  const auto prefix = parse_prefix(text);
  if (!prefix) {
    VETO_CHECK(!prefix.error().empty());
    return;
  }
  VETO_CHECK(prefix->bits <= 128);
  VETO_CHECK(prefix->is_ipv4() ? prefix->bits >= 96 + kShortestIpv4
                               : prefix->bits >= kShortestIpv6);
  VETO_CHECK(prefix->contains(prefix->bytes));
  VETO_CHECK(parse_prefix(prefix->text()) == *prefix);
  AddressBytes last = prefix->bytes;
  for (int bit = prefix->bits; bit < 128; ++bit)
    last[static_cast<std::size_t>(bit / 8)] |=
        static_cast<std::uint8_t>(0x80 >> (bit % 8));
  VETO_CHECK(prefix->contains(last));
  AddressBytes other = prefix->bytes;
  other[static_cast<std::size_t>((prefix->bits - 1) / 8)] ^=
      static_cast<std::uint8_t>(0x80 >> ((prefix->bits - 1) % 8));
  VETO_CHECK(!prefix->contains(other));
  // No other prefix than its own stands in the set.
  const PrefixSet set({*prefix, *prefix});
  VETO_CHECK(set.size() == 1);
  VETO_CHECK(set.find(last) && *set.find(last) == *prefix);
  VETO_CHECK(!set.find(other));
}

void check_list(std::string_view input) {
  const auto list = read_address_list(input);
  if (!list) {
    VETO_CHECK(list.error().kind == ErrorKind::damaged ||
               list.error().kind == ErrorKind::too_large);
    return;
  }
  VETO_CHECK(list->prefixes.size() > 0);
  VETO_CHECK(list->prefixes.size() + list->problems <= 3 * kMaxListEntries);
  VETO_CHECK(list->reasons.size() ==
             std::min<std::uint64_t>(list->problems, kMaxListReasons));
  for (const auto& reason : list->reasons)
    VETO_CHECK(to_valid_utf8(reason) == reason &&
               reason.find('\x1b') == std::string::npos);
  // Never all of IPv4 nor of IPv6.
  bool outside = false;
  for (const char* text : {"1.1.1.1", "9.1.1.1", "100.1.1.1", "200.1.1.1",
                           "2001::1", "2a00::1", "2600::1", "fd00::1"})
    outside |= !list->prefixes.find(parse_address(text)->bytes);
  if (list->prefixes.size() == 1) VETO_CHECK(outside);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check_list(input);
  for (std::string_view line : split(input.substr(0, 4096), '\n'))
    check_prefix(line);
  return 0;
}
