// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sessions by when they began, each once. They are met in the order in which
// they began (sessions.h), in which a vector takes a third of a tree's time.

#ifndef VETO_AUDIT_LOGS_SESSION_SET_H_
#define VETO_AUDIT_LOGS_SESSION_SET_H_

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/time.h"

namespace veto::logs {

class SessionSet {
 public:
  void insert(UtcTime began) {
    if (sorted_.empty() || began > sorted_.back()) {
      sorted_.push_back(began);
      return;
    }
    const auto at = std::ranges::lower_bound(sorted_, began);
    if (*at != began) sorted_.insert(at, began);
  }
  bool contains(UtcTime began) const {
    return std::ranges::binary_search(sorted_, began);
  }
  std::size_t size() const { return sorted_.size(); }
  auto begin() const { return sorted_.begin(); }
  auto end() const { return sorted_.end(); }

 private:
  std::vector<UtcTime> sorted_;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_SESSION_SET_H_
