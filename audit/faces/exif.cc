// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/exif.h"

#include <cstdint>
#include <cstring>
#include <utility>

namespace veto::faces {
namespace {

using std::string_view_literals::operator""sv;

constexpr int kUpright = 1;
constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kShortType = 3;
// Segments or chunks looked at before the pixels begin.
constexpr int kMaxParts = 1000;

// Reads past the end give 0, which no caller takes for an answer.
class TiffReader {
 public:
  TiffReader(std::string_view bytes, bool little_endian)
      : bytes_(bytes), little_endian_(little_endian) {}

  std::uint32_t number(std::size_t offset, std::size_t width) const {
    if (offset > bytes_.size() || bytes_.size() - offset < width) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t from = little_endian_ ? width - 1 - i : i;
      value = value << 8 | std::uint8_t(bytes_[offset + from]);
    }
    return value;
  }

 private:
  std::string_view bytes_;
  bool little_endian_;
};

// Where the stored pixel of an upright pixel lies.
std::pair<int, int> stored_place(const Bitmap& stored, int orientation, int x,
                                 int y) {
  const int right = stored.width - 1;
  const int bottom = stored.height - 1;
  switch (orientation) {
    case 2:
      return {right - x, y};
    case 3:
      return {right - x, bottom - y};
    case 4:
      return {x, bottom - y};
    case 5:
      return {y, x};
    case 6:
      return {y, bottom - x};
    case 7:
      return {right - y, bottom - x};
    case 8:
      return {right - y, x};
    default:
      return {x, y};
  }
}

}  // namespace

int tiff_orientation(std::string_view tiff) {
  const bool little = tiff.starts_with("II*\0"sv);
  if (!little && !tiff.starts_with("MM\0*"sv)) return kUpright;
  const TiffReader reader(tiff, little);
  const std::size_t ifd = reader.number(4, 4);
  const std::uint32_t entries = reader.number(ifd, 2);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t entry = ifd + 2 + std::size_t(i) * 12;
    if (entry >= tiff.size()) break;
    if (reader.number(entry, 2) != kOrientationTag) continue;
    const std::uint32_t value = reader.number(entry + 8, 2);
    const bool sound = reader.number(entry + 2, 2) == kShortType &&
                       reader.number(entry + 4, 4) == 1 && value >= 1 &&
                       value <= 8;
    return sound ? int(value) : kUpright;
  }
  return kUpright;
}

int jpeg_orientation(std::string_view jpeg) {
  const TiffReader reader(jpeg, false);
  std::size_t at = 2;
  for (int part = 0; part < kMaxParts; ++part) {
    const std::uint32_t marker = reader.number(at, 2);
    if (marker == 0xFFFF) {  // a fill byte before the marker
      ++at;
      continue;
    }
    const std::size_t length = reader.number(at + 2, 2);
    const bool has_length = marker >= 0xFFC0 && marker != 0xFFD9 && length >= 2;
    if (!has_length || marker == 0xFFDA || at + 2 + length > jpeg.size()) break;
    const std::string_view body = jpeg.substr(at + 4, length - 2);
    if (marker == 0xFFE1 && body.starts_with("Exif\0\0"sv)) {
      return tiff_orientation(body.substr(6));
    }
    at += 2 + length;
  }
  return kUpright;
}

int png_orientation(std::string_view png) {
  const TiffReader reader(png, false);
  std::size_t at = 8;
  for (int part = 0; part < kMaxParts && at + 12 <= png.size(); ++part) {
    const std::size_t length = reader.number(at, 4);
    const std::string_view type = png.substr(at + 4, 4);
    if (length > png.size() - at - 12) break;
    if (type == "eXIf") return tiff_orientation(png.substr(at + 8, length));
    at += 12 + length;
  }
  return kUpright;
}

// WebP Container Specification, "Metadata"; chunks are padded to even sizes.
int webp_orientation(std::string_view webp) {
  const TiffReader reader(webp, true);
  std::size_t at = 12;
  for (int part = 0; part < kMaxParts && at + 8 <= webp.size(); ++part) {
    const std::size_t length = reader.number(at + 4, 4);
    if (length > webp.size() - at - 8) break;
    if (webp.substr(at, 4) == "EXIF") {
      std::string_view body = webp.substr(at + 8, length);
      // Some writers leave the marker of JPEG's segment in place.
      if (body.starts_with("Exif\0\0"sv)) body.remove_prefix(6);
      return tiff_orientation(body);
    }
    at += 8 + length + length % 2;
  }
  return kUpright;
}

Box stored_box(const Box& box, int orientation, int width, int height) {
  const int right = width - box.x - box.w;
  const int bottom = height - box.y - box.h;
  switch (orientation) {
    case 2:
      return {right, box.y, box.w, box.h};
    case 3:
      return {right, bottom, box.w, box.h};
    case 4:
      return {box.x, bottom, box.w, box.h};
    case 5:
      return {box.y, box.x, box.h, box.w};
    case 6:
      return {box.y, right, box.h, box.w};
    case 7:
      return {bottom, right, box.h, box.w};
    case 8:
      return {bottom, box.x, box.h, box.w};
    default:
      return box;
  }
}

Bitmap upright(Bitmap stored, int orientation) {
  if (orientation <= kUpright || orientation > 8) return stored;
  const bool swap = swaps_sides(orientation);
  Bitmap turned(swap ? stored.height : stored.width,
                swap ? stored.width : stored.height);
  for (int y = 0; y < turned.height; ++y) {
    std::uint8_t* pixel = turned.at(0, y);
    for (int x = 0; x < turned.width; ++x, pixel += 3) {
      const auto [from_x, from_y] = stored_place(stored, orientation, x, y);
      std::memcpy(pixel, stored.at(from_x, from_y), 3);
    }
  }
  return turned;
}

}  // namespace veto::faces
