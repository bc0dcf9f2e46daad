// SPDX-License-Identifier: GPL-3.0-or-later
//
// The canary's picture. PNG (RFC 2083): 8-bit palette, one field of colour a
// palette entry, so that the picture is small.

#include <zlib.h>

#include <cstdint>

#include "base/check.h"
#include "base/crc32.h"
#include "base/digest.h"
#include "reports/traps/kit.h"

namespace veto::reports {
namespace {

constexpr std::size_t kFields = 8;  // a side
constexpr std::size_t kField = 64;  // pixels
constexpr std::size_t kSide = kFields * kField;

std::string big_endian(std::uint32_t value) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8)
    text += static_cast<char>(value >> shift & 0xFF);
  return text;
}

const Bytef* bytes_of(const std::string& text) {
  return reinterpret_cast<const Bytef*>(text.data());
}

std::string chunk(std::string_view kind, const std::string& data) {
  std::string typed(kind);
  typed += data;
  return big_endian(static_cast<std::uint32_t>(data.size())) + typed +
         big_endian(crc32_of(typed));
}

std::string zlib_of(const std::string& bytes) {
  uLongf size = ::compressBound(bytes.size());
  std::string packed(size, '\0');
  const int done =
      ::compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                  bytes_of(bytes), bytes.size(), Z_BEST_COMPRESSION);
  VETO_CHECK(done == Z_OK);
  packed.resize(size);
  return packed;
}

// Three bytes a field: SHA-256 of the path and a counter, as many as it takes.
std::string palette(std::string_view path) {
  std::string colours;
  for (char i = 0; colours.size() < 3 * kFields * kFields; ++i)
    for (std::uint8_t byte : sha256(std::string(path) + i).bytes)
      colours += static_cast<char>(byte);
  return colours;
}

}  // namespace

std::string trap_picture(std::string_view path) {
  std::string rows;
  for (std::size_t y = 0; y < kSide; ++y) {
    rows += '\0';  // no filter
    for (std::size_t x = 0; x < kSide; ++x)
      rows += static_cast<char>(y / kField * kFields + x / kField);
  }
  const auto side = static_cast<std::uint32_t>(kSide);
  std::string header = big_endian(side) + big_endian(side);
  header += std::string("\x08\x03\x00\x00\x00", 5);
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) +
         chunk("PLTE", palette(path)) + chunk("IDAT", zlib_of(rows)) +
         chunk("IEND", "");
}

}  // namespace veto::reports
