// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as a HEIC.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/decoded_picture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string bytes =
      std::string(
          "\0\0\0\x18"
          "ftypheic\0\0\0\0heicmif1",
          24) +
      std::string(reinterpret_cast<const char*>(data), size);
  veto::fuzz::check_decoding(bytes);
  return 0;
}
