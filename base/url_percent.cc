// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/url_percent.h"

#include <array>
#include <cstdint>

#include "base/text.h"

namespace veto {
namespace {

constexpr std::uint8_t bit(PercentSet set) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(set));
}

using Table = std::array<std::uint8_t, 256>;

constexpr void add(Table& table, std::uint8_t bits, std::string_view bytes) {
  for (const char c : bytes) table[static_cast<unsigned char>(c)] |= bits;
}

// For every byte, one bit for each set that it is in.
constexpr Table make_table() {
  Table table{};
  for (unsigned byte = 0; byte < table.size(); ++byte) {
    if (byte < 0x20 || byte > 0x7E) table[byte] = 0xFF;
  }
  constexpr std::uint8_t kFragment = bit(PercentSet::fragment);
  constexpr std::uint8_t kUserinfo = bit(PercentSet::userinfo);
  constexpr std::uint8_t kPath = bit(PercentSet::path) | kUserinfo;
  constexpr std::uint8_t kSpecialQuery = bit(PercentSet::special_query);
  constexpr std::uint8_t kQuery =
      bit(PercentSet::query) | kSpecialQuery | kPath;
  add(table, kFragment, " \"<>`");
  add(table, kQuery, " \"#<>");
  add(table, kSpecialQuery, "'");
  add(table, kPath, "?^`{}");
  add(table, kUserinfo, "/:;=@[\\]|");
  return table;
}

constexpr Table kTable = make_table();

bool is_in_set(PercentSet set, char c) {
  return (kTable[static_cast<unsigned char>(c)] & bit(set)) != 0;
}

}  // namespace

void append_percent_encoded(std::string& out, std::string_view text,
                            PercentSet set) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_in_set(set, text[i])) continue;
    const auto byte = static_cast<unsigned char>(text[i]);
    out.append(text, done, i - done);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 0xF];
    done = i + 1;
  }
  out.append(text, done);
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (text[i] != '%' || low < 0) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

}  // namespace veto
