// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/answer_fields.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace veto::reports {
namespace {

// Of 16 bytes, MD5's.
constexpr std::size_t kHexLetters = 32, kBase32Letters = 26,
                      kBase64Letters = 22;
// Beyond it, a run of letters alone is no word.
constexpr std::size_t kLongestWord = 31;

constexpr std::string_view kLocation = "location";

// Sorted.
constexpr std::string_view kHarmless[] = {
    "accept-ranges",
    "access-control-allow-origin",
    "age",
    "allow",
    "cache-control",
    "connection",
    "content-encoding",
    "content-language",
    "content-length",
    "content-range",
    "content-signal",
    "content-type",
    "content-usage",
    "date",
    "expires",
    "keep-alive",
    "last-modified",
    "link",
    "pragma",
    "referrer-policy",
    "retry-after",
    "server",
    "strict-transport-security",
    "tdm-policy",
    "tdm-reservation",
    "transfer-encoding",
    "vary",
    "x-content-type-options",
    "x-frame-options",
    "x-robots-tag",
};
static_assert(std::ranges::is_sorted(kHarmless));

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

struct Run {
  std::size_t length = 0;
  bool lower = false, upper = false, digit = false;

  void take(char c) {
    ++length;
    lower |= is_lower(c);
    upper |= is_upper(c);
    digit |= is_digit(c);
  }
};

}  // namespace

bool holds_digest(std::string_view text) {
  std::size_t hex = 0, base64 = 0;
  Run plain, url_safe;
  for (const char c : text) {
    const bool letter = is_lower(c) || is_upper(c) || is_digit(c);
    if (hex_value(c) >= 0)
      ++hex;
    else if (c != ':' && c != '-')
      hex = 0;
    if (c == '=' && base64 >= kBase64Letters) return true;
    base64 =
        letter || c == '+' || c == '/' || c == '-' || c == '_' ? base64 + 1 : 0;
    if (letter)
      plain.take(c);
    else
      plain = {};
    // Without "/", which parts the words of an address.
    if (letter || c == '+' || c == '-' || c == '_')
      url_safe.take(c);
    else
      url_safe = {};
    if (hex >= kHexLetters || plain.length > kLongestWord ||
        (plain.length >= kBase32Letters && plain.digit) ||
        (url_safe.length >= kBase64Letters && url_safe.lower &&
         url_safe.upper && url_safe.digit))
      return true;
  }
  return false;
}

bool is_harmless_field(std::string_view name, std::string_view value) {
  const std::string low = to_lower(name);
  if (low == kLocation) return true;
  if (!std::ranges::binary_search(kHarmless, low)) return false;
  // "image/jpeg; name=...": a file's name.
  if (low == "content-type" && to_lower(value).contains("name")) return false;
  return !holds_digest(value);
}

bool may_tell_of_bytes(const crawler::Headers& headers) {
  return std::ranges::any_of(headers, [](const auto& field) {
    return !is_harmless_field(field.first, field.second);
  });
}

}  // namespace veto::reports
