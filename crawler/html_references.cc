// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/html_references.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include "base/text.h"
#include "crawler/utf8.h"
#include "embedded/html_references.h"

namespace veto::crawler {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
// "CounterClockwiseContourIntegral"; of those that need no semicolon: "Aacute".
constexpr std::size_t kLongestName = 31;
constexpr std::size_t kLongestLegacy = 6;

struct Named {
  std::string_view name;
  bool legacy = false;  // counts without its semicolon
  std::string text;
};

// One line of the table: "NAME[*] HEX [HEX]".
Named named_from(std::string_view line) {
  const auto fields = split(line, ' ');
  Named named;
  named.name = fields[0];
  named.legacy = named.name.ends_with('*');
  if (named.legacy) named.name.remove_suffix(1);
  for (std::size_t at = 1; at < fields.size(); ++at) {
    std::uint32_t point = 0;
    std::from_chars(fields[at].data(), fields[at].data() + fields[at].size(),
                    point, 16);
    append_utf8(named.text, point);
  }
  return named;
}

std::vector<Named> read_table() {
  std::vector<Named> table;
  for (std::string_view line : split(embedded::html_references(), '\n'))
    if (!line.empty()) table.push_back(named_from(line));
  return table;
}

const Named* find_named(std::string_view name) {
  static const std::vector<Named> kTable = read_table();
  const auto found = std::ranges::lower_bound(kTable, name, {}, &Named::name);
  return found != kTable.end() && found->name == name ? &*found : nullptr;
}

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

int digit_of(char c, int base) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = ascii_lower(c);
  return base == 16 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// 13.2.5.80, numeric character reference end state.
char32_t allowed(std::uint32_t point) {
  if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
    return kReplacementCharacter;
  return point >= 0x80 && point < 0xA0 ? windows_1252_character(point) : point;
}

// `text` begins after "&#". How much of it is the reference; 0 for none.
std::size_t append_numeric(std::string& out, std::string_view text) {
  std::size_t at = 0;
  const bool hex = !text.empty() && ascii_lower(text[0]) == 'x';
  if (hex) ++at;
  const std::size_t first = at;
  const int base = hex ? 16 : 10;
  std::uint32_t point = 0;
  for (; at < text.size() && digit_of(text[at], base) >= 0; ++at)
    if (point <= 0x10FFFF)
      point = point * static_cast<std::uint32_t>(base) +
              static_cast<std::uint32_t>(digit_of(text[at], base));
  if (at == first) return 0;
  append_utf8(out, allowed(point));
  return at < text.size() && text[at] == ';' ? at + 1 : at;
}

// `text` begins after "&". The longest name counts (13.2.5.73).
std::size_t append_named(std::string& out, std::string_view text,
                         HtmlTextKind kind) {
  std::size_t end = 0;
  while (end < text.size() && end <= kLongestName && is_alnum(text[end])) ++end;
  if (end < text.size() && text[end] == ';') {
    if (const Named* named = find_named(text.substr(0, end))) {
      out += named->text;
      return end + 1;
    }
  }
  for (std::size_t size = std::min(end, kLongestLegacy); size > 1; --size) {
    const Named* named = find_named(text.substr(0, size));
    if (named == nullptr || !named->legacy) continue;
    const char next = size < text.size() ? text[size] : '\0';
    if (kind == HtmlTextKind::attribute && (next == '=' || is_alnum(next)))
      return 0;
    out += named->text;
    return size;
  }
  return 0;
}

// What "&" at the front of `text` begins; its size.
std::size_t append_reference(std::string& out, std::string_view text,
                             HtmlTextKind kind) {
  const std::string_view rest = text.substr(1);
  std::size_t size = 0;
  if (rest.starts_with('#')) {
    size = append_numeric(out, rest.substr(1));
    if (size > 0) ++size;
  } else {
    size = append_named(out, rest, kind);
  }
  if (size == 0) out += '&';
  return size + 1;
}

bool has_references(HtmlTextKind kind) {
  return kind != HtmlTextKind::raw && kind != HtmlTextKind::plain;
}

constexpr std::string_view kStopAtReferences("&\r\0", 3);
constexpr std::string_view kStopAtBytes("\r\0", 2);

}  // namespace

bool needs_decoding(std::string_view text, HtmlTextKind kind) {
  if (kind == HtmlTextKind::plain) return false;
  bool found = false;
  for (char c : text) found |= c == '&' || c == '\r' || c == '\0';
  return found;
}

void append_decoded(std::string& out, std::string_view text,
                    HtmlTextKind kind) {
  if (!needs_decoding(text, kind)) {
    out += text;
    return;
  }
  const std::string_view special =
      has_references(kind) ? kStopAtReferences : kStopAtBytes;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t next =
        std::min(text.find_first_of(special, at), text.size());
    out += text.substr(at, next - at);
    at = next;
    if (at == text.size()) break;
    if (text[at] == '&') {
      at += append_reference(out, text.substr(at), kind);
      continue;
    }
    if (text[at] == '\r') {
      if (at + 1 >= text.size() || text[at + 1] != '\n') out += '\n';
    } else if (kind != HtmlTextKind::data) {
      out += kReplacement;
    }
    ++at;
  }
}

}  // namespace veto::crawler
