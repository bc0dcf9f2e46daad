// SPDX-License-Identifier: GPL-3.0-or-later
//
// P3: a program asked whether what it holds is current, and was told so (304)
// without being sent it again.

#ifndef VETO_AUDIT_LOGS_REVALIDATION_H_
#define VETO_AUDIT_LOGS_REVALIDATION_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "audit/logs/actors.h"

namespace veto::logs {

struct Revalidation {
  static constexpr std::size_t kPlaces = 20;

  std::uint64_t count = 0;
  UtcTime first{}, last{};
  std::vector<Place> places;  // the first kPlaces

  void add(UtcTime time, Place place) {
    if (++count == 1) first = last = time;
    first = std::min(first, time);
    last = std::max(last, time);
    if (places.size() < kPlaces) places.push_back(place);
  }
};

// By actor and agent.
using Revalidations =
    std::map<std::pair<std::uint32_t, std::uint32_t>, Revalidation>;
inline constexpr std::size_t kMaxRevalidations = 50'000;

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_REVALIDATION_H_
