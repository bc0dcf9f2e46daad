// SPDX-License-Identifier: GPL-3.0-or-later
//
// Packed logs: each step makes no more than it was given room for, and either
// gets on, asks for more or says why not.

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "audit/logs/unpack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace veto::logs;
  constexpr std::size_t kEnough = 4 << 20;  // a bomb is worth no more time
  std::string_view in(reinterpret_cast<const char*>(data), size);
  const auto unpacker = unpacker_for(in.substr(0, kPackingMagic));
  if (!unpacker) return 0;
  static std::array<char, 64 * 1024> out;
  std::size_t all = 0;
  while (!in.empty() && all < kEnough) {
    if (!unpacker->begin()) return 0;
    for (Unpacked result = Unpacked::more; result == Unpacked::more;) {
      const std::size_t before = in.size();
      std::size_t made = 0;
      result = unpacker->step(in, out, made);
      if (made > out.size() || in.size() > before) std::abort();
      all += made;
      if (result != Unpacked::more && result != Unpacked::member_end) return 0;
      if (all >= kEnough) return 0;
      if (result == Unpacked::more && made == 0 && in.size() == before)
        return 0;
    }
  }
  return 0;
}
