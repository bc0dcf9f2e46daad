// SPDX-License-Identifier: GPL-3.0-or-later
//
// V4: page after page in less time than Crawl-delay asks. Crawl-delay is not
// part of RFC 9309: looked at only of agents whose operator says that they keep
// it, and an indication at most.

#ifndef VETO_AUDIT_LOGS_CRAWL_PACE_H_
#define VETO_AUDIT_LOGS_CRAWL_PACE_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "audit/logs/actors.h"

namespace veto::logs {

// Pages that one client fetched under one delay, in order of time.
class CrawlPace {
 public:
  static constexpr std::uint64_t kLeastFetches = 20;
  static constexpr std::size_t kPlaces = 20;
  static constexpr std::size_t kLongest = 120;  // seconds told apart

  // Another delay begins anew, what was seen under the one before is dropped.
  void fetch(double delay, UtcTime time, Place place);
  // The median of the gaps in whole seconds where it is below 0.9 of what the
  // delay leaves of whole seconds; null for too few fetches, delays below a
  // second, and for who keeps to it.
  std::optional<std::int64_t> too_fast() const;

  double delay() const { return delay_; }
  std::uint64_t fetches() const { return fetches_; }
  UtcTime first() const { return first_; }
  UtcTime last() const { return last_; }
  const std::vector<Place>& places() const { return places_; }

 private:
  double delay_ = 0;
  std::uint64_t fetches_ = 0;
  UtcTime first_{}, last_{};
  std::vector<Place> places_;  // the first kPlaces
  std::array<std::uint32_t, kLongest + 1>
      gaps_{};  // by seconds; the last: more
};

// By actor and agent; beyond kMax nobody's pace is looked at, which is counted.
class CrawlPaces {
 public:
  static constexpr std::size_t kMax = 20'000;
  using Key = std::pair<std::uint32_t, std::uint32_t>;

  void fetch(Key client, double delay, UtcTime time, Place place);
  const std::map<Key, CrawlPace>& all() const { return paces_; }
  std::uint64_t passed_over() const { return passed_over_; }

 private:
  std::map<Key, CrawlPace> paces_;
  std::uint64_t passed_over_ = 0;  // requests
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_CRAWL_PACE_H_
