// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/payload_kind.h"

#include <algorithm>
#include <array>

#include "audit/faces/sniff.h"
#include "base/text.h"

namespace veto::reports {
namespace {

using std::string_view_literals::operator""sv;

bool is_font(std::string_view bytes) {
  constexpr std::array kMagics = {"wOFF"sv, "wOF2"sv, "OTTO"sv, "ttcf"sv,
                                  "\0\1\0\0\0"sv};
  return std::ranges::any_of(kMagics, [&](std::string_view magic) {
    return bytes.starts_with(magic);
  });
}

bool is_text_type(std::string_view mime) {
  constexpr std::array kTypes = {
      "application/ecmascript"sv, "application/javascript"sv,
      "application/json"sv,       "application/x-javascript"sv,
      "application/xml"sv,        "application/yaml"sv};
  return mime.empty() || mime.starts_with("text/") || mime.ends_with("+xml") ||
         mime.ends_with("+json") ||
         std::ranges::find(kTypes, mime) != kTypes.end();
}

// WHATWG MIME Sniffing, section 3: bytes that no text holds. In UTF-16 half of
// the bytes are such, and nothing could be looked for in it.
bool holds_binary_byte(std::string_view bytes) {
  return std::ranges::any_of(bytes, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 8 || byte == 0x0b || (byte >= 0x0e && byte <= 0x1a) ||
           (byte >= 0x1c && byte <= 0x1f);
  });
}

// A page that begins with a drawing is a page.
bool is_page(std::string_view bytes, std::string_view mime) {
  const std::string front = to_lower(bytes.substr(0, 1024));
  return mime.contains("html") || front.contains("<!doctype html") ||
         front.contains("<html");
}

}  // namespace

PayloadKind payload_kind(std::string_view bytes, std::string_view mime) {
  if (bytes.empty()) return PayloadKind::empty;
  const std::string_view format = faces::sniff(bytes);
  if (!format.empty() && (format != "svg" || !is_page(bytes, mime)))
    return PayloadKind::picture;
  if (mime.starts_with("image/")) return PayloadKind::picture;
  if (is_font(bytes)) return PayloadKind::font;
  if (is_text_type(mime) && !bytes.starts_with("%PDF") &&
      !holds_binary_byte(bytes))
    return PayloadKind::text;
  return PayloadKind::other;
}

}  // namespace veto::reports
