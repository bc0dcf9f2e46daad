// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines that are evidence, read again from the log byte for byte.

#ifndef VETO_AUDIT_LOGS_EVIDENCE_LINES_H_
#define VETO_AUDIT_LOGS_EVIDENCE_LINES_H_

#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/actors.h"
#include "audit/logs/logs.h"
#include "base/error.h"

namespace veto::logs {

// Raw bytes by place, without line end.
using RawLines = std::map<Place, std::string>;

// Errors: those of reading a log; damaged, when a place is not there any more;
// interrupted.
Result<RawLines> read_lines(const std::vector<LogFile>& files,
                            const std::set<Place>& wanted,
                            std::stop_token stop);

// "<digest of the unpacked stream>#<offset>": the id of a request.
std::string line_ref(const LogFile& file, const Place& place);
audit::Evidence line_evidence(const std::vector<LogFile>& files,
                              const RawLines& lines, const Place& place);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_EVIDENCE_LINES_H_
