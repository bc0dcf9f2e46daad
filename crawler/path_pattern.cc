// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/path_pattern.h"

#include "crawler/robots_match.h"

namespace veto::crawler {

bool path_matches(std::string_view pattern, std::string_view target) {
  if (pattern.empty()) return false;
  RobotsArena arena;
  return robots_match(normalise_pattern(pattern, arena),
                      normalise_target(target, arena));
}

std::size_t path_length(std::string_view pattern) {
  RobotsArena arena;
  return normalise_pattern(pattern, arena).text.size();
}

}  // namespace veto::crawler
