// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/seen_lines.h"

#include <algorithm>

#include "base/digest.h"

namespace veto::logs {
namespace {

// Of a digest nobody can aim at: a client chooses much of its line, and must
// not be able to make another's look like a copy.
std::uint64_t key_of(std::string_view line) {
  const Digest digest = sha256(line);
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < sizeof key; ++i) key = key << 8 | digest.bytes[i];
  return key;
}

}  // namespace

void SeenLines::begin_file() {
  for (Entry& entry : entries_) entry.met = 0;
  if (added_.empty()) return;
  std::ranges::sort(added_);
  const std::size_t before = entries_.size();
  for (std::uint64_t key : added_) {
    if (entries_.size() > before && entries_.back().key == key)
      ++entries_.back().count;
    else
      entries_.push_back({.key = key, .count = 1});
  }
  added_.clear();
  std::ranges::sort(entries_, {}, &Entry::key);
  // A line of two files is one entry.
  std::size_t last = 0;
  for (std::size_t i = 1; i < entries_.size(); ++i) {
    if (entries_[i].key == entries_[last].key)
      entries_[last].count += entries_[i].count;
    else
      entries_[++last] = entries_[i];
  }
  entries_.resize(last + 1);
}

bool SeenLines::repeats(std::string_view line) {
  if (entries_.empty()) return false;
  const std::uint64_t key = key_of(line);
  const auto found = std::ranges::lower_bound(entries_, key, {}, &Entry::key);
  if (found == entries_.end() || found->key != key ||
      found->met == found->count)
    return false;
  ++found->met;
  return true;
}

void SeenLines::remember(std::string_view line) {
  if (entries_.size() + added_.size() >= most_) {
    overflowed_ = true;
    return;
  }
  added_.push_back(key_of(line));
}

}  // namespace veto::logs
