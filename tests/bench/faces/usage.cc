// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/faces/usage.h"

#include <time.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

namespace veto::bench {
namespace {

// "VmHWM:   12345 kB" (proc(5)); getrusage() also counts what the process was
// before it became this program.
double most_megabytes() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    double kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

}  // namespace

double cpu_milliseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

Usage usage_of(const std::function<void()>& run) {
  Usage usage{std::numeric_limits<double>::max(), 0};
  for (int i = 0; i < 3; ++i) {
    const double begin = cpu_milliseconds();
    run();
    usage.milliseconds =
        std::min(usage.milliseconds, cpu_milliseconds() - begin);
  }
  usage.megabytes = most_megabytes();
  return usage;
}

}  // namespace veto::bench
