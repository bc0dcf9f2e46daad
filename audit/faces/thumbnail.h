// SPDX-License-Identifier: GPL-3.0-or-later
//
// The small picture that a report shows of an image with faces.

#ifndef VETO_AUDIT_FACES_THUMBNAIL_H_
#define VETO_AUDIT_FACES_THUMBNAIL_H_

#include <string>
#include <string_view>
#include <vector>

#include "audit/faces/detector.h"
#include "audit/faces/examine.h"
#include "audit/faces/faces.h"
#include "base/error.h"

namespace veto::faces {

// A JPEG (longest side at most 320 px) of the image in which every box, widened
// by a third, is first reduced to at most 8 by 8 cells and then smoothed. Then
// the detector looks again (second_look.h); in one that is too small for that
// the boxes are of one colour. Of an animation it shows the frame of the first
// face. Metadata is not carried over. Errors: unsupported (also: faces were
// found to the last), damaged, too_large, bug.
Result<std::string> blurred_thumbnail(std::string_view image_bytes,
                                      const std::vector<Face>& faces,
                                      Detector& detector, const Bands& bands);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_THUMBNAIL_H_
