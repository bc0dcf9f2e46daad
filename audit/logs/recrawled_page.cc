// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/recrawled_page.h"

#include <utility>

namespace veto::logs {

void RecrawledPages::received(UseClient client, std::chrono::hours grace,
                              UseRequest request) {
  const auto key = std::tuple(client, request.target);
  const auto known = told_.find(key);
  if (known == told_.end()) {
    if (told_.size() < kMaxUseEntries)
      told_.emplace(key, request.time);
    else
      ++passed_over_;
    return;
  }
  // Lines may be out of order.
  known->second = std::min(known->second, request.time);
  if (request.time - known->second < grace) return;
  request.told = known->second;
  add_to(records_, client, std::move(request), passed_over_);
}

}  // namespace veto::logs
