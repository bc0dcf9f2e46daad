// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/log_gaps.h"

#include <algorithm>

namespace veto::logs {
namespace {

UtcTime time_of(std::int64_t hour) { return UtcTime(std::chrono::hours(hour)); }

}  // namespace

void LogHours::add(UtcTime time) {
  const std::int64_t hour =
      std::chrono::floor<std::chrono::hours>(time.time_since_epoch()).count();
  if (!count_ || hour != hour_) {
    if (lines_.size() >= kMaxHours && !lines_.contains(hour)) return;
    count_ = &lines_[hour];
    hour_ = hour;
  }
  ++*count_;
}

std::vector<LogGap> LogHours::gaps() const {
  std::vector<LogGap> found;
  if (lines_.empty()) return found;
  const std::int64_t span = lines_.rbegin()->first - lines_.begin()->first + 1;
  const auto with_lines = static_cast<std::int64_t>(lines_.size());
  if (span < kLeastHours || with_lines * 100 < span * kBusyPercent)
    return found;
  std::vector<std::uint64_t> counts;
  for (const auto& [hour, count] : lines_) counts.push_back(count);
  const auto middle =
      counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
  std::ranges::nth_element(counts, middle);
  if (*middle < kBusyLines) return found;
  std::int64_t next = lines_.begin()->first;
  for (const auto& [hour, count] : lines_) {
    if (hour - next >= kLeastGap)
      found.push_back({time_of(next), time_of(hour)});
    next = hour + 1;
  }
  return found;
}

}  // namespace veto::logs
