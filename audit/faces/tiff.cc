// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/tiff.h"

namespace veto::faces {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::uint32_t kAscii = 2, kShort = 3, kLong = 4;
constexpr std::size_t kMaxTextBytes = 200;
// Segments or chunks looked at before the pixels begin.
constexpr int kMaxParts = 1000;

std::uint32_t number_in(std::string_view bytes, std::size_t offset,
                        std::size_t width, bool little_endian) {
  if (offset > bytes.size() || bytes.size() - offset < width) return 0;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    const std::size_t from = little_endian ? width - 1 - i : i;
    value = value << 8 | std::uint8_t(bytes[offset + from]);
  }
  return value;
}

// Some writers leave JPEG's mark in place elsewhere too.
std::string_view without_mark(std::string_view body) {
  if (body.starts_with("Exif\0\0"sv)) body.remove_prefix(6);
  return body;
}

std::string_view exif_of_jpeg(std::string_view jpeg) {
  std::size_t at = 2;
  for (int part = 0; part < kMaxParts; ++part) {
    const std::uint32_t marker = number_in(jpeg, at, 2, false);
    if (marker == 0xFFFF) {  // a fill byte before the marker
      ++at;
      continue;
    }
    const std::size_t length = number_in(jpeg, at + 2, 2, false);
    const bool has_length = marker >= 0xFFC0 && marker != 0xFFD9 && length >= 2;
    if (!has_length || marker == 0xFFDA || at + 2 + length > jpeg.size()) break;
    const std::string_view body = jpeg.substr(at + 4, length - 2);
    if (marker == 0xFFE1 && body.starts_with("Exif\0\0"sv))
      return without_mark(body);
    at += 2 + length;
  }
  return {};
}

std::string_view exif_of_png(std::string_view png) {
  std::size_t at = 8;
  for (int part = 0; part < kMaxParts && at + 12 <= png.size(); ++part) {
    const std::size_t length = number_in(png, at, 4, false);
    if (length > png.size() - at - 12) break;
    if (png.substr(at + 4, 4) == "eXIf") return png.substr(at + 8, length);
    at += 12 + length;
  }
  return {};
}

// WebP Container Specification, "Metadata"; chunks are padded to even sizes.
std::string_view exif_of_webp(std::string_view webp) {
  std::size_t at = 12;
  for (int part = 0; part < kMaxParts && at + 8 <= webp.size(); ++part) {
    const std::size_t length = number_in(webp, at + 4, 4, true);
    if (length > webp.size() - at - 8) break;
    if (webp.substr(at, 4) == "EXIF")
      return without_mark(webp.substr(at + 8, length));
    at += 8 + length + length % 2;
  }
  return {};
}

}  // namespace

std::optional<Tiff> Tiff::open(std::string_view bytes) {
  const bool little = bytes.starts_with("II*\0"sv);
  if (!little && !bytes.starts_with("MM\0*"sv)) return std::nullopt;
  return Tiff(bytes, little);
}

std::uint32_t Tiff::number(std::size_t offset, std::size_t width) const {
  return number_in(bytes_, offset, width, little_endian_);
}

std::optional<Tiff::Entry> Tiff::find(std::size_t directory,
                                      std::uint32_t tag) const {
  const std::uint32_t entries = number(directory, 2);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + std::size_t(i) * 12;
    if (entry >= bytes_.size()) break;
    if (number(entry, 2) == tag)
      return Entry{number(entry + 2, 2), number(entry + 4, 4), entry + 8};
  }
  return std::nullopt;
}

std::optional<std::uint32_t> Tiff::value_of(const Entry& entry) const {
  if (entry.count != 1) return std::nullopt;
  if (entry.type == kShort) return number(entry.value, 2);
  if (entry.type == kLong) return number(entry.value, 4);
  return std::nullopt;
}

std::string Tiff::text_of(const Entry& entry) const {
  if (entry.type != kAscii || entry.count == 0) return {};
  // Four bytes stand in the entry itself, more elsewhere.
  const std::size_t at =
      entry.count <= 4 ? entry.value : number(entry.value, 4);
  if (at >= bytes_.size()) return {};
  const std::size_t most =
      entry.count < kMaxTextBytes ? entry.count : kMaxTextBytes;
  const std::string_view text = bytes_.substr(at, most);
  return std::string(text.substr(0, text.find('\0')));
}

std::string_view exif_block(std::string_view bytes, std::string_view format) {
  if (format == "jpeg") return exif_of_jpeg(bytes);
  if (format == "png") return exif_of_png(bytes);
  if (format == "webp") return exif_of_webp(bytes);
  return {};
}

}  // namespace veto::faces
