// SPDX-License-Identifier: GPL-3.0-or-later
//
// How well faces are found, and what looking costs:
//
//   ninja -C build/release bench_faces
//   build/release/tests/bench/bench_faces [--quick] FOLDER
//
// FOLDER holds labelled photographs: faces.csv (image,x,y,w,h), pos/ and neg/.
// The detector's weights are found as the program finds them ($VETO_MODELS).
// Every labelled face is cut out with its surroundings and pasted, at the sizes
// that count, into pictures without faces, by a generator with a fixed seed;
// the pictures go through the encoder and the decoder. A hundred faces pasted
// are no hundred people: the first line says how many there are.
#include <fmt/format.h>

#include <cstdio>
#include <cstring>

#include "audit/faces/worker.h"
#include "tests/bench/faces/cost.h"
#include "tests/bench/faces/pool.h"
#include "tests/bench/faces/tables.h"

using namespace veto;
using namespace veto::bench;

int main(int argc, char** argv) {
  if (const auto code = faces::serve_if_worker(argc, argv)) return *code;
  if (argc == 4 && std::strcmp(argv[1], "--cost") == 0) {
    return print_usage(argv[2], argv[3]);
  }
  const bool quick = argc == 3 && std::strcmp(argv[1], "--quick") == 0;
  if (argc != 2 + int(quick)) {
    fmt::print(stderr, "bench_faces [--quick] FOLDER\n");
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const Photographs photographs = read_photographs(argv[argc - 1]);
  const faces::DetectorInfo detector = open_mode({"default"})->info();
  fmt::print("{}, {}; {} labelled faces in {} photographs, {} without.\n",
             detector.name, detector.version, photographs.cutouts.size(),
             photographs.with_faces.size(), photographs.without.size());
  measure_photographs(photographs);
  measure_sizes(photographs, !quick, 1);
  measure_pictures(photographs, quick ? 1 : 4);
  measure_conditions(photographs);
  measure_turns(photographs, !quick);
  measure_cost(photographs, quick);
  measure_pool(photographs, quick);
  return 0;
}
