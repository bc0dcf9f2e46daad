// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures given to the detector as the program is given them: as files.

#ifndef VETO_TESTS_BENCH_FACES_TRIAL_H_
#define VETO_TESTS_BENCH_FACES_TRIAL_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "audit/faces/examine.h"
#include "tests/bench/faces/scenes.h"
#include "tests/bench/faces/tally.h"

namespace veto::bench {

// One way to set the detector.
struct Mode {
  const char* name;
  bool thorough = false;
  bool turns = false;
};

std::unique_ptr<faces::Detector> open_mode(const Mode& mode);

// A JPEG file of it; `orientation` is EXIF's, the pixels stored to match.
struct FileKind {
  int quality = 90;
  int orientation = 1;
  bool grey = false;
};
std::string file_of(const faces::Bitmap& picture, const FileKind& kind);

std::vector<faces::Face> faces_in(std::string_view file,
                                  faces::Detector& detector);

Tally try_scenes(const std::vector<Scene>& scenes, faces::Detector& detector,
                 const FileKind& kind = {});

}  // namespace veto::bench

#endif  // VETO_TESTS_BENCH_FACES_TRIAL_H_
