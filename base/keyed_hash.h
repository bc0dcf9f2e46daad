// SPDX-License-Identifier: GPL-3.0-or-later
//
// SipHash-2-4 (Aumasson and Bernstein, 2012): a hash for tables whose keys a
// stranger chooses. Without the key nobody can find texts that share a slot.

#ifndef VETO_BASE_KEYED_HASH_H_
#define VETO_BASE_KEYED_HASH_H_

#include <cstdint>
#include <string_view>

namespace veto {

struct HashKey {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  // Another one in every process.
  static HashKey random();
};

std::uint64_t keyed_hash(std::string_view text, const HashKey& key);

}  // namespace veto

#endif  // VETO_BASE_KEYED_HASH_H_
