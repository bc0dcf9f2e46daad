// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a detector found, held against what was there.

#ifndef VETO_TESTS_BENCH_FACES_TALLY_H_
#define VETO_TESTS_BENCH_FACES_TALLY_H_

#include <map>
#include <string>
#include <vector>

#include "audit/faces/faces.h"

namespace veto::bench {

struct Tally {
  int faces = 0;     // labelled
  int found = 0;     // met by a detection of band `face`
  int possible = 0;  // met by one of either band
  // Of band `face`, on a label, but not what meets it: the face found twice, or
  // a box too far off.
  int twice = 0;
  int wrong = 0;  // of band `face`, where nothing was pasted
  std::map<std::string, int> wrong_by_ground;

  double recall() const { return faces == 0 ? 0 : double(found) / faces; }
  Tally& operator+=(const Tally& other);
};

// Boxes meet at an intersection over union of 0.4; each detection answers for
// one label at most. What is found in a pasted part beside its label counts
// for nothing: a neighbour's face may be in it.
Tally tally(const std::vector<faces::Box>& labels,
            const std::vector<faces::Box>& pasted,
            const std::vector<faces::Face>& found);

}  // namespace veto::bench

#endif  // VETO_TESTS_BENCH_FACES_TALLY_H_
