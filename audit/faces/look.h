// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a whole picture looks, in 64 bits, so that the same photograph is known
// again after it was scaled or compressed anew (difference hash: Krawetz, "Kind
// of Like That", 2013). It is of the picture and not of anything in it: eight
// brightness steps across and down say nothing of a face.

#ifndef VETO_AUDIT_FACES_LOOK_H_
#define VETO_AUDIT_FACES_LOOK_H_

#include <cstdint>

#include "audit/faces/bitmap.h"

namespace veto::faces {

// 0 for a picture with too little in it to be told from others.
std::uint64_t look_of(const Bitmap& picture);

// At most kSameLook of the bits differ. Nothing looks like 0.
constexpr int kSameLook = 4;
bool same_look(std::uint64_t one, std::uint64_t other);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_LOOK_H_
