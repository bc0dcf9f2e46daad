// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/statistics/site_pool.h"

#include <algorithm>
#include <random>
#include <vector>

namespace veto::statistics {
namespace {

double median_of(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half]
                                : (values[half - 1] + values[half]) / 2;
}

}  // namespace

std::optional<SitePool> pool_sites(std::span<const double> shares,
                                   std::uint64_t seed) {
  if (shares.empty()) return std::nullopt;
  SitePool pool{.sites = shares.size(),
                .median = median_of({shares.begin(), shares.end()}),
                .interval = {},
                .seed = seed};
  if (shares.size() < kLeastForShare) return pool;
  // The library's distributions differ from one maker to the next; the
  // generator does not.
  std::mt19937_64 generator(seed);
  std::vector<double> medians;
  std::vector<double> drawn(shares.size());
  for (std::size_t draw = 0; draw < kPoolDraws; ++draw) {
    for (double& one : drawn) one = shares[generator() % shares.size()];
    medians.push_back(median_of(drawn));
  }
  std::ranges::sort(medians);
  constexpr std::size_t kTail = kPoolDraws / 40;
  pool.interval = {medians[kTail], medians[kPoolDraws - 1 - kTail]};
  return pool;
}

}  // namespace veto::statistics
