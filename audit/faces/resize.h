// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scaling of bitmaps. Sizes asked for are at least 1 by 1.

#ifndef VETO_AUDIT_FACES_RESIZE_H_
#define VETO_AUDIT_FACES_RESIZE_H_

#include "audit/faces/bitmap.h"

namespace veto::faces {

// Each target pixel is the mean of the area it covers, so that nothing small
// is lost to aliasing. For targets no larger than the source.
Bitmap shrink(const Bitmap& source, int width, int height);

// The same picture with its longest side at most `side`; never enlarged.
Bitmap fit(const Bitmap& source, int side);
// The same, without a second bitmap in memory longer than it takes.
Bitmap fit(Bitmap&& source, int side);

// Bilinear, for targets no smaller than the source.
Bitmap enlarge(const Bitmap& source, int width, int height);

// The part of the picture at that place; it must lie within.
Bitmap crop(const Bitmap& source, int x, int y, int width, int height);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_RESIZE_H_
