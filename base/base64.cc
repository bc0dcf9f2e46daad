// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/base64.h"

#include <array>
#include <cstdint>

namespace veto {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr auto kValues = [] {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    values[static_cast<unsigned char>(kAlphabet[i])] =
        static_cast<std::int8_t>(i);
  return values;
}();

bool is_mime_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t buffer = 0;
  int digits = 0;  // in the buffer
  bool ended = false;
  for (const char c : text) {
    if (is_mime_space(c)) continue;
    if (c == '=') {
      ended = true;
      continue;
    }
    const std::int8_t value = kValues[static_cast<unsigned char>(c)];
    if (value < 0 || ended) return std::nullopt;
    buffer = (buffer << 6) | static_cast<std::uint32_t>(value);
    if (++digits < 4) continue;
    for (const int shift : {16, 8, 0})
      bytes += static_cast<char>((buffer >> shift) & 0xff);
    buffer = 0;
    digits = 0;
  }
  if (digits == 1) return std::nullopt;
  if (digits == 2) bytes += static_cast<char>((buffer >> 4) & 0xff);
  if (digits == 3) {
    bytes += static_cast<char>((buffer >> 10) & 0xff);
    bytes += static_cast<char>((buffer >> 2) & 0xff);
  }
  return bytes;
}

std::string encode_base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 |
              (at + i < bytes.size() ? static_cast<std::uint8_t>(bytes[at + i])
                                     : 0u);
    for (std::size_t i = 0; i < 4; ++i)
      text +=
          at + i > bytes.size() ? '=' : kAlphabet[group >> (18 - 6 * i) & 63];
  }
  return text;
}

}  // namespace veto
