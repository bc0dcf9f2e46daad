// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/crawl_pace.h"

#include <algorithm>
#include <cmath>

namespace veto::logs {

void CrawlPace::fetch(double delay, UtcTime time, Place place) {
  using std::chrono::floor;
  using std::chrono::seconds;
  if (fetches_ == 0 || delay != delay_) {
    *this = CrawlPace();
    delay_ = delay;
    first_ = time;
  } else {
    // A line out of order says nothing of the pace.
    if (time < last_) return;
    const auto gap = (floor<seconds>(time) - floor<seconds>(last_)).count();
    ++gaps_[std::min<std::size_t>(static_cast<std::size_t>(gap), kLongest)];
  }
  ++fetches_;
  last_ = time;
  if (places_.size() < kPlaces) places_.push_back(place);
}

std::optional<std::int64_t> CrawlPace::too_fast() const {
  constexpr double kShare = 0.9;
  if (fetches_ < kLeastFetches || delay_ < 1) return std::nullopt;
  // Of an even number the upper middle: in favour of the client.
  std::uint64_t left = (fetches_ - 1) / 2;
  std::size_t median = 0;
  while (median < kLongest && gaps_[median] <= left) left -= gaps_[median++];
  // Times are whole seconds: who waits 2.5 s may show 2. What is longer than
  // kLongest is not told apart.
  if (median == kLongest ||
      static_cast<double>(median) >= kShare * std::floor(delay_))
    return std::nullopt;
  return static_cast<std::int64_t>(median);
}

void CrawlPaces::fetch(Key client, double delay, UtcTime time, Place place) {
  if (paces_.size() >= kMax && !paces_.contains(client)) {
    ++passed_over_;
    return;
  }
  paces_[client].fetch(delay, time, place);
}

}  // namespace veto::logs
