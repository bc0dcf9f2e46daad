// SPDX-License-Identifier: GPL-3.0-or-later
//
// What changed between two runs of a case, put together from what each part of
// the program knows of its own. Words and layout only, never a fact.

#ifndef VETO_REPORTS_DIFF_H_
#define VETO_REPORTS_DIFF_H_

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/faces/diff.h"
#include "audit/logs/diff.h"
#include "audit/signals/diff.h"
#include "base/case.h"
#include "crawler/api/run_diff.h"

namespace veto::reports {

struct RunDiff {
  RunRecord before;
  RunRecord after;
  crawler::CapturesDiff captures;
  // Absent where one of the runs did not have that stage.
  std::optional<faces::FacesDiff> faces;
  std::optional<signals::SignalsDiff> signals;
  std::optional<logs::AgentsDiff> agents;
  // What bounds the comparison, one sentence each in lower case.
  std::vector<std::string> notes;
};

// Errors: not_found (no such run), io, damaged.
Result<RunDiff> diff_runs(Case& the_case, std::string_view before,
                          std::string_view after);

// "schema": "veto.diff/1".
nlohmann::json diff_json(const RunDiff& diff);
// For a terminal; long lists are cut and say how much is left out.
std::string diff_text(const RunDiff& diff);

}  // namespace veto::reports

#endif  // VETO_REPORTS_DIFF_H_
