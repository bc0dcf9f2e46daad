// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/request_times.h"

#include <algorithm>
#include <chrono>

namespace veto::logs {
namespace {

std::int64_t stretch_of(std::int64_t seconds, std::int64_t unit) {
  return seconds / unit - (seconds % unit < 0 ? 1 : 0);
}

}  // namespace

void RequestTimes::add(UtcTime time) {
  const std::int64_t seconds =
      std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
  const std::int64_t number = stretch_of(seconds, unit);
  if (!stretches.empty() && stretches.back().number == number) {
    ++stretches.back().count;
    return;
  }
  const auto at =
      std::ranges::lower_bound(stretches, number, {}, &Stretch::number);
  if (at != stretches.end() && at->number == number)
    ++at->count;
  else
    stretches.insert(at, {number, 1});
  while (stretches.size() > kMost) widen();
}

// Pairs of stretches become one.
void RequestTimes::widen() {
  unit *= 2;
  std::vector<Stretch> wider;
  for (const Stretch& one : stretches) {
    const std::int64_t number = stretch_of(one.number, 2);
    if (wider.empty() || wider.back().number != number)
      wider.push_back({number, 0});
    wider.back().count += one.count;
  }
  stretches = std::move(wider);
}

}  // namespace veto::logs
