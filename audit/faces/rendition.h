// SPDX-License-Identifier: GPL-3.0-or-later
//
// A picture as it may be handed on: the faces of other people made
// unrecognisable for good, looked at once more, and nothing carried over but
// pixels.

#ifndef VETO_AUDIT_FACES_RENDITION_H_
#define VETO_AUDIT_FACES_RENDITION_H_

#include <string>
#include <string_view>
#include <vector>

#include "audit/faces/detector.h"
#include "audit/faces/examine.h"
#include "audit/faces/faces.h"
#include "audit/faces/marks.h"
#include "base/error.h"

namespace veto::faces {

// How a box is treated; files about a rendition say so.
inline constexpr int kRenditionCells = 4;            // at most, each way
inline constexpr double kRenditionMargin = 1.0 / 4;  // of its side, each side
// In an animation a face may have moved since the frame that has its box.
inline constexpr double kRenditionMarginMoving = 1.0 / 2;

struct RenditionOrder {
  std::vector<Face> blur;
  std::vector<Box> clear;  // faces that stay; not of an animation
  // Nothing of the file itself may stay, whether or not there are faces.
  bool redraw = false;
};

// Every face of an image is to be blurred, or all but those that bear the
// user's mark "mine" and whose box no other face's box meets. Of an animation
// all. An image that was not looked at as a whole is redrawn.
RenditionOrder rendition_order(const ImageRecord& image,
                               const std::vector<MarkedFace>& faces,
                               bool own_stay_clear);

struct Rendition {
  // A JPEG of the upright picture in its full size; "" where the file may stay
  // as it is: nothing to blur, and it carries no other picture.
  std::string jpeg;
  std::vector<Box> blurred;  // as drawn, in pixels of the upright picture
  // Where the detector still found a face, and what it found anew: one colour.
  std::vector<Box> filled;
};

// Each box is reduced to at most 4 by 4 cells and smoothed; then the detector
// looks again, and what it finds that is none of `clear` is painted over until
// it finds nothing. Of an animation the first frame is shown. Errors:
// unsupported (no picture of one piece: the drawings of an SVG; faces were
// found to the last), damaged, too_large, bug.
Result<Rendition> render(std::string_view image, Detector& detector,
                         const Bands& bands, const RenditionOrder& order);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_RENDITION_H_
