// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/base64_run.h"

#include <array>

#include "base/text.h"

namespace veto::reports {
namespace {

using std::string_view_literals::operator""sv;

// A line of base64 that is broken.
constexpr std::size_t kMinAfterSpace = 16;

bool is_digit64(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_digit(c) ||
         c == '+' || c == '/' || c == '-' || c == '_' || c == '=';
}

bool is_line_end(char c) { return c == '\n' || c == '\r' || c == '\t'; }

// One character as it is meant, and how many it takes; 0 where it is none of
// base64.
struct Meant {
  char c = 0;  // ' ' for white space
  std::size_t size = 0;
};

Meant hex_escape(std::string_view text, std::size_t lead, std::size_t digits) {
  if (text.size() < lead + digits) return {};
  int value = 0;
  for (const char c : text.substr(lead, digits)) {
    if (hex_value(c) < 0) return {};
    value = value * 16 + hex_value(c);
  }
  if (value > 127) return {};
  const char c = static_cast<char>(value);
  if (is_digit64(c)) return {c, lead + digits};
  if (is_line_end(c) || c == ' ') return {' ', lead + digits};
  return {};
}

Meant reference(std::string_view text) {
  struct Named {
    std::string_view name;
    char c;
  };
  constexpr std::array kNames = {
      Named{"&plus;", '+'},   Named{"&sol;", '/'}, Named{"&equals;", '='},
      Named{"&lowbar;", '_'}, Named{"&Tab;", ' '}, Named{"&NewLine;", ' '},
  };
  for (const Named& named : kNames)
    if (text.starts_with(named.name)) return {named.c, named.name.size()};
  if (!text.starts_with("&#")) return {};
  const bool hex = text.size() > 2 && ascii_lower(text[2]) == 'x';
  std::size_t at = hex ? 3 : 2;
  int value = 0;
  const std::size_t first = at;
  for (; at < text.size() && at < first + 7; ++at) {
    const int digit = hex_value(text[at]);
    if (digit < 0 || (!hex && digit > 9)) break;
    value = value * (hex ? 16 : 10) + digit;
    if (value > 127) return {};
  }
  if (at == first) return {};
  if (at < text.size() && text[at] == ';') ++at;
  const char c = static_cast<char>(value);
  if (is_digit64(c)) return {c, at};
  if (is_line_end(c) || c == ' ') return {' ', at};
  return {};
}

Meant backslash(std::string_view text) {
  if (text.size() < 2) return {};
  switch (text[1]) {
    case '/':
      return {'/', 2};
    case 'n':
    case 'r':
    case 't':
    case '\n':
    case '\r':
      return {' ', 2};
    case 'u':
      return hex_escape(text, 2, 4);
    case 'x':
      return hex_escape(text, 2, 2);
    default:
      return {};
  }
}

Meant meant_by(std::string_view text) {
  const char c = text.front();
  if (is_digit64(c)) return {c, 1};
  if (c == '%') return hex_escape(text, 1, 2);
  if (c == '\\') return backslash(text);
  if (c == '&') return reference(text);
  return {};
}

// White space that more of it follows: a line's worth, or a last line that ends
// as a value does. 0 for any other.
std::size_t space_within(std::string_view text) {
  const auto next = text.find_first_not_of(" \t\r\n"sv);
  if (next == 0 || next == std::string_view::npos) return 0;
  const std::string_view line = text.substr(next);
  std::size_t size = 0;
  while (size < kMinAfterSpace && size < line.size() && is_digit64(line[size]))
    ++size;
  const bool ends = size > 0 && text.front() != ' ' &&
                    (size == line.size() || "\"')<&"sv.contains(line[size]));
  return size == kMinAfterSpace || ends ? next : 0;
}

}  // namespace

Base64Run base64_run(std::string_view text, std::size_t begin) {
  Base64Run run;
  std::size_t at = begin;
  run.end = begin;
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    if (const std::size_t space = space_within(rest); space > 0) {
      at += space;
      continue;
    }
    const Meant meant = meant_by(rest);
    if (meant.size == 0) break;
    at += meant.size;
    if (meant.c == ' ') continue;  // at the end it belongs to the text again
    run.end = at;
    if (meant.c == '=') continue;
    run.digits += meant.c == '-' ? '+' : meant.c == '_' ? '/' : meant.c;
  }
  if (run.digits.size() % 4 == 1) run.digits.pop_back();
  return run;
}

}  // namespace veto::reports
