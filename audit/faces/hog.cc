// SPDX-License-Identifier: GPL-3.0-or-later
//
// Debian builds dlib to use BLAS and LAPACK, for which this detector has no
// need; without them its few objects come from the static library alone. The
// two macros are set by the first of these headers, so they are taken back
// before any header asks for them.
#include <dlib/test_for_odr_violations.h>
#undef DLIB_USE_BLAS
#undef DLIB_USE_LAPACK
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/revision.h>

#include <algorithm>
#include <string>

#include "audit/faces/hog.h"

namespace veto::faces {
namespace {

constexpr int kSide = 1280;
// dlib's scores have no bounds. Zero, its own threshold, becomes 0.7; -0.3,
// below which false alarms take over, becomes 0.5.
constexpr double kZeroScore = 0.7;
constexpr double kScorePerUnit = 2.0 / 3.0;
// One doubling: the detector knows no faces under 80 pixels.
constexpr double kUpscale = 2;

constexpr char kLimits[] =
    "Used because the weights of the better detector were not there. Measured "
    "on half of 189 WIDER FACE validation pictures at score 0.7: 32 of 100 "
    "faces at least 24 pixels wide were detected, 59 of 100 from 48 pixels, "
    "12 of 100 from 12; every detection there was a face, on other "
    "pictures some are not. Nearly all faces that lie on their side, and most "
    "in profile or behind a mask, are missed. "
    "How recall differs with skin tone, age or gender was not measured, nor "
    "were drawings.";

dlib::array2d<dlib::bgr_pixel> to_dlib(const Bitmap& picture) {
  dlib::array2d<dlib::bgr_pixel> image(picture.height, picture.width);
  for (int y = 0; y < picture.height; ++y) {
    const std::uint8_t* pixel = picture.at(0, y);
    for (int x = 0; x < picture.width; ++x, pixel += 3) {
      image[y][x] = dlib::bgr_pixel(pixel[0], pixel[1], pixel[2]);
    }
  }
  return image;
}

class Hog final : public Detector {
 public:
  Hog() : detector_(dlib::get_frontal_face_detector()) {
    info_.name = "dlib-hog";
    info_.version = "dlib " + std::to_string(DLIB_MAJOR_VERSION) + "." +
                    std::to_string(DLIB_MINOR_VERSION);
    info_.known_limits = kLimits;
  }

  const DetectorInfo& info() const override { return info_; }

  int working_side(int longest) const override {
    return std::min(longest, kSide);
  }

  Result<std::vector<Detection>> detect(const Bitmap& picture,
                                        double least) override {
    try {
      auto image = to_dlib(picture);
      dlib::pyramid_up(image);
      std::vector<dlib::rect_detection> found;
      detector_(image, found, (least - kZeroScore) / kScorePerUnit);
      std::vector<Detection> detections;
      for (const dlib::rect_detection& face : found) {
        detections.push_back(scaled_back(face));
      }
      return keep_best(std::move(detections));
    } catch (const std::exception& thrown) {
      return fail(ErrorKind::bug,
                  std::string("the face detector failed: ") + thrown.what());
    }
  }

 private:
  static Detection scaled_back(const dlib::rect_detection& face) {
    const double score = kZeroScore + kScorePerUnit * face.detection_confidence;
    return {double(face.rect.left()) / kUpscale,
            double(face.rect.top()) / kUpscale,
            double(face.rect.width()) / kUpscale,
            double(face.rect.height()) / kUpscale, std::clamp(score, 0.0, 1.0)};
  }

  dlib::frontal_face_detector detector_;
  DetectorInfo info_;
};

}  // namespace

Result<std::unique_ptr<Detector>> open_hog() {
  try {
    return std::make_unique<Hog>();
  } catch (const std::exception& thrown) {
    return fail(ErrorKind::bug,
                std::string("cannot load the face detector: ") + thrown.what());
  }
}

}  // namespace veto::faces
