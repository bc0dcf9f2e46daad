// SPDX-License-Identifier: GPL-3.0-or-later
//
// Test pictures: cut-out faces on grounds that hold none.

#ifndef VETO_TESTS_BENCH_FACES_SCENES_H_
#define VETO_TESTS_BENCH_FACES_SCENES_H_

#include <random>
#include <string>
#include <vector>

#include "tests/bench/faces/cutouts.h"

namespace veto::bench {

struct Scene {
  std::string ground;  // the photograph's name, "noise" or "gradient"
  faces::Bitmap picture;
  std::vector<faces::Box> faces;   // where the labelled faces are
  std::vector<faces::Box> pasted;  // where anything was pasted
};

struct Canvas {
  const char* name;  // "12 MP"
  int width, height;
};

using Random = std::mt19937;
double between(Random& random, double least, double most);

// That photograph mirrored over the canvas, from a place of chance on.
faces::Bitmap mirrored(const faces::Bitmap& photograph, const Canvas& canvas,
                       Random& random);
// A photograph without faces, mirrored over the canvas, noise, or a gradient.
Scene empty_scene(const Photographs& photographs, const Canvas& canvas,
                  Random& random);

// Pastes it, round and with a soft edge, where nothing was pasted before.
// Whether such a place was found.
bool paste(Scene& scene, const Cutout& cutout, Random& random);

// Every cut-out pasted once, into as many scenes as that takes, at most
// `most` into each.
std::vector<Scene> scenes_of(const std::vector<Cutout>& cutouts,
                             const Photographs& photographs,
                             const Canvas& canvas, int most, Random& random);

}  // namespace veto::bench

#endif  // VETO_TESTS_BENCH_FACES_SCENES_H_
