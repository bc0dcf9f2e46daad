// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which bytes of a log were anchored within a day of being written (L1).

#ifndef VETO_AUDIT_LOGS_ANCHORED_H_
#define VETO_AUDIT_LOGS_ANCHORED_H_

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "audit/logs/logs.h"

namespace veto::logs {

// From one anchor to the next: a day, and what a clock-driven task may be late.
// Lines between two anchors are no older than that when they are anchored.
inline constexpr std::chrono::hours kAnchorReach{26};

// Sets `anchored` of every file. Time stamps beside the anchors are checked for
// what they stamp, and counted. Errors: those of read_anchors() and LogStream;
// damaged: no anchor is of the beginning of that log, a log does not go on as
// it was anchored, or a time stamp is of something else or belies its anchor's
// time.
Status check_anchors(const std::filesystem::path& anchors,
                     std::vector<LogFile>& files, std::stop_token stop);

// Whether the line that begins at that byte is one of those.
bool is_anchored(const LogFile& file, std::uint64_t offset);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_ANCHORED_H_
