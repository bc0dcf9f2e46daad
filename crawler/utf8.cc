// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/utf8.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace veto::crawler {
namespace {

// Encoding Standard, index windows-1252, bytes 0x80 to 0x9F; the rest is as in
// Unicode.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

std::size_t ascii_end(std::string_view text, std::size_t at) {
  while (at + sizeof(std::uint64_t) <= text.size()) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, sizeof(eight));
    if ((eight & 0x8080808080808080u) != 0) break;
    at += sizeof(eight);
  }
  while (at < text.size() && static_cast<std::uint8_t>(text[at]) < 0x80) ++at;
  return at;
}

// Size of the character at the front, which is not ASCII; 0 where there is
// none. Table 3-7 of the Unicode Standard.
std::size_t sequence_size(std::string_view text) {
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<std::uint8_t>(text[at])
                            : std::uint8_t{0};
  };
  const auto in = [&](std::size_t at, int low, int high) {
    return byte(at) >= low && byte(at) <= high;
  };
  const std::uint8_t first = byte(0);
  if (first >= 0xC2 && first <= 0xDF) return in(1, 0x80, 0xBF) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const int low = first == 0xE0 ? 0xA0 : 0x80;
    const int high = first == 0xED ? 0x9F : 0xBF;
    return in(1, low, high) && in(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (first < 0xF0 || first > 0xF4) return 0;
  const int low = first == 0xF0 ? 0x90 : 0x80;
  const int high = first == 0xF4 ? 0x8F : 0xBF;
  return in(1, low, high) && in(2, 0x80, 0xBF) && in(3, 0x80, 0xBF) ? 4 : 0;
}

}  // namespace

void append_utf8(std::string& out, char32_t c) {
  auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

bool is_utf8(std::string_view text) {
  std::size_t at = ascii_end(text, 0);
  while (at < text.size()) {
    const std::size_t size = sequence_size(text.substr(at, 4));
    if (size == 0) return false;
    at += size;
    if (at < text.size() && static_cast<std::uint8_t>(text[at]) < 0x80)
      at = ascii_end(text, at);
  }
  return true;
}

char32_t windows_1252_character(char32_t byte) {
  return kWindows1252[byte - 0x80];
}

}  // namespace veto::crawler
