// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/thumbnail.h"

#include <algorithm>
#include <utility>

#include "audit/faces/blur.h"
#include "audit/faces/decode.h"
#include "audit/faces/encode_jpeg.h"
#include "audit/faces/resize.h"
#include "audit/faces/second_look.h"

namespace veto::faces {
namespace {

constexpr int kThumbnailSide = 320;
constexpr int kThumbnailCells = 8;
constexpr int kThumbnailQuality = 80;
constexpr double kThumbnailMargin = 1.0 / 6;
// In an animation a face may have moved since the frame that has its box.
constexpr double kThumbnailMarginMoving = 1.0 / 2;

}  // namespace

Result<std::string> blurred_thumbnail(std::string_view image_bytes,
                                      const std::vector<Face>& faces,
                                      Detector& detector, const Bands& bands) {
  const int frame = faces.empty() ? 0 : faces.front().frame;
  const auto decoded = decode_image(image_bytes, kThumbnailSide, frame);
  if (!decoded) return std::unexpected(decoded.error());
  Bitmap picture = fit(decoded->pixels, kThumbnailSide);
  const int longest = std::max(decoded->header.width, decoded->header.height);
  const double scale = double(picture.longest_side()) / longest;
  const double margin =
      decoded->header.frames > 1 ? kThumbnailMarginMoving : kThumbnailMargin;
  const bool again = unsuited(picture.width, picture.height).empty();
  Redrawn redrawn;
  for (const Face& face : faces) {
    const Box wide = widened(face.box, margin, scale, picture);
    if (again)
      make_unrecognisable(picture, wide, kThumbnailCells);
    else
      paint_over(picture, wide);
    redrawn.blurred.push_back(wide);
  }
  if (!again) return encode_jpeg(picture, kThumbnailQuality);
  auto looked =
      look_again(picture, redrawn, kThumbnailQuality, detector, bands);
  if (!looked) return pass(looked);
  return std::move(looked->jpeg);
}

}  // namespace veto::faces
