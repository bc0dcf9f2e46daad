// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/outage.h"

#include "audit/logs/rulebook.h"

namespace veto::logs {

const RobotsRead* unanswered_read(const std::vector<RobotsRead>& reads,
                                  UtcTime request) {
  const RobotsRead* last = nullptr;
  for (const RobotsRead& read : reads) {
    if (read.time > request + Rulebook::kGuard) break;
    if (!read.unreachable()) return nullptr;
    if (read.time < request - Rulebook::kGuard) last = &read;
  }
  return last && request - last->time <= Rulebook::kCache ? last : nullptr;
}

}  // namespace veto::logs
