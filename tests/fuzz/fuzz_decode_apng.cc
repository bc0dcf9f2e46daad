// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as an animated PNG: the first chunks are given.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/decoded_picture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string bytes =
      std::string(
          "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\x40\0\0\0\x40"
          "\x08\x06\0\0\0\xAA\x69\x71\xDE\0\0\0\x08"
          "acTL\0\0\0\x02\0\0\0\0\xF3\x8D\x93\x70",
          53) +
      std::string(reinterpret_cast<const char*>(data), size);
  veto::fuzz::check_decoding(bytes);
  return 0;
}
