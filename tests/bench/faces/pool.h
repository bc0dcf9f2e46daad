// SPDX-License-Identifier: GPL-3.0-or-later
//
// Worker processes: how soon one is ready, and what a second one gains.

#ifndef VETO_TESTS_BENCH_FACES_POOL_H_
#define VETO_TESTS_BENCH_FACES_POOL_H_

#include "tests/bench/faces/cutouts.h"

namespace veto::bench {

void measure_pool(const Photographs& photographs, bool quick);

}  // namespace veto::bench

#endif  // VETO_TESTS_BENCH_FACES_POOL_H_
