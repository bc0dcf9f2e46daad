// SPDX-License-Identifier: GPL-3.0-or-later
//
// What this process has used.

#ifndef VETO_TESTS_BENCH_FACES_USAGE_H_
#define VETO_TESTS_BENCH_FACES_USAGE_H_

#include <functional>

namespace veto::bench {

double cpu_milliseconds();

struct Usage {
  double milliseconds = 0;  // of the processor, the least of three runs
  double megabytes = 0;     // the most memory this process has held
};
Usage usage_of(const std::function<void()>& run);

}  // namespace veto::bench

#endif  // VETO_TESTS_BENCH_FACES_USAGE_H_
