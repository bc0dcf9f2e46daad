// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/blur.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "audit/faces/decode.h"
#include "audit/faces/encode_jpeg.h"
#include "audit/faces/resize.h"

namespace veto::faces {
namespace {

constexpr int kThumbnailSide = 320;
constexpr int kThumbnailCells = 8;
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

Result<std::string> blurred_thumbnail(std::string_view image_bytes,
                                      const std::vector<Face>& faces) {
  const int frame = faces.empty() ? 0 : faces.front().frame;
  const auto decoded = decode_image(image_bytes, kThumbnailSide, frame);
  if (!decoded) return std::unexpected(decoded.error());
  Bitmap thumbnail = fit(decoded->pixels, kThumbnailSide);
  const int longest = std::max(decoded->header.width, decoded->header.height);
  const double scale = double(thumbnail.longest_side()) / longest;
  // In an animation a face may have moved since the frame that has its box.
  const double margin = decoded->header.frames > 1 ? 1.0 / 2 : 1.0 / 6;
  for (const Face& face : faces) {
    make_unrecognisable(thumbnail, widened(face.box, margin, scale, thumbnail),
                        kThumbnailCells);
  }
  return encode_jpeg(thumbnail);
}

}  // namespace veto::faces
