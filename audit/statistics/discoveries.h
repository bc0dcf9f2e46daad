// SPDX-License-Identifier: GPL-3.0-or-later
//
// Of many agents tested some look as if they had changed by chance alone.

#ifndef VETO_AUDIT_STATISTICS_DISCOVERIES_H_
#define VETO_AUDIT_STATISTICS_DISCOVERIES_H_

#include <span>
#include <vector>

namespace veto::statistics {

// For each p value, in the order given, the least share of false discoveries at
// which it would count as one (Benjamini and Hochberg, JRSS B 57, 1995).
std::vector<double> discovery_rates(std::span<const double> p_values);

}  // namespace veto::statistics

#endif  // VETO_AUDIT_STATISTICS_DISCOVERIES_H_
