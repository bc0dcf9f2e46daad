// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every stage is given and gives back. A stage is
//
//   Result<StageReport> run_<stage>(Case&, const Settings&, Sinks&,
//                                   std::stop_token);
//
// It stores what it found under the case's current run, and returns counts.

#ifndef VETO_BASE_STAGE_H_
#define VETO_BASE_STAGE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"

namespace veto {

// Where a stage speaks while it works. Both may be empty. Called from the
// thread that called the stage.
struct Sinks {
  // One thing the user should know now: lower case, no full stop.
  std::function<void(const Error&)> warn;
  // "fetched", 12, 40; total 0 when unknown.
  std::function<void(std::string_view what, std::uint64_t done,
                     std::uint64_t total)>
      progress;

  void warning(const Error& error) const {
    if (warn) warn(error);
  }
  void step(std::string_view what, std::uint64_t done,
            std::uint64_t total) const {
    if (progress) progress(what, done, total);
  }
};

// `incomplete` lists, one sentence each, what was asked for and not done
// (limits reached, hosts that did not answer, images that did not decode);
// empty means the stage did all it was asked. Any entry makes the command end
// with exit code 3.
struct StageReport {
  struct Count {
    std::string name;
    std::uint64_t value = 0;
  };
  std::vector<Count> counts;
  std::vector<std::string> incomplete;
  // What the user should see beside the counts; nothing is missing for it.
  std::vector<std::string> notes;
  bool interrupted = false;
};

}  // namespace veto

#endif  // VETO_BASE_STAGE_H_
