// SPDX-License-Identifier: GPL-3.0-or-later
//
// Faces cut out of the labelled photographs, and what may be done to one.

#ifndef VETO_TESTS_BENCH_FACES_CUTOUTS_H_
#define VETO_TESTS_BENCH_FACES_CUTOUTS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "audit/faces/bitmap.h"
#include "audit/faces/faces.h"

namespace veto::bench {

// A square around a face, twice as wide as the face is high. What lies beyond
// the photograph repeats its edge.
struct Cutout {
  faces::Bitmap picture;
  faces::Box face;
};

struct Photograph {
  std::string name;
  std::string bytes;  // the file
  faces::Bitmap picture;
  std::vector<faces::Box> labels;
};

struct Photographs {
  std::vector<Photograph> with_faces;  // as faces.csv names them
  std::vector<Photograph> without;
  std::vector<Cutout> cutouts;  // of every labelled face
};

// Of a folder with faces.csv (image,x,y,w,h), pos/ and neg/. Ends the program
// with a message where it cannot be read.
Photographs read_photographs(const std::filesystem::path& folder);

// Turned clockwise about its middle by any angle.
Cutout turned(const Cutout& cutout, double degrees);
// Scaled so that the face is that many pixels wide, or, where it lies on its
// side, high.
Cutout scaled(const Cutout& cutout, int face);
// Seen as if the face had been that many pixels wide.
Cutout blurred(const Cutout& cutout, int face);
// Grey over a part of the face, in fractions of its box.
struct Part {
  double x = 0, y = 0, w = 1, h = 1;
};
Cutout covered(Cutout cutout, const Part& part);

}  // namespace veto::bench

#endif  // VETO_TESTS_BENCH_FACES_CUTOUTS_H_
