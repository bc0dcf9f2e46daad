// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/statistics/discoveries.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace veto::statistics {

std::vector<double> discovery_rates(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, std::ranges::greater(),
                    [&](std::size_t i) { return p_values[i]; });
  std::vector<double> rates(p_values.size());
  const auto count = static_cast<double>(p_values.size());
  double least = 1;
  auto rank = count;
  for (const std::size_t i : order) {
    least = std::min(least, p_values[i] * count / rank);
    rates[i] = least;
    --rank;
  }
  return rates;
}

}  // namespace veto::statistics
