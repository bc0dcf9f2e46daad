// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person receives: report/report.html, summary.json, findings.jsonl, and
// in report/robots/ the versions of robots.txt that they rest on.
// Only words and layout are added here, never a fact.

#ifndef VETO_REPORTS_REPORT_H_
#define VETO_REPORTS_REPORT_H_

#include <filesystem>

#include "base/case.h"
#include "base/stage.h"
#include "config/settings.h"

namespace veto::reports {

// Writes them for a run of the case (its stages may be of that run
// only in part: what was not done is said). Nothing half-written stays.
// Counts: "findings", "faces shown".
Result<StageReport> write_report(Case& the_case, std::string_view run_id,
                                 const config::Settings& settings,
                                 const Sinks& sinks);

}  // namespace veto::reports

#endif  // VETO_REPORTS_REPORT_H_
