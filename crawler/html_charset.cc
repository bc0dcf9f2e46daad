// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/html_charset.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.h"
#include "crawler/html_lexer.h"

namespace veto::crawler {
namespace {

enum class Charset { unknown, utf8, windows_1252, utf16_le, utf16_be };

constexpr std::size_t kPrescanBytes = 1024;
constexpr char32_t kReplacement = 0xFFFD;

// Encoding Standard, index windows-1252, bytes 0x80 to 0x9F; the rest is as in
// Unicode.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

// Encoding Standard, section 4.2.
Charset charset_of(std::string_view label) {
  static constexpr std::array<std::string_view, 17> kLabels = {
      "ansi_x3.4-1968",
      "ascii",
      "cp1252",
      "cp819",
      "csisolatin1",
      "ibm819",
      "iso-8859-1",
      "iso-ir-100",
      "iso8859-1",
      "iso88591",
      "iso_8859-1",
      "iso_8859-1:1987",
      "l1",
      "latin1",
      "us-ascii",
      "windows-1252",
      "x-cp1252"};
  const std::string name = to_lower(trim(label));
  if (name.empty()) return Charset::unknown;
  if (std::find(kLabels.begin(), kLabels.end(), name) != kLabels.end())
    return Charset::windows_1252;
  if (name == "utf-16" || name == "utf-16le") return Charset::utf16_le;
  if (name == "utf-16be") return Charset::utf16_be;
  return Charset::utf8;
}

// The value after "charset=" in a Content-Type.
std::string_view charset_parameter(std::string_view content_type) {
  const std::string lower = to_lower(content_type);
  std::size_t at = lower.find("charset");
  if (at == lower.npos) return {};
  std::string_view rest = trim(content_type.substr(at + 7));
  if (!rest.starts_with('=')) return {};
  rest = trim(rest.substr(1));
  if (rest.starts_with('"') || rest.starts_with('\'')) {
    const char quote = rest.front();
    rest.remove_prefix(1);
    return rest.substr(0, rest.find(quote));
  }
  return rest.substr(0, rest.find_first_of("; \t"));
}

Charset declared_in(std::string_view html) {
  HtmlLexer lexer(html.substr(0, kPrescanBytes));
  while (true) {
    const HtmlToken& token = lexer.next();
    if (token.kind == HtmlToken::Kind::end_of_input) return Charset::unknown;
    if (token.kind != HtmlToken::Kind::start_tag || token.name != "meta")
      continue;
    const std::string_view* charset = token.attribute("charset");
    const std::string_view* equiv = token.attribute("http-equiv");
    const std::string_view* content = token.attribute("content");
    Charset found = Charset::unknown;
    if (charset != nullptr) {
      found = charset_of(*charset);
    } else if (equiv != nullptr && content != nullptr &&
               iequals(trim(*equiv), "content-type")) {
      found = charset_of(charset_parameter(*content));
    }
    // Bytes in which "<meta" could be read are no UTF-16.
    if (found == Charset::utf16_le || found == Charset::utf16_be)
      return Charset::utf8;
    if (found != Charset::unknown) return found;
  }
}

void append_utf8(std::string& out, char32_t c) {
  auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::string from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (char byte : bytes) {
    const auto b = static_cast<std::uint8_t>(byte);
    append_utf8(out, b >= 0x80 && b < 0xA0 ? kWindows1252[b - 0x80] : b);
  }
  return out;
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
  auto unit = [&](std::size_t at) -> char32_t {
    const auto a = static_cast<std::uint8_t>(bytes[at]);
    const auto b = static_cast<std::uint8_t>(bytes[at + 1]);
    return big_endian ? a * 256u + b : b * 256u + a;
  };
  std::string out;
  out.reserve(bytes.size());
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) {
    const char32_t first = unit(at);
    if (first < 0xD800 || first > 0xDFFF) {
      append_utf8(out, first);
      continue;
    }
    const char32_t second = at + 3 < bytes.size() ? unit(at + 2) : 0;
    if (first < 0xDC00 && second >= 0xDC00 && second <= 0xDFFF) {
      append_utf8(out, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
      at += 2;
    } else {
      append_utf8(out, kReplacement);
    }
  }
  if (at < bytes.size()) append_utf8(out, kReplacement);
  return out;
}

}  // namespace

std::string to_utf8(std::string_view html, std::string_view content_type) {
  if (html.starts_with("\xEF\xBB\xBF")) return to_valid_utf8(html.substr(3));
  if (html.starts_with("\xFE\xFF")) return from_utf16(html.substr(2), true);
  if (html.starts_with("\xFF\xFE")) return from_utf16(html.substr(2), false);
  Charset charset = charset_of(charset_parameter(content_type));
  if (charset == Charset::unknown) charset = declared_in(html);
  switch (charset) {
    case Charset::windows_1252:
      return from_windows_1252(html);
    case Charset::utf16_le:
      return from_utf16(html, false);
    case Charset::utf16_be:
      return from_utf16(html, true);
    case Charset::utf8:
    case Charset::unknown:
      break;
  }
  return to_valid_utf8(html);
}

}  // namespace veto::crawler
