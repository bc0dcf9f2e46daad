// SPDX-License-Identifier: GPL-3.0-or-later
//
// YuNet (Wu, Peng, Yu: "YuNet: A Tiny Millisecond-level Face Detector", 2023)
// run by OpenCV's dnn module, its outputs decoded here: OpenCV 4.6's own
// FaceDetectorYN cannot read these weights.

#ifndef VETO_AUDIT_FACES_YUNET_H_
#define VETO_AUDIT_FACES_YUNET_H_

#include <memory>
#include <string>
#include <vector>

#include "audit/faces/detector.h"
#include "audit/faces/models.h"

namespace veto::faces {

// The net's outputs that are asked for: scores and boxes at three strides, and
// not the landmarks (kps_*), for which detection has no use.
std::vector<std::string> yunet_outputs();

// A thorough detector is given pictures in full size. Errors: damaged, when
// OpenCV cannot read the weights.
Result<std::unique_ptr<Detector>> open_yunet(const Weights& weights,
                                             bool thorough);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_YUNET_H_
