// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/keyed_hash.h"

#include <bit>
#include <cstring>
#include <random>

namespace veto {
namespace {

static_assert(std::endian::native == std::endian::little);

// The paper's v0 to v3 and its SipRound.
struct State {
  std::uint64_t v0, v1, v2, v3;

  void rounds(int count) {
    for (; count > 0; --count) {
      v0 += v1;
      v2 += v3;
      v1 = std::rotl(v1, 13) ^ v0;
      v3 = std::rotl(v3, 16) ^ v2;
      v0 = std::rotl(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = std::rotl(v1, 17) ^ v2;
      v3 = std::rotl(v3, 21) ^ v0;
      v2 = std::rotl(v2, 32);
    }
  }

  void take(std::uint64_t word) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }
};

}  // namespace

HashKey HashKey::random() {
  std::random_device device;
  const auto half = [&] { return (std::uint64_t{device()} << 32) | device(); };
  return {half(), half()};
}

std::uint64_t keyed_hash(std::string_view text, const HashKey& key) {
  State state{key.low ^ 0x736f6d6570736575, key.high ^ 0x646f72616e646f6d,
              key.low ^ 0x6c7967656e657261, key.high ^ 0x7465646279746573};
  std::uint64_t word = 0;
  const std::size_t size = text.size();
  for (; text.size() >= 8; text.remove_prefix(8)) {
    std::memcpy(&word, text.data(), 8);
    state.take(word);
  }
  word = 0;
  std::memcpy(&word, text.data(), text.size());
  state.take(word | (std::uint64_t{size} << 56));
  state.v2 ^= 0xff;
  state.rounds(4);
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

}  // namespace veto
