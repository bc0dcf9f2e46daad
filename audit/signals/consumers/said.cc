// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/consumers/said.h"

#include <cstddef>

namespace veto::signals {

std::string_view to_string(ResourceKind kind) {
  constexpr std::string_view kNames[] = {"page", "document", "image"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace veto::signals
