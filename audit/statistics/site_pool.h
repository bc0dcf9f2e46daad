// SPDX-License-Identifier: GPL-3.0-or-later
//
// One agent over many sites. Requests are never pooled: a site is one
// observation, however large, since what happens on one is not independent.

#ifndef VETO_AUDIT_STATISTICS_SITE_POOL_H_
#define VETO_AUDIT_STATISTICS_SITE_POOL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "audit/statistics/proportion.h"

namespace veto::statistics {

// Printed with the result: the same rates give the same interval.
inline constexpr std::uint64_t kPoolSeed = 20261123;
inline constexpr std::size_t kPoolDraws = 2000;

struct SitePool {
  std::size_t sites = 0;
  double median = 0;
  // By drawing sites with replacement, 2.5 % to 97.5 % of the medians; nothing
  // for fewer than kLeastForShare sites.
  std::optional<Interval> interval;
  std::uint64_t seed = kPoolSeed;
};

// Of each site's share; nothing for none.
std::optional<SitePool> pool_sites(std::span<const double> shares,
                                   std::uint64_t seed = kPoolSeed);

}  // namespace veto::statistics

#endif  // VETO_AUDIT_STATISTICS_SITE_POOL_H_
