// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tables that the bench prints, as docs/faces.md shows them.

#ifndef VETO_TESTS_BENCH_FACES_TABLES_H_
#define VETO_TESTS_BENCH_FACES_TABLES_H_

#include "tests/bench/faces/trial.h"

namespace veto::bench {

// Recall by size of face and of picture, faces upright to 15 degrees; each
// cut-out `rounds` times. Without `large` canvases end at 1 MP.
void measure_sizes(const Photographs& photographs, bool large, int rounds);

// Recall of faces that are blurred, covered, stored otherwise.
void measure_conditions(const Photographs& photographs);

// Pictures with one face each, turned as a whole: by ten angles, or by two.
void measure_turns(const Photographs& photographs, bool all);

// How many pictures with one face of 24 to 200 pixels show a face at all.
void measure_pictures(const Photographs& photographs, int rounds);

// The photographs themselves: with faces, and without.
void measure_photographs(const Photographs& photographs);

}  // namespace veto::bench

#endif  // VETO_TESTS_BENCH_FACES_TABLES_H_
