// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Encoding Standard's UTF-8 and windows-1252, a character at a time.

#ifndef VETO_CRAWLER_UTF8_H_
#define VETO_CRAWLER_UTF8_H_

#include <string>
#include <string_view>

namespace veto::crawler {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// `c` is a Unicode scalar value.
void append_utf8(std::string& out, char32_t c);

// Whether `text` is UTF-8 through and through.
bool is_utf8(std::string_view text);

// What byte 0x80 to 0x9F is in windows-1252.
char32_t windows_1252_character(char32_t byte);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_UTF8_H_
