// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/rendition.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "audit/faces/blur.h"
#include "audit/faces/decode.h"
#include "audit/faces/diff.h"
#include "audit/faces/other_picture.h"
#include "audit/faces/second_look.h"
#include "audit/faces/sniff.h"

namespace veto::faces {
namespace {

constexpr int kRenditionQuality = 90;

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
  auto looked = look_again(picture, {rendition.blurred, order.clear},
                           kRenditionQuality, detector, bands);
  if (!looked) return pass(looked);
  rendition.jpeg = std::move(looked->jpeg);
  rendition.filled = std::move(looked->filled);
  return rendition;
}

}  // namespace veto::faces
