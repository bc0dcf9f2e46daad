// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/statistics/change.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace veto::statistics {
namespace {

constexpr double kZ95 = 1.959963984540054;
constexpr std::uint64_t kSmallCell = 5;

double share(Counted one) {
  return static_cast<double>(one.k) / static_cast<double>(one.n);
}

double log_choose(double n, double k) {
  return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

double variance(Counted one) {
  return share(one) * (1 - share(one)) / static_cast<double>(one.n);
}

}  // namespace

double fisher(Counted before, Counted after) {
  const std::uint64_t hits = before.k + after.k;
  const std::uint64_t all = before.n + after.n;
  const auto log_likelihood = [&](std::uint64_t k) {
    return log_choose(static_cast<double>(before.n), static_cast<double>(k)) +
           log_choose(static_cast<double>(after.n),
                      static_cast<double>(hits - k)) -
           log_choose(static_cast<double>(all), static_cast<double>(hits));
  };
  // Equally likely tables differ in their last digits.
  constexpr double kSlack = 1e-7;
  const double observed = log_likelihood(before.k) + kSlack;
  const std::uint64_t least = hits > after.n ? hits - after.n : 0;
  double sum = 0;
  for (std::uint64_t k = least; k <= std::min(hits, before.n); ++k)
    if (const double one = log_likelihood(k); one <= observed)
      sum += std::exp(one);
  return std::min(1.0, sum);
}

double two_proportions(Counted before, Counted after) {
  const double pooled = share({before.k + after.k, before.n + after.n});
  const double spread =
      pooled * (1 - pooled) *
      (1 / static_cast<double>(before.n) + 1 / static_cast<double>(after.n));
  if (spread <= 0) return 1;
  const double z = (share(after) - share(before)) / std::sqrt(spread);
  return std::erfc(std::abs(z) / std::numbers::sqrt2);
}

std::optional<Change> test_change(Counted before, Counted after) {
  if (before.n == 0 || after.n == 0) return std::nullopt;
  const bool small = std::min({before.k, before.n - before.k, after.k,
                               after.n - after.k}) < kSmallCell;
  return Change{
      .before = share(before),
      .after = share(after),
      .p = small ? fisher(before, after) : two_proportions(before, after),
      .exact = small};
}

std::optional<Difference> difference_in_differences(Counted before,
                                                    Counted after,
                                                    Counted control_before,
                                                    Counted control_after) {
  double spread = 0;
  for (const Counted& one : {before, after, control_before, control_after}) {
    if (one.n < kLeastForShare) return std::nullopt;
    spread += variance(one);
  }
  const double estimate = (share(after) - share(before)) -
                          (share(control_after) - share(control_before));
  const double half = kZ95 * std::sqrt(spread);
  return Difference{estimate, {estimate - half, estimate + half}};
}

}  // namespace veto::statistics
