// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/lost.h"

#include <algorithm>
#include <iterator>

namespace veto::embedded {

std::vector<signals::Signal> lost_signals(
    const std::vector<signals::Signal>& original,
    const std::vector<signals::Signal>& served) {
  std::vector<signals::Signal> lost;
  std::ranges::copy_if(
      original, std::back_inserter(lost), [&](const signals::Signal& one) {
        return std::ranges::none_of(served, [&](const signals::Signal& other) {
          return other.source == signals::Source::metadata &&
                 other.family == one.family && other.name == one.name &&
                 other.value == one.value;
        });
      });
  return lost;
}

}  // namespace veto::embedded
