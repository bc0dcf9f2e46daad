// SPDX-License-Identifier: GPL-3.0-or-later
//
// EXIF orientation (EXIF 2.32, section 4.6.4, tag 0x0112): which way up a
// picture is meant. Phones write sideways pixels and this tag; without it half
// of the faces in such photographs would be missed.
//
// Only IFD0 of the first EXIF block is read; nothing is followed beyond it.

#ifndef VETO_AUDIT_FACES_EXIF_H_
#define VETO_AUDIT_FACES_EXIF_H_

#include <string_view>

#include "audit/faces/bitmap.h"
#include "audit/faces/faces.h"

namespace veto::faces {

// 1 to 8; 1 (upright) where there is no block, no tag or no sense in it.
int exif_orientation(std::string_view bytes, std::string_view format);
int tiff_orientation(std::string_view block);  // of the block itself

// Whether that orientation exchanges width and height.
constexpr bool swaps_sides(int orientation) { return orientation >= 5; }

// A box of the upright picture, which has that width and height, in pixels of
// the picture as stored.
Box stored_box(const Box& box, int orientation, int width, int height);

// Turned and mirrored so that it is upright.
Bitmap upright(Bitmap stored, int orientation);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_EXIF_H_
