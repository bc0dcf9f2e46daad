// SPDX-License-Identifier: GPL-3.0-or-later
//
// One image's bytes -> the faces in it. Everything that touches a stranger's
// pixels goes through here, in a worker's process (worker.h).

#ifndef VETO_AUDIT_FACES_EXAMINE_H_
#define VETO_AUDIT_FACES_EXAMINE_H_

#include <string>
#include <string_view>
#include <vector>

#include "audit/embedded/read.h"
#include "audit/faces/detector.h"
#include "audit/faces/faces.h"
#include "base/error.h"
#include "config/settings.h"

namespace veto::faces {

// Smaller or longer pictures are icons, rules and spacers.
constexpr int kMinSide = 48;
constexpr int kMaxAspect = 8;
// Why a picture of that size is not examined; "" where it is.
std::string unsuited(int width, int height);

struct Bands {
  double face = 0.7;
  double possible = 0.5;  // nothing below is kept
};
Bands bands_of(const config::Settings& settings);

struct ImageExamination {
  std::string format;  // as sniffed; "" for no image
  int width = 0;       // upright, in full size; 0 where unknown
  int height = 0;
  int orientation = 1;  // EXIF, 1 to 8
  int frames = 1;       // of an animation; 1 for a still
  // Part of the file is missing or damaged; what there was has been examined.
  bool truncated = false;
  std::string skipped;      // why it was not examined, or ""
  std::vector<Face> faces;  // best first
  std::uint64_t look = 0;   // of the first frame as a whole (look.h)
  Metadata metadata;
  // These two also of what is not examined.
  bool carries = true;  // may_carry_another_picture() (other_picture.h)
  embedded::Embedded embedded;
};

// What is wrong with the image is said in `skipped`. Errors: bug (the detector
// threw), so that a failing detector is never taken for an empty picture.
Result<ImageExamination> examine_image(std::string_view bytes,
                                       Detector& detector, const Bands& bands);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_EXAMINE_H_
