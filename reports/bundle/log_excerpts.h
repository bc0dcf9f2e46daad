// SPDX-License-Identifier: GPL-3.0-or-later
//
// The index of log lines that are evidence: which log each comes from, where it
// stands in it, and where its bytes stand in the bundle.

#ifndef VETO_REPORTS_BUNDLE_LOG_EXCERPTS_H_
#define VETO_REPORTS_BUNDLE_LOG_EXCERPTS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/logs.h"
#include "base/error.h"
#include "reports/bundle/log_commitments.h"

namespace veto::reports {

// Writes index.jsonl into `dir`, one object a line, in order of log and offset.
// `shown` are the lines whose bytes are there already. Those of a log that has
// no commitment go into "<first 16 digits of its digest>.log", as findings have
// them; where that is not byte for byte, "bytes_kept" is false. With `aliases`
// all three bear an edition's names, and the files are named so. Errors: io.
Status write_log_index(const std::filesystem::path& dir,
                       const std::vector<audit::Finding>& findings,
                       const std::vector<logs::LogFile>& files,
                       const LogsWritten& shown,
                       const Aliases* aliases = nullptr);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_LOG_EXCERPTS_H_
