// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/value.h"

namespace veto::embedded {

const Value* Value::find(std::string_view key) const {
  const Value* found = nullptr;
  if (!is_map()) return nullptr;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    if (!items[i].is_text() || items[i].text != key) continue;
    if (found) return nullptr;
    found = &items[i + 1];
  }
  return found;
}

}  // namespace veto::embedded
