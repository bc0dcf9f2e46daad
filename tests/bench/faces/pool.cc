// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/faces/pool.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "audit/faces/boxed.h"
#include "tests/bench/faces/trial.h"

namespace veto::bench {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

template <typename Work>
double milliseconds(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return Milliseconds(std::chrono::steady_clock::now() - begin).count();
}

faces::Examiner started(int workers) {
  auto examiner = faces::Examiner::open({}, {}, workers);
  if (examiner) return *std::move(examiner);
  fmt::print(stderr, "{}\n", examiner.error().message());
  std::exit(2);
}

// The same file again and again.
double examined(const std::string& file, int times, int workers) {
  faces::Examiner examiner = started(workers);
  std::uint64_t next = 0;
  return milliseconds([&] {
    const auto done = examiner.examine(
        [&]() -> std::optional<faces::Examiner::Image> {
          if (next == std::uint64_t(times)) return std::nullopt;
          return faces::Examiner::Image{next++, file};
        },
        [](std::uint64_t, faces::ImageExamination) { return Status(); });
    if (!done) std::exit(2);
  });
}

}  // namespace

void measure_pool(const Photographs& photographs, bool quick) {
  double start = 1e9;
  for (int i = 0; i < 5; ++i) {
    start = std::min(start, milliseconds([] { started(1); }));
  }
  Random random(7);
  const std::string file =
      file_of(mirrored(photographs.with_faces.back().picture,
                       {"1152x864", 1152, 864}, random),
              {85});
  const int times = quick ? 40 : 200;
  double one = 1e9, two = 1e9;
  for (int round = 0; round < 3; ++round) {
    one = std::min(one, examined(file, times, 1));
    two = std::min(two, examined(file, times, 2));
  }
  fmt::print(
      "\n## Worker processes\n\n{:.0f} ms from nothing to a worker that is "
      "ready and confined, the least of five. {} pictures of a megapixel: "
      "{:.0f} ms by one worker, {:.0f} ms by two, the least of three: {:.2f} "
      "times one.\n",
      start, times, one, two, one / two);
}

}  // namespace veto::bench
