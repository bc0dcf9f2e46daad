// SPDX-License-Identifier: GPL-3.0-or-later
//
// The log lines that are evidence, byte for byte, and an index that says which
// log they come from and where they stand in it. Nothing else of a log goes
// into a bundle.

#ifndef VETO_REPORTS_BUNDLE_LOG_EXCERPTS_H_
#define VETO_REPORTS_BUNDLE_LOG_EXCERPTS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/logs.h"
#include "base/error.h"

namespace veto::reports {

// Writes into `dir` one "<first 16 digits of the log's digest>.log" a log,
// each line ended by a line feed, in the order of the log; and index.jsonl,
// one object a line. A line whose bytes cannot be had any more is in the index
// with "bytes_kept": false. Errors: io.
Status write_log_excerpts(const std::filesystem::path& dir,
                          const std::vector<audit::Finding>& findings,
                          const std::vector<logs::LogFile>& files);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_LOG_EXCERPTS_H_
