// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/sessions.h"

#include <algorithm>

namespace veto::logs {

Side side_of(UtcTime session, UtcTime rule) {
  constexpr std::chrono::hours kCopy{24};  // RFC 9309, section 2.4
  if (session < rule) return Side::before;
  return session >= rule + kCopy ? Side::after : Side::neither;
}

UtcTime Sessions::request(UtcTime time) {
  if (!any_ || time > last_ + kGap) {
    begin_ = last_ = time;
    any_ = true;
    counted_ = control_ = false;
  }
  last_ = std::max(last_, time);
  return begin_;
}

void Sessions::count(std::optional<UtcTime> rule) {
  if (counted_) return;
  counted_ = true;
  ++counts_.all;
  if (!rule) return;
  const Side side = side_of(begin_, *rule);
  counts_.before += side == Side::before;
  counts_.after += side == Side::after;
}

void Sessions::count_control(UtcTime rule) {
  if (control_ || !counted_) return;
  control_ = true;
  const Side side = side_of(begin_, rule);
  counts_.control_before += side == Side::before;
  counts_.control_after += side == Side::after;
}

}  // namespace veto::logs
