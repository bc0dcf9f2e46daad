// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/charset_decoder.h"

#include <unicode/ucnv.h>

#include <array>
#include <cstdint>
#include <memory>
#include <utility>

#include "base/text.h"
#include "crawler/utf8.h"

namespace veto::crawler {
namespace {

// Encoding Standard, index iso-8859-16, which ICU lacks: bytes 0xA0 to 0xFF.
constexpr std::array<char16_t, 96> kIso8859_16 = {
    0x00A0, 0x0104, 0x0105, 0x0141, 0x20AC, 0x201E, 0x0160, 0x00A7, 0x0161,
    0x00A9, 0x0218, 0x00AB, 0x0179, 0x00AD, 0x017A, 0x017B, 0x00B0, 0x00B1,
    0x010C, 0x0142, 0x017D, 0x201D, 0x00B6, 0x00B7, 0x017E, 0x010D, 0x0219,
    0x00BB, 0x0152, 0x0153, 0x0178, 0x017C, 0x00C0, 0x00C1, 0x00C2, 0x0102,
    0x00C4, 0x0106, 0x00C6, 0x00C7, 0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x00CC,
    0x00CD, 0x00CE, 0x00CF, 0x0110, 0x0143, 0x00D2, 0x00D3, 0x00D4, 0x0150,
    0x00D6, 0x015A, 0x0170, 0x00D9, 0x00DA, 0x00DB, 0x00DC, 0x0118, 0x021A,
    0x00DF, 0x00E0, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x0107, 0x00E6, 0x00E7,
    0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x00EC, 0x00ED, 0x00EE, 0x00EF, 0x0111,
    0x0144, 0x00F2, 0x00F3, 0x00F4, 0x0151, 0x00F6, 0x015B, 0x0171, 0x00F9,
    0x00FA, 0x00FB, 0x00FC, 0x0119, 0x021B, 0x00FF};

std::string from_iso_8859_16(std::string_view bytes) {
  std::string out;
  for (char byte : bytes) {
    const auto b = static_cast<std::uint8_t>(byte);
    append_utf8(out, b < 0xA0 ? b : kIso8859_16[b - 0xA0u]);
  }
  return out;
}

std::string from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (char byte : bytes) {
    const auto b = static_cast<std::uint8_t>(byte);
    append_utf8(out, b >= 0x80 && b < 0xA0 ? windows_1252_character(b) : b);
  }
  return out;
}

// Encoding Standard, 14.5.
std::string from_user_defined(std::string_view bytes) {
  std::string out;
  for (char byte : bytes) {
    const auto b = static_cast<std::uint8_t>(byte);
    append_utf8(out, b < 0x80 ? b : 0xF700u + b);
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
  std::size_t at = bytes.size() > 1 && unit(0) == 0xFEFF ? 2 : 0;
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
      append_utf8(out, kReplacementCharacter);
    }
  }
  if (at < bytes.size()) append_utf8(out, kReplacementCharacter);
  return out;
}

// ICU's name where it is not the standard's, or means another table there.
std::string icu_name(std::string_view charset) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9>
      kNames = {{{"Big5", "Big5-HKSCS"},
                 {"EUC-KR", "windows-949-2000"},
                 {"GBK", "gb18030"},
                 {"IBM866", "ibm-866"},
                 {"ISO-8859-10", "iso-8859_10-1998"},
                 {"ISO-8859-14", "iso-8859_14-1998"},
                 {"ISO-8859-8-I", "ISO-8859-8"},
                 {"Shift_JIS", "ibm-943_P15A-2003"},
                 {"windows-874", "windows-874-2000"}}};
  for (const auto& [name, icu] : kNames)
    if (name == charset) return std::string(icu);
  return std::string(charset);
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

std::string from_icu(std::string_view bytes, std::string_view charset) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(
      ucnv_open(icu_name(charset).c_str(), &error));
  if (U_FAILURE(error)) return to_valid_utf8(bytes);
  std::string out(bytes.size() * 3 + 16, '\0');
  const std::int32_t size =
      ucnv_toAlgorithmic(UCNV_UTF8, converter.get(), out.data(),
                         static_cast<std::int32_t>(out.size()), bytes.data(),
                         static_cast<std::int32_t>(bytes.size()), &error);
  if (U_FAILURE(error)) return to_valid_utf8(bytes);
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace

std::string decode_charset(std::string_view bytes, std::string_view charset) {
  if (charset == "windows-1252") return from_windows_1252(bytes);
  if (charset == "UTF-16LE") return from_utf16(bytes, false);
  if (charset == "UTF-16BE") return from_utf16(bytes, true);
  if (charset == "ISO-8859-16") return from_iso_8859_16(bytes);
  if (charset == "x-user-defined") return from_user_defined(bytes);
  if (charset == "replacement")
    return bytes.empty() ? std::string() : std::string("\xEF\xBF\xBD");
  return from_icu(bytes, charset);
}

}  // namespace veto::crawler
