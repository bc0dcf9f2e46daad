// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a client's ways changed with a rule: the share of its sessions that
// went where the rule speaks of, before and after, and beside it the share that
// went to a path that no rule speaks of. The client is its own baseline.

#ifndef VETO_AUDIT_STATISTICS_CHANGE_H_
#define VETO_AUDIT_STATISTICS_CHANGE_H_

#include <cstdint>
#include <optional>

#include "audit/statistics/proportion.h"

namespace veto::statistics {

// k of n, k <= n.
struct Counted {
  std::uint64_t k = 0, n = 0;
};

// Two-sided probability of a table as far from equality, margins given: the
// sum over all tables that are no likelier (R. A. Fisher's exact test).
double fisher(Counted before, Counted after);
// The same by the normal approximation with a pooled share; 1 where every
// session or none did it. n > 0.
double two_proportions(Counted before, Counted after);

struct Change {
  double before = 0, after = 0;  // shares
  double p = 1;
  bool exact = false;  // by fisher(): some cell is below 5
};
// Nothing without sessions on either side.
std::optional<Change> test_change(Counted before, Counted after);

// (after - before) of the ruled path, less that of the control path, with its
// 95 % interval: what is left when all traffic grew or shrank alike.
struct Difference {
  double estimate = 0;
  Interval interval;  // -2 to 2
};
// Nothing where one of the four has fewer than kLeastForShare sessions.
std::optional<Difference> difference_in_differences(Counted before,
                                                    Counted after,
                                                    Counted control_before,
                                                    Counted control_after);

}  // namespace veto::statistics

#endif  // VETO_AUDIT_STATISTICS_CHANGE_H_
