// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is left of a name where a reader cuts it at the first character that a
// product token may not hold, as google/robotstxt does: "AI2Bot" reads "AI".

#ifndef VETO_CONFIG_PRODUCT_TOKEN_H_
#define VETO_CONFIG_PRODUCT_TOKEN_H_

#include <cstddef>
#include <string_view>

#include "config/scrapers.h"

namespace veto::config {

// Points into `name`; "" where it begins with such a character.
inline std::string_view leading_token(std::string_view name) {
  std::size_t end = 0;
  while (end < name.size() && is_product_token(name.substr(end, 1))) ++end;
  return name.substr(0, end);
}

}  // namespace veto::config

#endif  // VETO_CONFIG_PRODUCT_TOKEN_H_
