// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as a GIF: blocks, frames, what is on show.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/decoded_picture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string bytes =
      std::string("GIF89a") +
      std::string(reinterpret_cast<const char*>(data), size);
  veto::fuzz::check_decoding(bytes);
  return 0;
}
