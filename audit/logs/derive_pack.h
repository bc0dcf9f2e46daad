// SPDX-License-Identifier: GPL-3.0-or-later
//
// The analysis on what a pack holds: its lines alone, or the logs they are
// from, judged by its versions of robots.txt and its proofs of identity.

#ifndef VETO_AUDIT_LOGS_DERIVE_PACK_H_
#define VETO_AUDIT_LOGS_DERIVE_PACK_H_

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "audit/logs/logs.h"
#include "audit/logs/pack.h"
#include "base/error.h"

namespace veto::logs {

// All that the pack's lines make. `identity` is the folder of that name.
// Errors: damaged (versions that overlap, a line that is no request); io;
// too_large.
Result<std::vector<audit::Finding>> findings_of_lines(
    const Pack& pack, const std::filesystem::path& identity);

// Errors: those of analyse_logs; refused, where the pack's format is a file of
// this machine.
Result<LogSummary> analysis_again(
    const Pack& pack, const std::filesystem::path& identity,
    const std::vector<std::filesystem::path>& logs, const std::string& format,
    std::stop_token stop);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_DERIVE_PACK_H_
