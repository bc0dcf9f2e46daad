// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/exif.h"

#include <cstdint>
#include <cstring>
#include <utility>

#include "audit/embedded/tiff.h"
#include "audit/faces/exif_block.h"

namespace veto::faces {
namespace {

using embedded::Tiff;

constexpr int kUpright = 1;
constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kShortType = 3;
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

int tiff_orientation(std::string_view block) {
  const auto tiff = Tiff::open(block);
  if (!tiff) return kUpright;
  const auto entry = tiff->find(tiff->first_directory(), kOrientationTag);
  if (!entry || entry->type != kShortType) return kUpright;
  const auto value = tiff->value_of(*entry);
  return value && *value >= 1 && *value <= 8 ? int(*value) : kUpright;
}

int exif_orientation(std::string_view bytes, std::string_view format) {
  return tiff_orientation(exif_block(bytes, format));
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
