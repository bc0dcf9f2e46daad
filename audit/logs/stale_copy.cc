// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/stale_copy.h"

#include <algorithm>

#include "audit/logs/rulebook.h"

namespace veto::logs {

std::string_view stale_copy(const StaleCopy& copy) {
  constexpr std::chrono::hours kLong{30 * 24};
  if (copy.read + Rulebook::kGuard >= copy.changed) return {};
  const auto age = copy.request - copy.changed;
  if (age <= copy.cache || copy.request - copy.read <= copy.cache) return {};
  return age > kLong ? "V3b" : "V3a";
}

}  // namespace veto::logs
