// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/url_input.h"

#include <unicode/utf8.h>

#include <cstdint>

namespace veto {
namespace {

bool is_trimmed(char c) { return static_cast<unsigned char>(c) <= 0x20; }
bool is_removed(char c) { return c == '\t' || c == '\n' || c == '\r'; }

std::string_view trim_controls(std::string_view text) {
  while (!text.empty() && is_trimmed(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_trimmed(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string clean_url_input(std::string_view input) {
  input = trim_controls(input);
  const auto size = static_cast<std::int32_t>(input.size());
  std::string out;
  out.reserve(input.size());
  for (std::int32_t next = 0; next < size;) {
    const auto begin = static_cast<std::size_t>(next);
    UChar32 code_point = 0;
    U8_NEXT(input.data(), next, size, code_point);
    if (code_point < 0) {
      out += "\xEF\xBF\xBD";
    } else if (!is_removed(input[begin])) {
      out.append(input, begin, static_cast<std::size_t>(next) - begin);
    }
  }
  return out;
}

}  // namespace veto
