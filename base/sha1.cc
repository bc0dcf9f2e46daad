// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/sha1.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>

#include "base/check.h"

namespace veto {

std::string sha1_base32(std::string_view bytes) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::array<std::uint8_t, 20> digest{};
  unsigned size = 0;
  VETO_CHECK(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size,
                        EVP_sha1(), nullptr) == 1);
  // 160 bits make 32 digits with none left over.
  std::string text;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const std::uint8_t byte : digest) {
    buffer = (buffer << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5)
      text += kAlphabet[(buffer >> (bits - 5)) & 31];
  }
  return text;
}

}  // namespace veto
