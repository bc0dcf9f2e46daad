// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/statistics/proportion.h"

#include <algorithm>
#include <cmath>

namespace veto::statistics {
namespace {

constexpr double kZ = 1.959963984540054;  // 97.5 % of the normal distribution

}  // namespace

Interval wilson(std::uint64_t k, std::uint64_t n) {
  const auto count = static_cast<double>(n);
  const double share = static_cast<double>(k) / count;
  const double scale = 1 + kZ * kZ / count;
  const double middle = share + kZ * kZ / (2 * count);
  const double half = kZ * std::sqrt(share * (1 - share) / count +
                                     kZ * kZ / (4 * count * count));
  return {std::max(0.0, (middle - half) / scale),
          std::min(1.0, (middle + half) / scale)};
}

std::optional<Interval> share_interval(std::uint64_t k, std::uint64_t n) {
  if (n < kLeastForShare) return std::nullopt;
  if (k == 0) return Interval{0, std::min(1.0, 3 / static_cast<double>(n))};
  return wilson(k, n);
}

}  // namespace veto::statistics
