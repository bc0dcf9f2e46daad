// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each stage of a run said of itself when it ended: kept in the case, so
// that a report written later can tell what was not done.

#ifndef VETO_BASE_STAGE_RECORD_H_
#define VETO_BASE_STAGE_RECORD_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/case.h"
#include "base/stage.h"

namespace veto {

struct StageRecord {
  std::string stage;  // "crawl", "faces", ...
  StageReport report;
};

// Records under the case's current run; a stage that ran twice counts as it
// ended last. Errors: io.
Status note_stage(Case& the_case, std::string_view stage,
                  const StageReport& report);

// In the order in which they ended. Errors: io, damaged.
Result<std::vector<StageRecord>> stages_of(Case& the_case,
                                           std::string_view run_id);

}  // namespace veto

#endif  // VETO_BASE_STAGE_RECORD_H_
