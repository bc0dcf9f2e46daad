// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/escapes.h"

#include <algorithm>

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

// The four digits of \uHHHH that begin at `at`; -1 for none.
int code_unit(std::string_view field, std::size_t at) {
  if (at + 4 > field.size()) return -1;
  int value = 0;
  for (char c : field.substr(at, 4)) {
    const int digit = hex_value(c);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

void append_utf8(std::string& out, unsigned code) {
  const auto byte = [&](unsigned value) { out += static_cast<char>(value); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | code >> 6);
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | code >> 12);
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | code >> 18);
    byte(0x80 | (code >> 12 & 0x3F));
    byte(0x80 | (code >> 6 & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

bool is_high(int unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low(int unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// \uHHHH, and a second one where both are one character. Returns how many
// bytes it stood on; 0 when it is none.
std::size_t take_code_units(std::string_view field, std::size_t at,
                            std::string& out) {
  const int unit = code_unit(field, at + 2);
  if (unit < 0) return 0;
  if (is_high(unit) && field.substr(at + 6, 2) == "\\u") {
    const int low = code_unit(field, at + 8);
    if (is_low(low)) {
      append_utf8(out, 0x10000U + (static_cast<unsigned>(unit - 0xD800) << 10) +
                           static_cast<unsigned>(low - 0xDC00));
      return 12;
    }
  }
  append_utf8(out, is_high(unit) || is_low(unit) ? 0xFFFDU
                                                 : static_cast<unsigned>(unit));
  return 6;
}

// %HH or #HH.
std::string unescape_hex(std::string_view field, char mark) {
  std::string out;
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] == mark && i + 2 < field.size() &&
        hex_value(field[i + 1]) >= 0 && hex_value(field[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(field[i + 1]) * 16 +
                               hex_value(field[i + 2]));
      i += 2;
    } else {
      out += field[i];
    }
  }
  return out;
}

// Then each percent sign is itself %25, and stands for one.
bool is_escaped_twice(std::string_view field) {
  bool found = false;
  for (std::size_t i = field.find('%'); i != std::string_view::npos;
       i = field.find('%', i + 1)) {
    if (field.substr(i, 3) != "%25" || i + 4 >= field.size() ||
        hex_value(field[i + 3]) < 0 || hex_value(field[i + 4]) < 0)
      return false;
    found = true;
  }
  return found;
}

}  // namespace

std::optional<std::string_view> take_quoted(std::string_view& rest) {
  if (!rest.starts_with('"')) return std::nullopt;
  const std::size_t quote = rest.find('"', 1);
  if (quote == std::string_view::npos) return std::nullopt;
  const std::string_view plain = rest.substr(1, quote - 1);
  const std::size_t escape = plain.find('\\');
  if (escape == std::string_view::npos) {
    rest.remove_prefix(quote + 1);
    return plain;
  }
  for (std::size_t i = escape + 1; i < rest.size(); ++i) {
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

std::string unescape_json(std::string_view field) {
  std::string out;
  out.reserve(field.size());
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] != '\\' || i + 1 == field.size()) {
      out += field[i];
      continue;
    }
    const char c = field[i + 1];
    if (c == 'u') {
      const std::size_t took = take_code_units(field, i, out);
      if (took == 0) out += '\\';
      if (took > 0) i += took - 1;
      continue;
    }
    const char decoded = c == '/' ? '/' : plain_escape(c);
    out += decoded;
    if (c == '\\' || decoded != '\\') ++i;
  }
  return out;
}

std::string_view decoded(std::string_view field, Escaping escaping,
                         std::string& store) {
  const bool backslashes =
      escaping == Escaping::server || escaping == Escaping::json;
  if (escaping == Escaping::none || (backslashes && !field.contains('\\')))
    return field;
  store = decode(field, escaping);
  return store;
}

std::string decode(std::string_view field, Escaping escaping) {
  if (escaping == Escaping::plus) {
    std::string out(field);
    std::ranges::replace(out, '+', ' ');
    return out;
  }
  if (escaping == Escaping::hash) return unescape_hex(field, '#');
  if (escaping == Escaping::percent) {
    std::string once = unescape_hex(field, '%');
    return is_escaped_twice(field) ? unescape_hex(once, '%') : once;
  }
  if (escaping == Escaping::none || !field.contains('\\'))
    return std::string(field);
  return escaping == Escaping::json ? unescape_json(field) : unescape(field);
}

}  // namespace veto::logs
