// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/robots_index.h"

namespace veto::crawler {

RobotsIndex::RobotsIndex(std::size_t patterns)
    : blocks_((patterns + 63) / 64) {}

void RobotsIndex::add(std::size_t number, std::string_view pattern) {
  if (pattern.ends_with('$')) pattern.remove_suffix(1);
  Block& block = blocks_[number / 64];
  const std::uint64_t bit = std::uint64_t{1} << (number % 64);
  bool open = pattern.starts_with('*');
  for (std::size_t at = 0; at < kOctets; ++at) {
    open |= at + 1 >= pattern.size() || pattern[at + 1] == '*';
    const std::size_t octet_class =
        open ? kOpen : static_cast<std::uint8_t>(pattern[at + 1]) % kOpen;
    block[at][octet_class] |= bit;
  }
}

void RobotsIndex::finish() {
  for (Block& block : blocks_)
    for (auto& classes : block)
      for (std::size_t i = 0; i < kOpen; ++i) classes[i] |= classes[kOpen];
}

RobotsIndex::Search::Search(const RobotsIndex& index, std::string_view target)
    : index_(index) {
  for (std::size_t at = 0; at < kOctets; ++at)
    classes_[at] = at + 1 < target.size()
                       ? static_cast<std::uint8_t>(target[at + 1]) % kOpen
                       : kOpen;
  if (!index_.blocks_.empty()) load();
}

}  // namespace veto::crawler
