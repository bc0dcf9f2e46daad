// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/second_look.h"

#include <algorithm>
#include <utility>

#include "audit/faces/blur.h"
#include "audit/faces/diff.h"
#include "audit/faces/encode_jpeg.h"

namespace veto::faces {
namespace {

constexpr double kFillMargin = 1.0 / 4;
// What is painted over is hardly ever found again.
constexpr int kMostLooks = 4;

// The faces in the written file that may not be recognisable there.
Result<std::vector<Box>> faces_left(std::string_view jpeg, Detector& detector,
                                    const Bands& bands,
                                    const std::vector<Box>& clear) {
  auto looked = examine_image(jpeg, detector, bands);
  if (!looked) return pass(looked);
  if (!looked->skipped.empty())
    return fail(ErrorKind::unsupported,
                "faces cannot be looked for in it: " + looked->skipped);
  std::vector<Box> left;
  for (const Face& face : looked->faces)
    if (std::ranges::none_of(
            clear, [&](const Box& box) { return overlap(box, face.box); }))
      left.push_back(face.box);
  return left;
}

}  // namespace

Result<SecondLook> look_again(Bitmap& picture, const Redrawn& redrawn,
                              int quality, Detector& detector,
                              const Bands& bands) {
  SecondLook result;
  for (int look = 0; look < kMostLooks; ++look) {
    auto jpeg = encode_jpeg(picture, quality);
    if (!jpeg) return pass(jpeg);
    auto left = faces_left(*jpeg, detector, bands, redrawn.clear);
    if (!left) return pass(left);
    if (left->empty()) {
      result.jpeg = *std::move(jpeg);
      return result;
    }
    for (const Box& box : *left) {
      const Box wide = widened(box, kFillMargin, 1, picture);
      paint_over(picture, wide);
      result.filled.push_back(wide);
      for (const Box& blurred : redrawn.blurred)
        if (meet(blurred, wide)) paint_over(picture, blurred);
    }
  }
  return fail(ErrorKind::unsupported, "faces are found in it to the last");
}

}  // namespace veto::faces
