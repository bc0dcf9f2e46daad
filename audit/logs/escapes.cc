// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/escapes.h"

#include "base/text.h"

namespace veto::logs {
namespace {

// What `\c` stands for; the backslash itself when it stands for nothing.
char plain_escape(char c) {
  switch (c) {
    case '"':
      return '"';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    default:
      return '\\';
  }
}

}  // namespace

std::optional<std::string_view> take_quoted(std::string_view& rest) {
  if (!rest.starts_with('"')) return std::nullopt;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '\\') {
      ++i;
    } else if (rest[i] == '"') {
      const std::string_view field = rest.substr(1, i - 1);
      rest.remove_prefix(i + 1);
      return field;
    }
  }
  return std::nullopt;
}

std::string unescape(std::string_view field) {
  std::string out;
  out.reserve(field.size());
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] != '\\' || i + 1 == field.size()) {
      out += field[i];
      continue;
    }
    const char c = field[i + 1];
    if (c == 'x' && i + 3 < field.size() && hex_value(field[i + 2]) >= 0 &&
        hex_value(field[i + 3]) >= 0) {
      out += static_cast<char>(hex_value(field[i + 2]) * 16 +
                               hex_value(field[i + 3]));
      i += 3;
      continue;
    }
    const char decoded = plain_escape(c);
    out += decoded;
    if (c == '\\' || decoded != '\\') ++i;
  }
  return out;
}

}  // namespace veto::logs
