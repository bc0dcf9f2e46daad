// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures in which nobody can be made out.

#ifndef VETO_AUDIT_FACES_BLUR_H_
#define VETO_AUDIT_FACES_BLUR_H_

#include "audit/faces/bitmap.h"
#include "audit/faces/faces.h"

namespace veto::faces {

// The box in pixels of a picture at that scale, widened by that part of itself
// on each side and cut to the picture.
Box widened(const Box& box, double margin, double scale, const Bitmap& picture);

// What lies in the box, which lies in the picture, is reduced to at most that
// many cells a side and then smoothed.
void make_unrecognisable(Bitmap& picture, const Box& box, int max_cells);

// One colour in all of the box, which lies in the picture.
void paint_over(Bitmap& picture, const Box& box);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_BLUR_H_
