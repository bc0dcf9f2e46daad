// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was blurred is looked at again before anybody sees it: a box may have
// been drawn too small, and a smear may still read as a face.

#ifndef VETO_AUDIT_FACES_SECOND_LOOK_H_
#define VETO_AUDIT_FACES_SECOND_LOOK_H_

#include <string>
#include <vector>

#include "audit/faces/bitmap.h"
#include "audit/faces/detector.h"
#include "audit/faces/examine.h"
#include "audit/faces/faces.h"
#include "base/error.h"

namespace veto::faces {

// Boxes in a picture, in its pixels.
struct Redrawn {
  std::vector<Box> blurred;
  std::vector<Box> clear;  // faces that may be found there
};

struct SecondLook {
  std::string jpeg;
  // Where a face was found, widened: one colour now.
  std::vector<Box> filled;
};

// The picture as a JPEG in which the detector finds no face but those of
// `clear`. What it finds is painted over in `picture`, with each blurred box
// that it meets, until it finds nothing. Errors: unsupported (too small or too
// long to be looked at; faces were found to the last), bug.
Result<SecondLook> look_again(Bitmap& picture, const Redrawn& redrawn,
                              int quality, Detector& detector,
                              const Bands& bands);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_SECOND_LOOK_H_
