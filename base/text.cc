// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace veto {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' ||
         c == '\v';
}

// Length of the well-formed UTF-8 sequence at the front (Unicode, table 3-7),
// 0 when there is none.
std::size_t utf8_length(std::string_view s) {
  auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(s[i]); };
  auto tail = [&](std::size_t i, int low, int high) {
    return i < s.size() && byte(i) >= low && byte(i) <= high;
  };
  const int b = byte(0);
  if (b < 0x80) return 1;
  if (b >= 0xC2 && b <= 0xDF) return tail(1, 0x80, 0xBF) ? 2 : 0;
  if (b >= 0xE0 && b <= 0xEF) {
    const int low = b == 0xE0 ? 0xA0 : 0x80;
    const int high = b == 0xED ? 0x9F : 0xBF;
    return tail(1, low, high) && tail(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (b >= 0xF0 && b <= 0xF4) {
    const int low = b == 0xF0 ? 0x90 : 0x80;
    const int high = b == 0xF4 ? 0x8F : 0xBF;
    return tail(1, low, high) && tail(2, 0x80, 0xBF) && tail(3, 0x80, 0xBF) ? 4
                                                                            : 0;
  }
  return 0;
}

// How many bytes at the front are ASCII, a word at a time.
std::size_t ascii_length(std::string_view text) {
  std::size_t at = 0;
  for (std::uint64_t word = 0; at + sizeof word <= text.size();
       at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & 0x8080808080808080) != 0) break;
  }
  while (at < text.size() && static_cast<std::uint8_t>(text[at]) < 0x80) ++at;
  return at;
}

// C1 controls, line and paragraph separators, bidirectional controls.
bool is_unprintable(std::string_view sequence) {
  static constexpr std::string_view kHidden[] = {
      "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b", "\u202c",
      "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff"};
  if (sequence.size() == 1) {
    const auto b = static_cast<std::uint8_t>(sequence[0]);
    return b < 0x20 || b == 0x7F;
  }
  if (sequence.size() == 2 && sequence[0] == '\xC2')
    return static_cast<std::uint8_t>(sequence[1]) < 0xA0;
  return std::find(std::begin(kHidden), std::end(kHidden), sequence) !=
         std::end(kHidden);
}

}  // namespace

char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string to_lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), ascii_lower);
  return lower;
}

bool iequals(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, ascii_lower, ascii_lower);
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const auto at = text.find(separator);
    pieces.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return pieces;
    text.remove_prefix(at + 1);
  }
}

std::string printable(std::string_view text, std::size_t max_bytes) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const std::string_view sequence =
        text.substr(0, std::max<std::size_t>(length, 1));
    if (out.size() + 4 * sequence.size() > max_bytes) return out + "...";
    if (length == 0 || is_unprintable(sequence))
      for (char c : sequence)
        out += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(c));
    else
      out += sequence;
    text.remove_prefix(sequence.size());
  }
  return out;
}

std::string to_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t plain = ascii_length(text);
    const std::size_t length = plain > 0 ? plain : utf8_length(text);
    if (length == 0) {
      out += "\xEF\xBF\xBD";
      text.remove_prefix(1);
      continue;
    }
    out += text.substr(0, length);
    text.remove_prefix(length);
  }
  return out;
}

std::string escape_html(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace veto
