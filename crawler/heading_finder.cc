// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/heading_finder.h"

#include <algorithm>
#include <utility>

namespace veto::crawler {

void HeadingFinder::left(std::size_t depth) {
  last_.shared = std::min(last_.shared, depth);
  for (std::size_t at = pictures_.size(); at-- > first_waiting_;) {
    std::size_t& shared = pictures_[at].after.shared;
    if (shared <= depth) return;
    shared = depth;
  }
}

void HeadingFinder::close(std::size_t depth) {
  const Words words = std::move(open_.back());
  open_.pop_back();
  if (words->empty()) return;
  for (; first_waiting_ < pictures_.size(); ++first_waiting_)
    pictures_[first_waiting_].after.words = words;
  last_ = {words, depth};
}

void HeadingFinder::add_picture(std::size_t depth) {
  pictures_.push_back(
      {open_.empty() ? nullptr : open_.back(), last_, {nullptr, depth}});
}

const std::string& HeadingFinder::heading_of(std::size_t picture) const {
  static const std::string kNone;
  const auto& [around, before, after] = pictures_[picture];
  if (around != nullptr && !around->empty()) return *around;
  const bool is_after =
      after.words != nullptr &&
      (before.words == nullptr || after.shared > before.shared);
  const Words& words = is_after ? after.words : before.words;
  return words == nullptr ? kNone : *words;
}

}  // namespace veto::crawler
