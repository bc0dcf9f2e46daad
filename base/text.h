// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small operations on text that may come from a stranger.

#ifndef VETO_BASE_TEXT_H_
#define VETO_BASE_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace veto {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The value of one hexadecimal digit, -1 for any other byte.
constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// ASCII only: other bytes are left as they are.
char ascii_lower(char c);
std::string to_lower(std::string_view text);
bool iequals(std::string_view a, std::string_view b);

// Without leading and trailing ASCII white space.
std::string_view trim(std::string_view text);
// Pieces between separators; "" gives one empty piece.
std::vector<std::string_view> split(std::string_view text, char separator);

// Fit for a terminal or a report: controls, invalid UTF-8 and what nobody sees
// (bidirectional controls, zero-width and other format characters, tags) become
// \xHH. Joiners stay between letters beyond ASCII, where words are spelt with
// them. Text longer than max_bytes is cut and
// ends in "...".
std::string printable(std::string_view text, std::size_t max_bytes = 2000);

// Invalid UTF-8 becomes U+FFFD; for text that a JSON document must hold.
std::string to_valid_utf8(std::string_view text);

// &, <, >, " and ' become character references.
std::string escape_html(std::string_view text);

}  // namespace veto

#endif  // VETO_BASE_TEXT_H_
