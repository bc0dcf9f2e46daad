// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines in no known format: whose read of robots.txt they may be.

#include <algorithm>

#include "audit/logs/collector.h"

namespace veto::logs {

void Collector::set_aside(std::string_view line) {
  if (line.find("robots.txt") == std::string_view::npos) return;
  const std::string_view whole = line;
  // The address is the first field, or the second where a host comes first.
  for (int field = 0; field < 2; ++field) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (is_address(line.substr(0, end))) {
      if (Actor* actor = actors_.find_or_add(line.substr(0, end)))
        actor->reads_unknown = true;
      return;
    }
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  note_all_addresses(whole);
}

// Of a line whose first fields are none: any address in it may be the
// client's.
void Collector::note_all_addresses(std::string_view line) {
  constexpr std::string_view kAddress = "0123456789abcdefABCDEF.:";
  constexpr std::size_t kShortest = 3;  // ::1
  constexpr std::size_t kLongest = 45;
  while (!line.empty()) {
    const std::size_t begin = line.find_first_of(kAddress);
    if (begin == std::string_view::npos) return;
    line.remove_prefix(begin);
    const std::size_t size =
        std::min(line.find_first_not_of(kAddress), line.size());
    const std::string_view word = line.substr(0, size);
    if (size >= kShortest && size <= kLongest && is_address(word))
      if (Actor* actor = actors_.find_or_add(word)) actor->reads_unknown = true;
    line.remove_prefix(size);
  }
}

}  // namespace veto::logs
