// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/rendition.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "audit/faces/blur.h"
#include "audit/faces/decode.h"
#include "audit/faces/diff.h"
#include "audit/faces/encode_jpeg.h"
#include "audit/faces/other_picture.h"
#include "audit/faces/sniff.h"

namespace veto::faces {
namespace {

constexpr int kRenditionQuality = 90;
// What is painted over is hardly ever found again.
constexpr int kMaxLooks = 4;

bool meet(const Box& a, const Box& b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h &&
         b.y < a.y + a.h;
}

// The faces in the written file that may not be recognisable there.
Result<std::vector<Box>> faces_left(std::string_view jpeg, Detector& detector,
                                    const Bands& bands,
                                    const RenditionOrder& order) {
  auto looked = examine_image(jpeg, detector, bands);
  if (!looked) return pass(looked);
  if (!looked->skipped.empty())
    return fail(ErrorKind::unsupported,
                "faces cannot be looked for in it: " + looked->skipped);
  std::vector<Box> left;
  for (const Face& face : looked->faces)
    if (std::ranges::none_of(order.clear, [&](const Box& clear) {
          return overlap(clear, face.box);
        }))
      left.push_back(face.box);
  return left;
}

// Paints over what was found, and the blurred boxes that it meets.
void fill(Bitmap& picture, const std::vector<Box>& found,
          Rendition& rendition) {
  for (const Box& box : found) {
    const Box wide = widened(box, kRenditionMargin, 1, picture);
    paint_over(picture, wide);
    rendition.filled.push_back(wide);
    for (const Box& blurred : rendition.blurred)
      if (meet(blurred, wide)) paint_over(picture, blurred);
  }
}

}  // namespace

RenditionOrder rendition_order(const ImageRecord& image,
                               const std::vector<MarkedFace>& faces,
                               bool own_stay_clear) {
  RenditionOrder order;
  const auto stays = [&](const MarkedFace& face) {
    return own_stay_clear && image.frames <= 1 && face.is(Mark::mine) &&
           std::ranges::none_of(faces, [&](const MarkedFace& other) {
             return &other != &face && !other.is(Mark::mine) &&
                    meet(other.face.box, face.face.box);
           });
  };
  for (const MarkedFace& face : faces) {
    if (stays(face))
      order.clear.push_back(face.face.box);
    else
      order.blur.push_back(face.face);
  }
  order.redraw = image.truncated ||
                 (image.format != "svg" &&
                  image.frames > most_frames(image.width, image.height));
  return order;
}

Result<Rendition> render(std::string_view image, Detector& detector,
                         const Bands& bands, const RenditionOrder& order) {
  Rendition rendition;
  const std::string_view format = sniff(image);
  if (order.blur.empty() && !order.redraw &&
      !may_carry_another_picture(image, format))
    return rendition;
  if (format == "svg")
    return fail(ErrorKind::unsupported, "the drawings of an SVG are not drawn");
  auto decoded = decode_image(image, std::numeric_limits<int>::max());
  if (!decoded) return pass(decoded);
  Bitmap& picture = decoded->pixels;
  const double margin =
      decoded->header.frames > 1 ? kRenditionMarginMoving : kRenditionMargin;
  for (const Face& face : order.blur) {
    const Box wide = widened(face.box, margin, 1, picture);
    make_unrecognisable(picture, wide, kRenditionCells);
    rendition.blurred.push_back(wide);
  }
  for (int look = 0; look < kMaxLooks; ++look) {
    auto jpeg = encode_jpeg(picture, kRenditionQuality);
    if (!jpeg) return pass(jpeg);
    auto left = faces_left(*jpeg, detector, bands, order);
    if (!left) return pass(left);
    if (left->empty()) {
      rendition.jpeg = *std::move(jpeg);
      return rendition;
    }
    fill(picture, *left, rendition);
  }
  return fail(ErrorKind::unsupported, "faces are found in it to the last");
}

}  // namespace veto::faces
