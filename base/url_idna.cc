// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/url_idna.h"

#include <unicode/uidna.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace veto {
namespace {

// What UTS #46 maps since its revision 33 (Unicode 15.1 and 16) and refused or
// mapped otherwise before. Rewriting first is harmless where ICU knows it.
struct Mapping {
  char32_t first;
  char32_t last;
  // What first becomes; the others follow. 0: all of them vanish.
  char32_t to;
};

constexpr std::array<Mapping, 18> kNewerMappings = {{
    {0x04C0, 0x04C0, 0x04CF},
    {0x10A0, 0x10C5, 0x2D00},
    {0x115F, 0x1160, 0},
    {0x17B4, 0x17B5, 0},
    {0x180E, 0x180E, 0},
    {0x1E9E, 0x1E9E, 0x00DF},
    {0x2061, 0x2063, 0},
    {0x206A, 0x206F, 0},
    {0x2132, 0x2132, 0x214E},
    {0x2183, 0x2183, 0x2184},
    {0x3164, 0x3164, 0},
    {0xFFA0, 0xFFA0, 0},
    {0x1D173, 0x1D17A, 0},
    {0x2F868, 0x2F868, 0x36FC},
    {0x2F874, 0x2F874, 0x5F53},
    {0x2F91F, 0x2F91F, 0x243AB},
    {0x2F95F, 0x2F95F, 0x7AEE},
    {0x2F9BF, 0x2F9BF, 0x45D7},
}};

const Mapping* find_mapping(char32_t code_point) {
  const auto* it =
      std::ranges::lower_bound(kNewerMappings, code_point, {}, &Mapping::last);
  const bool found = it != kNewerMappings.end() && it->first <= code_point;
  return found ? it : nullptr;
}

void append_utf8(std::string& out, char32_t code_point) {
  std::array<std::uint8_t, U8_MAX_LENGTH> bytes;
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, code_point);
  out.append(bytes.begin(), bytes.begin() + length);
}

std::string map_newer(std::string_view domain) {
  const auto size = static_cast<std::int32_t>(domain.size());
  std::string out;
  out.reserve(domain.size());
  for (std::int32_t next = 0; next < size;) {
    const std::int32_t begin = next;
    UChar32 code_point = 0;
    U8_NEXT(domain.data(), next, size, code_point);
    // Invalid bytes stay, for ICU to refuse.
    const Mapping* mapping =
        code_point < 0 ? nullptr
                       : find_mapping(static_cast<char32_t>(code_point));
    if (mapping == nullptr) {
      out += domain.substr(static_cast<std::size_t>(begin),
                           static_cast<std::size_t>(next - begin));
    } else if (mapping->to != 0) {
      append_utf8(out, mapping->to + static_cast<char32_t>(code_point) -
                           mapping->first);
    }
  }
  return out;
}

// ICU's rules, opened once; reading them is safe from several threads.
const UIDNA* rules() {
  static const UIDNA* const kRules = [] {
    UErrorCode status = U_ZERO_ERROR;
    return uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                               UIDNA_NONTRANSITIONAL_TO_ASCII |
                               UIDNA_NONTRANSITIONAL_TO_UNICODE,
                           &status);
  }();
  return kRules;
}

// What VerifyDnsLength and CheckHyphens would find; both are off.
constexpr std::uint32_t kAllowed =
    UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
    UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

std::optional<std::string> call_icu(std::string_view domain) {
  if (rules() == nullptr) return std::nullopt;
  std::string out(std::max<std::size_t>(256, domain.size() * 2), '\0');
  for (int attempt = 0; attempt < 2; ++attempt) {
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t length = uidna_nameToASCII_UTF8(
        rules(), domain.data(), static_cast<std::int32_t>(domain.size()),
        out.data(), static_cast<std::int32_t>(out.size()), &info, &status);
    const bool too_small = status == U_BUFFER_OVERFLOW_ERROR;
    if (U_FAILURE(status) && !too_small) return std::nullopt;
    if ((info.errors & ~kAllowed) != 0) return std::nullopt;
    out.resize(static_cast<std::size_t>(length));
    if (!too_small) return out;
  }
  return std::nullopt;
}

constexpr std::string_view kPrefix = "xn--";

// Whether what an encoded label says begins with "xn--" once more.
bool has_second_prefix(std::string_view label) {
  // Its ASCII is written first, but others may come before it when decoded.
  if (!label.substr(kPrefix.size()).starts_with(kPrefix)) return false;
  // No longer than four bytes for each of the label's.
  std::array<char, 4 * kMaxEncodedLabel> unicode;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t length = uidna_labelToUnicodeUTF8(
      rules(), label.data(), static_cast<std::int32_t>(label.size()),
      unicode.data(), static_cast<std::int32_t>(unicode.size()), &info,
      &status);
  return U_FAILURE(status) ||
         std::string_view(unicode.data(), static_cast<std::size_t>(length))
             .starts_with(kPrefix);
}

// What ICU leaves to be checked: revision 33 refuses labels whose encoding
// holds ASCII alone (they end in "-") or a second prefix.
bool is_acceptable_label(std::string_view label) {
  if (!label.starts_with(kPrefix)) return true;
  return label.size() <= kMaxEncodedLabel && !label.ends_with('-') &&
         !has_second_prefix(label);
}

bool has_acceptable_labels(std::string_view domain) {
  while (true) {
    const std::size_t dot = domain.find('.');
    if (!is_acceptable_label(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view domain) {
  std::optional<std::string> ascii = call_icu(map_newer(domain));
  if (!ascii || !has_acceptable_labels(*ascii)) return std::nullopt;
  return ascii;
}

}  // namespace veto
