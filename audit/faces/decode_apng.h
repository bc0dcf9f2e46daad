// SPDX-License-Identifier: GPL-3.0-or-later
//
// Animated PNG (PNG, third edition, section 4.9): each frame is made a PNG of
// its own for libpng, which knows nothing of animations.

#ifndef VETO_AUDIT_FACES_DECODE_APNG_H_
#define VETO_AUDIT_FACES_DECODE_APNG_H_

#include <string_view>

#include "audit/faces/codecs.h"

namespace veto::faces {

// Those that a viewer would show, up to the first whose description is
// damaged; 0: not an animation, or one that would be shown as a still.
int count_apng_frames(std::string_view png);

Status decode_apng(DecodeTask& task);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_DECODE_APNG_H_
