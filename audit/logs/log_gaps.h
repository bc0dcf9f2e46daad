// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hours without a line in an otherwise busy log: the log was turned off, lost
// or cut there, or the site was down. What the log does not hold is then not
// known for that time, whatever is stated of it.

#ifndef VETO_AUDIT_LOGS_LOG_GAPS_H_
#define VETO_AUDIT_LOGS_LOG_GAPS_H_

#include <cstdint>
#include <map>
#include <vector>

#include "base/time.h"

namespace veto::logs {

struct LogGap {
  UtcTime from, to;  // whole hours, [from, to)
};

class LogHours {
 public:
  static constexpr std::size_t kMaxHours = 200'000;  // kept; 22 years
  static constexpr int kLeastHours = 48;             // of a log to judge
  static constexpr int kLeastGap = 3;                // hours
  static constexpr int kBusyPercent = 90;            // hours with a line
  static constexpr std::uint64_t kBusyLines = 10;    // their median

  void add(UtcTime time);
  // In order of time; none for a log that is too short or not busy.
  std::vector<LogGap> gaps() const;

 private:
  std::map<std::int64_t, std::uint64_t> lines_;  // by hour since the epoch
  std::int64_t hour_ = 0;                        // of the last line
  std::uint64_t* count_ = nullptr;               // its entry
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_LOG_GAPS_H_
