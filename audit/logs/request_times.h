// SPDX-License-Identifier: GPL-3.0-or-later
//
// When one client asked for something, in bounded memory: counts by equal
// stretches of time that grow as their number does.

#ifndef VETO_AUDIT_LOGS_REQUEST_TIMES_H_
#define VETO_AUDIT_LOGS_REQUEST_TIMES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/time.h"

namespace veto::logs {

struct RequestTimes {
  static constexpr std::size_t kMost = 128;  // stretches

  struct Stretch {
    std::int64_t number = 0;  // of `unit`, since the epoch
    std::uint64_t count = 0;
  };
  std::int64_t unit = 1;           // seconds
  std::vector<Stretch> stretches;  // in order of time

  void add(UtcTime time);

 private:
  void widen();
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_REQUEST_TIMES_H_
