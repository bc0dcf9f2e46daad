// SPDX-License-Identifier: GPL-3.0-or-later
//
// dlib's frontal face detector (histograms of oriented gradients), for
// machines without YuNet's weights. It needs nothing that a package does not
// bring, and misses much: see its known_limits.

#ifndef VETO_AUDIT_FACES_HOG_H_
#define VETO_AUDIT_FACES_HOG_H_

#include <memory>

#include "audit/faces/detector.h"

namespace veto::faces {

// Errors: unsupported, when built without it (VETO_HOG).
Result<std::unique_ptr<Detector>> open_hog();

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_HOG_H_
