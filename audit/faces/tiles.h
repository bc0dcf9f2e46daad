// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looks at a picture of any size with a detector whose views are bounded:
// tile by tile, and again, reduced, for what is larger than tiles overlap.

#ifndef VETO_AUDIT_FACES_TILES_H_
#define VETO_AUDIT_FACES_TILES_H_

#include <functional>
#include <vector>

#include "audit/faces/detector.h"

namespace veto::faces {

using Look = std::function<std::vector<Detection>(const Bitmap& view)>;

// A view holds at most this many pixels: the detector needs about 70 bytes of
// memory for each. Where one view is not enough the picture takes memory too.
constexpr int kMaxViewPixels = 600'000;
constexpr int kMaxTilePixels = 500'000;
// Sides of tiles are multiples of this, the net's coarsest stride, so that no
// view is padded but one that is the whole picture.
constexpr int kViewMultiple = 32;
// Tiles overlap by at least this much: a face up to this size is whole in one
// of them.
constexpr int kTileOverlap = 96;
// Larger faces are looked for in the picture reduced to a third, in which they
// still measure 32 pixels, and so on until everything fits into this side:
// the detector misses faces that are larger.
constexpr int kWholeSide = 640;
constexpr int kReduction = 3;

struct Tile {
  int x = 0, y = 0, w = 0, h = 0;
};

// Tiles of one size that cover the picture; of all such grids the one with the
// fewest pixels. One tile where the picture is no larger than a view.
std::vector<Tile> tiles_of(int width, int height);

// What `look` finds in the views, in the picture's pixels. What the inner edge
// of a tile cuts is left to the other views. The same face may come from
// several: merging is the caller's.
std::vector<Detection> look_over(const Bitmap& picture, const Look& look);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_TILES_H_
