// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/known_urls.h"

#include <algorithm>
#include <limits>
#include <mutex>

#include "base/check.h"

namespace veto::crawler {
namespace {

std::uint32_t tag_of(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash >> 32);
}

}  // namespace

std::size_t KnownUrls::find(std::string_view text, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.number == 0) return at;
    if (slot.tag != tag_of(hash)) continue;
    const Entry& entry = entries_[slot.number - 1];
    if (std::string_view(entry.at, entry.size) == text) return at;
  }
}

bool KnownUrls::contains(std::string_view url) const {
  const std::uint64_t hash = keyed_hash(url, key_);
  const std::shared_lock lock(mutex_);
  const Slot& slot = slots_[find(url, hash)];
  return slot.number != 0 && entries_[slot.number - 1].known != 0;
}

bool KnownUrls::insert(std::string_view url) {
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[keep_locked(url)];
  if (entry.known != 0) return false;
  entry.known = 1;
  ++known_;
  return true;
}

KnownUrls::Id KnownUrls::keep(std::string_view text) {
  const std::lock_guard lock(mutex_);
  return keep_locked(text);
}

KnownUrls::Id KnownUrls::keep_locked(std::string_view text) {
  const std::uint64_t hash = keyed_hash(text, key_);
  std::size_t at = find(text, hash);
  if (slots_[at].number != 0) return slots_[at].number - 1;
  VETO_CHECK(entries_.size() < std::numeric_limits<Id>::max() - 1);
  if (4 * (entries_.size() + 1) > 3 * slots_.size()) {
    grow();
    at = find(text, hash);
  }
  Entry entry;
  entry.at = store(text);
  entry.size = static_cast<std::uint32_t>(text.size());
  entries_.push_back(entry);
  slots_[at] = {tag_of(hash), static_cast<std::uint32_t>(entries_.size())};
  return static_cast<Id>(entries_.size() - 1);
}

std::string_view KnownUrls::text(Id id) const {
  const Entry& entry = entries_[id];
  return {entry.at, entry.size};
}

const char* KnownUrls::store(std::string_view text) {
  if (text.size() > room_) {
    room_ = std::max(kBlockBytes, text.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(room_));
    free_ = blocks_.back().get();
  }
  char* const at = free_;
  std::ranges::copy(text, at);
  free_ += text.size();
  room_ -= text.size();
  return at;
}

void KnownUrls::grow() {
  std::vector<Slot> old(2 * slots_.size());
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == 0) continue;
    std::size_t at = keyed_hash(text(slot.number - 1), key_) & mask;
    while (slots_[at].number != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace veto::crawler
