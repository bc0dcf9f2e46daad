// SPDX-License-Identifier: GPL-3.0-or-later
//
// Requests of one client under one user agent, in sessions: five minutes of
// silence end one. Requests within a session hang together, so sessions are
// what shares are counted of.

#ifndef VETO_AUDIT_LOGS_SESSIONS_H_
#define VETO_AUDIT_LOGS_SESSIONS_H_

#include <cstdint>
#include <optional>

#include "base/time.h"

namespace veto::logs {

// On which side of a rule's first day a session began; in the day after it a
// client may still go by its copy of the rules before, and counts on neither.
enum class Side { before, neither, after };
Side side_of(UtcTime session, UtcTime rule);

class Sessions {
 public:
  static constexpr std::chrono::minutes kGap{5};

  // The beginning of the session that a request at `time` belongs to: its name.
  // A line out of order belongs to the session under way.
  UtcTime request(UtcTime time);
  // Of the session under way: it asked for robots.txt or for what robots.txt,
  // of a known version, may speak of.
  void count(std::optional<UtcTime> rule);
  // It was served what robots.txt allowed before that rule and since.
  void count_control(UtcTime rule);

  struct Counts {
    std::uint64_t all = 0, before = 0, after = 0;
    std::uint64_t control_before = 0, control_after = 0;
  };
  const Counts& counts() const { return counts_; }

 private:
  UtcTime begin_{}, last_{};
  bool any_ = false, counted_ = false, control_ = false;
  Counts counts_;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_SESSIONS_H_
