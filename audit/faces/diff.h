// SPDX-License-Identifier: GPL-3.0-or-later
//
// Faces of two runs of a case. Boxes are compared within the same image (equal
// payload digest) only, by their place: no face is ever compared with another.

#ifndef VETO_AUDIT_FACES_DIFF_H_
#define VETO_AUDIT_FACES_DIFF_H_

#include <string>
#include <vector>

#include "audit/faces/faces.h"

namespace veto::faces {

// Whether two boxes share a pixel.
bool meet(const Box& a, const Box& b);

// The part of their union that two boxes share, 0 to 1.
double shared_part(const Box& a, const Box& b);

// Boxes that share more than half of their union are the same mark.
bool overlap(const Box& a, const Box& b);

struct FacesOfImage {
  Digest digest;
  std::vector<std::string> urls;
  std::vector<Face> faces;
  // The other run examined this image too: then it is the detector, or its
  // settings, that changed.
  bool image_in_both = false;
};

// In order of the images' first URL.
struct FacesDiff {
  std::vector<FacesOfImage> added;
  std::vector<FacesOfImage> missing;
  std::size_t same = 0;           // marks found again
  bool detector_changed = false;  // name, version or weights
};

FacesDiff diff_faces(const FacesResult& before, const FacesResult& after);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_DIFF_H_
