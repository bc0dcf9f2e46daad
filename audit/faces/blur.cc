// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/blur.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "audit/faces/resize.h"

namespace veto::faces {
namespace {

// A cell covers at least this many pixels a side, so that a face that is small
// already loses its features too.
constexpr int kMinCellSide = 4;
constexpr int kPaint = 128;

}  // namespace

Box widened(const Box& box, double margin, double scale,
            const Bitmap& picture) {
  const double margin_x = box.w * margin;
  const double margin_y = box.h * margin;
  const auto down = [&](double at, int end) {
    return int(std::floor(std::clamp<double>(at * scale, 0, end)));
  };
  const auto up = [&](double at, int end) {
    return int(std::ceil(std::clamp<double>(at * scale, 0, end)));
  };
  Box wide;
  wide.x = down(box.x - margin_x, picture.width);
  wide.y = down(box.y - margin_y, picture.height);
  wide.w = up(double(box.x) + box.w + margin_x, picture.width) - wide.x;
  wide.h = up(double(box.y) + box.h + margin_y, picture.height) - wide.y;
  return wide;
}

void make_unrecognisable(Bitmap& picture, const Box& box, int max_cells) {
  if (box.w < 1 || box.h < 1) return;
  const auto cells = [max_cells](int length) {
    return std::clamp(length / kMinCellSide, 1, max_cells);
  };
  const Bitmap face = crop(picture, box.x, box.y, box.w, box.h);
  const Bitmap smooth =
      enlarge(shrink(face, cells(box.w), cells(box.h)), box.w, box.h);
  for (int y = 0; y < box.h; ++y) {
    std::memcpy(picture.at(box.x, box.y + y), smooth.at(0, y),
                std::size_t(box.w) * 3);
  }
}

void paint_over(Bitmap& picture, const Box& box) {
  if (box.w < 1) return;
  for (int y = 0; y < box.h; ++y)
    std::memset(picture.at(box.x, box.y + y), kPaint, std::size_t(box.w) * 3);
}

}  // namespace veto::faces
