// SPDX-License-Identifier: GPL-3.0-or-later
//
// A picture made ready to be put online: every detected face, also a possible
// one, is made unrecognisable for good, looked at once more (second_look.h),
// and no metadata is carried over.

#ifndef VETO_AUDIT_FACES_PUBLISH_H_
#define VETO_AUDIT_FACES_PUBLISH_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/faces/detector.h"
#include "audit/faces/examine.h"
#include "audit/faces/faces.h"
#include "base/error.h"

namespace veto::faces {

struct Wishes {
  std::vector<Box> boxes;   // to be made unrecognisable too
  std::optional<Box> crop;  // nothing else of the picture is kept
};

struct Published {
  std::string jpeg;
  int blurred = 0;  // boxes, the user's own among them
  int filled = 0;   // of one colour, as a face was found there again
};

// Boxes are in pixels of the upright picture in full size; what lies outside of
// it is not looked at. Of an animation the first frame is taken. Errors:
// unsupported (also: faces were found to the last), damaged (also of a picture
// that is not whole: what is missing was not looked at), too_large, usage
// (nothing lies in the crop), bug.
Result<Published> publish(std::string_view image, Detector& detector,
                          const Bands& bands, const Wishes& wishes);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_PUBLISH_H_
