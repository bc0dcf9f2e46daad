// SPDX-License-Identifier: GPL-3.0-or-later
//
// How sure a share is that was counted: k of n sessions. Shares are 0 to 1.

#ifndef VETO_AUDIT_STATISTICS_PROPORTION_H_
#define VETO_AUDIT_STATISTICS_PROPORTION_H_

#include <cstdint>
#include <optional>

namespace veto::statistics {

struct Interval {
  double low = 0, high = 1;
};

// Below this many, counts alone are told.
inline constexpr std::uint64_t kLeastForShare = 5;

// The score interval (E. B. Wilson, JASA 22, 1927) at 95 %; k <= n, n > 0.
Interval wilson(std::uint64_t k, std::uint64_t n);

// What to print of k of n, k <= n: nothing for fewer than kLeastForShare; for
// none of n up to 3/n, the rule of three (Hanley and Lippman-Hand, JAMA 249,
// 1983); else wilson().
std::optional<Interval> share_interval(std::uint64_t k, std::uint64_t n);

}  // namespace veto::statistics

#endif  // VETO_AUDIT_STATISTICS_PROPORTION_H_
