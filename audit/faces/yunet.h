// SPDX-License-Identifier: GPL-3.0-or-later
//
// YuNet (Wu, Peng, Yu: "YuNet: A Tiny Millisecond-level Face Detector", 2023)
// run by OpenCV's dnn module, its outputs decoded here: OpenCV 4.6's own
// FaceDetectorYN cannot read these weights.

#ifndef VETO_AUDIT_FACES_YUNET_H_
#define VETO_AUDIT_FACES_YUNET_H_

#include <memory>

#include "audit/faces/detector.h"
#include "audit/faces/models.h"

namespace veto::faces {

// The net sees at most this many pixels a side at once.
constexpr int kYunetSide = 640;

// Errors: damaged, when OpenCV cannot read the weights.
Result<std::unique_ptr<Detector>> open_yunet(const Weights& weights);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_YUNET_H_
