// SPDX-License-Identifier: GPL-3.0-or-later
//
// Faces that lie on their side or stand on their head, of which detectors miss
// most: looked for in the picture turned.

#ifndef VETO_AUDIT_FACES_TURNS_H_
#define VETO_AUDIT_FACES_TURNS_H_

#include <memory>
#include <vector>

#include "audit/faces/detector.h"
#include "audit/faces/tiles.h"

namespace veto::faces {

// The whole picture is turned at this size: faces from a twentieth of its
// longest side on still measure 32 pixels.
constexpr int kTurnedSide = 640;

// What `look` finds in the picture turned by 90, 180 and 270 degrees, in the
// picture's own pixels. The same face may come from several turns: merging is
// the caller's.
std::vector<Detection> look_turned(const Bitmap& picture, const Look& look);

// A detector that, where the given one finds nothing scored `enough` or more,
// also shows it the whole picture turned, reduced to kTurnedSide.
std::unique_ptr<Detector> with_turns(std::unique_ptr<Detector> detector,
                                     double enough);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_TURNS_H_
