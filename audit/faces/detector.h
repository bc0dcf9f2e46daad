// SPDX-License-Identifier: GPL-3.0-or-later
//
// What finds faces in a bitmap. Two of them exist: YuNet where its weights are
// found, dlib's HOG detector where they are not.

#ifndef VETO_AUDIT_FACES_DETECTOR_H_
#define VETO_AUDIT_FACES_DETECTOR_H_

#include <memory>
#include <optional>
#include <vector>

#include "audit/faces/bitmap.h"
#include "audit/faces/faces.h"
#include "audit/faces/models.h"
#include "base/error.h"

namespace veto::faces {

// In pixels of the bitmap given to the detector.
struct Detection {
  double x = 0, y = 0, w = 0, h = 0;
  double score = 0;  // 0 to 1
};

// Not for two threads at once.
class Detector {
 public:
  virtual ~Detector() = default;

  virtual const DetectorInfo& info() const = 0;
  // The longest side, in pixels, at which a picture whose longest side is
  // `longest` should be given to detect(). Never more than `longest`.
  virtual int working_side(int longest) const = 0;
  // Detections scored `least` or more, best first, overlaps already merged.
  // Errors: bug (the library behind it threw).
  virtual Result<std::vector<Detection>> detect(const Bitmap& picture,
                                                double least) = 0;
};

// How hard to look for faces (docs/faces.md).
struct Looking {
  bool thorough = false;  // also for the smallest
  bool turns = false;     // also at the picture turned, where nothing scored
  double enough = 0.7;    // that much or more
};
Looking looking_of(const config::Settings& settings);

// YuNet with those weights; without any, the HOG detector where it was built
// in. Errors: damaged (weights that cannot be read), unsupported (no weights
// and no HOG detector).
Result<std::unique_ptr<Detector>> open_detector(
    const std::optional<Weights>& weights, const Looking& looking = {});

// Of detections of one face the best scored is kept (non-maximum suppression).
// Two are of one face when the area they share is more than 0.3 of what both
// cover, or nearly all of the smaller one: a face seen at two scales, or a part
// of it. Faces that touch share less. Best first.
std::vector<Detection> keep_best(std::vector<Detection> detections);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_DETECTOR_H_
