// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/publish.h"

#include <algorithm>
#include <limits>

#include "audit/faces/blur.h"
#include "audit/faces/decode.h"
#include "audit/faces/encode_jpeg.h"
#include "audit/faces/resize.h"
#include "audit/faces/second_look.h"

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
  Redrawn redrawn;
  for (const Face& face : examined->faces)
    redrawn.blurred.push_back(widened(face.box, margin, 1, picture));
  for (const Box& box : wishes.boxes)
    redrawn.blurred.push_back(within(box, picture));
  for (const Box& box : redrawn.blurred)
    make_unrecognisable(picture, box, kCells);
  auto looked = look_again(picture, redrawn, kQuality, detector, bands);
  if (!looked) return pass(looked);
  Published published{std::move(looked->jpeg), int(redrawn.blurred.size()),
                      int(looked->filled.size())};
  if (wishes.crop) {
    const Box part = within(*wishes.crop, picture);
    if (part.w == 0 || part.h == 0)
      return fail(ErrorKind::usage, "nothing of the picture lies in the crop");
    auto jpeg =
        encode_jpeg(crop(picture, part.x, part.y, part.w, part.h), kQuality);
    if (!jpeg) return pass(jpeg);
    published.jpeg = *std::move(jpeg);
  }
  return published;
}

}  // namespace veto::faces
