// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looks at a picture larger than a detector's view: once as a whole, reduced,
// for large faces, and tile by tile for small ones.

#ifndef VETO_AUDIT_FACES_TILES_H_
#define VETO_AUDIT_FACES_TILES_H_

#include <functional>
#include <vector>

#include "audit/faces/detector.h"

namespace veto::faces {

using Look = std::function<std::vector<Detection>(const Bitmap& view)>;

// Views are at most `side` pixels a side. Tiles overlap by a quarter, so that
// every face up to that size is whole in one of them; what a tile's edge cuts,
// and what is larger than the overlap, is left to the other views. The same
// face may come from several views: merging is the caller's.
std::vector<Detection> look_over(const Bitmap& picture, int side,
                                 const Look& look);

// Where tiles begin along a length: evenly spread, the last ending with it.
std::vector<int> tile_starts(int length, int side, int overlap);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_TILES_H_
