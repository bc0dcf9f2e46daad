// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads a log that is still being written, until it is told to stop. What it
// reads is kept as copies, one for each file that bore the log's name, so that
// evidence can be read again when the log is gone.
//
// A log that is renamed (logrotate) is read to its end, then the new file of
// its name. One that became shorter (copytruncate) is read again from its
// beginning; what was written and cut away between two looks is lost, and said
// to be possible. A look is taken whenever the file or its folder changes.

#ifndef VETO_AUDIT_LOGS_FOLLOW_LOG_H_
#define VETO_AUDIT_LOGS_FOLLOW_LOG_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

#include "base/error.h"
#include "base/stage.h"

namespace veto::logs {

struct FollowedLog {
  // In order of time, each with the log's own name; those without a byte left
  // out but for the first.
  std::vector<std::filesystem::path> copies;
  std::uint64_t renamed = 0;    // how often another file took the name
  std::uint64_t truncated = 0;  // how often it became shorter
};

// Copies go into `folder`. `begun` is called once, after all that was there is
// read. When it is told to stop it reads what is there by
// then. Each renaming and truncation is a warning. Errors: not_found, io (also
// when there is no room for the copy).
Result<FollowedLog> follow_log(const std::filesystem::path& log,
                               const std::filesystem::path& folder,
                               const Sinks& sinks, std::stop_token stop,
                               const std::function<void()>& begun);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_FOLLOW_LOG_H_
