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

struct CodePoints {
  char32_t first, last;
};
// Nobody sees these: controls, and format and default-ignorable characters
// (Unicode 15, categories Cc and Cf, Default_Ignorable_Code_Point) but for the
// variation selectors that follow emoji.
constexpr CodePoints kHidden[] = {
    {0x00, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},
    {0x34F, 0x34F},     {0x600, 0x605},     {0x61C, 0x61C},
    {0x6DD, 0x6DD},     {0x70F, 0x70F},     {0x890, 0x891},
    {0x8E2, 0x8E2},     {0x115F, 0x1160},   {0x17B4, 0x17B5},
    {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x206F},   {0x3164, 0x3164},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},   {0x110BD, 0x110BD},
    {0x110CD, 0x110CD}, {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}};

// Of one well-formed sequence.
char32_t code_point_of(std::string_view sequence) {
  const auto lead = static_cast<std::uint8_t>(sequence[0]);
  if (sequence.size() == 1) return lead;
  char32_t value = lead & (0x7Fu >> sequence.size());
  for (const char byte : sequence.substr(1))
    value = value << 6 | (static_cast<std::uint8_t>(byte) & 0x3Fu);
  return value;
}

bool is_unprintable(char32_t c) {
  return std::ranges::any_of(kHidden, [c](const CodePoints& range) {
    return range.first <= c && c <= range.last;
  });
}

// Persian, Hindi and emoji are spelt with joiners; between ASCII they hide.
bool is_joiner_within_word(char32_t c, bool after_ascii,
                           std::string_view following) {
  return (c == 0x200C || c == 0x200D) && !after_ascii && !following.empty() &&
         static_cast<std::uint8_t>(following[0]) >= 0x80;
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
  // What most texts are; the last byte needs room for an escape all the same.
  if (text.size() + 3 <= max_bytes &&
      std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; }))
    return std::string(text);
  std::string out;
  bool after_ascii = true;
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const std::string_view sequence =
        text.substr(0, std::max<std::size_t>(length, 1));
    if (out.size() + 4 * sequence.size() > max_bytes) return out + "...";
    text.remove_prefix(sequence.size());
    const char32_t c = length == 0 ? 0 : code_point_of(sequence);
    if (is_unprintable(c) && !is_joiner_within_word(c, after_ascii, text)) {
      for (char byte : sequence)
        out += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(byte));
      after_ascii = true;
    } else {
      out += sequence;
      after_ascii = c < 0x80;
    }
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
