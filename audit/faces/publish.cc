// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/publish.h"

#include <algorithm>
#include <limits>

#include "audit/faces/blur.h"
#include "audit/faces/decode.h"
#include "audit/faces/encode_jpeg.h"
#include "audit/faces/resize.h"

namespace veto::faces {
namespace {

constexpr int kQuality = 90;
// Coarser and wider than in a report: this file is for everybody.
constexpr int kCells = 4;
constexpr double kMargin = 1.0 / 4;
// In an animation a face is known by its best frame, and in the first it may
// lie as far off as boxes may that count as one (examine.cc).
constexpr double kMarginOfMoving = 1.0 / 2;

Box within(const Box& box, const Bitmap& picture) {
  const int right = std::clamp(box.x + box.w, 0, picture.width);
  const int bottom = std::clamp(box.y + box.h, 0, picture.height);
  Box part{std::clamp(box.x, 0, picture.width),
           std::clamp(box.y, 0, picture.height), 0, 0};
  part.w = std::max(0, right - part.x);
  part.h = std::max(0, bottom - part.y);
  return part;
}

}  // namespace

Result<Published> publish(std::string_view image, Detector& detector,
                          const Bands& bands, const Wishes& wishes) {
  auto examined = examine_image(image, detector, bands);
  if (!examined) return pass(examined);
  if (!examined->skipped.empty())
    return fail(ErrorKind::unsupported,
                "faces cannot be looked for in it: " + examined->skipped);
  auto decoded = decode_image(image, std::numeric_limits<int>::max());
  if (!decoded) return pass(decoded);
  if (decoded->truncated || examined->truncated)
    return fail(ErrorKind::damaged, "the picture is not whole");
  Bitmap& picture = decoded->pixels;
  const double margin = decoded->header.frames > 1 ? kMarginOfMoving : kMargin;
  Published published;
  for (const Face& face : examined->faces) {
    make_unrecognisable(picture, widened(face.box, margin, 1, picture), kCells);
    ++published.blurred;
  }
  for (const Box& box : wishes.boxes) {
    make_unrecognisable(picture, within(box, picture), kCells);
    ++published.blurred;
  }
  if (wishes.crop) {
    const Box part = within(*wishes.crop, picture);
    if (part.w == 0 || part.h == 0)
      return fail(ErrorKind::usage, "nothing of the picture lies in the crop");
    picture = crop(picture, part.x, part.y, part.w, part.h);
  }
  auto jpeg = encode_jpeg(picture, kQuality);
  if (!jpeg) return pass(jpeg);
  published.jpeg = *std::move(jpeg);
  return published;
}

}  // namespace veto::faces
