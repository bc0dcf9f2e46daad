// SPDX-License-Identifier: GPL-3.0-or-later
//
// What looking costs, in processor time and memory, beside a peer: the same
// net once over the picture as OpenCV's imdecode gives it, in full size.

#ifndef VETO_TESTS_BENCH_FACES_COST_H_
#define VETO_TESTS_BENCH_FACES_COST_H_

#include <filesystem>
#include <string>

#include "tests/bench/faces/trial.h"

namespace veto::bench {

// Prints a table. `quick` leaves out what is larger than 3 MP. Each number is
// measured in a process of its own.
void measure_cost(const Photographs& photographs, bool quick);

// What such a process does and prints, started as "--cost MODE FILE". Its exit
// code.
int print_usage(const std::string& mode, const std::filesystem::path& file);

}  // namespace veto::bench

#endif  // VETO_TESTS_BENCH_FACES_COST_H_
