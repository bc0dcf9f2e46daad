// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/image_taken.h"

#include <utility>

#include "audit/logs/rulebook.h"

namespace veto::logs {
namespace {

template <typename Key>
void note_first(std::map<Key, UtcTime>& times, const Key& key, UtcTime time,
                std::uint64_t& passed_over) {
  const auto known = times.find(key);
  if (known != times.end())
    known->second = std::min(known->second, time);
  else if (times.size() < kMaxUseEntries)
    times.emplace(key, time);
  else
    ++passed_over;
}

const UseRecord* find_record(const UseRecords& all, UseClient client) {
  const auto found = all.find(client);
  return found == all.end() ? nullptr : &found->second;
}

}  // namespace

void ImagesTaken::page(UseClient client, std::uint32_t page, UtcTime time) {
  note_first(pages_, Key(client, page), time, passed_over_);
}

// The first time it was told so, where that was surely before.
std::optional<UtcTime> ImagesTaken::told(
    UseClient client, std::uint32_t image,
    std::span<const std::uint32_t> shown_by, UtcTime time) const {
  std::optional<UtcTime> first;
  const auto look = [&](const std::map<Key, UtcTime>& times,
                        std::uint32_t what) {
    const auto found = times.find(Key(client, what));
    if (found == times.end() || found->second + Rulebook::kGuard >= time)
      return;
    if (!first || found->second < *first) first = found->second;
  };
  look(headers_, image);
  for (const std::uint32_t page : shown_by) look(pages_, page);
  return first;
}

void ImagesTaken::image(UseClient client, std::uint32_t image,
                        std::int64_t size,
                        std::span<const std::uint32_t> shown_by, bool taker,
                        UseRequest request) {
  const auto before = told(client, image, shown_by, request.time);
  note_first(headers_, Key(client, image), request.time, passed_over_);
  if (size <= 0) return;
  const bool tells = size >= kTelling;
  if (request.bytes < size) {
    request.told = request.time;
    if (tells && request.bytes >= 0)
      add_to(hung_up_, client, std::move(request), passed_over_);
    return;
  }
  if (tells) ++whole_[client];
  if (!taker || !before || request.bytes != size) return;
  request.told = *before;
  add_to(taken_, client, std::move(request), passed_over_);
}

const UseRecord* ImagesTaken::taken(UseClient client) const {
  return hung_up(client) ? nullptr : find_record(taken_, client);
}

const UseRecord* ImagesTaken::hung_up(UseClient client) const {
  const UseRecord* found = find_record(hung_up_, client);
  return found && found->count >= kLeastHungUp && !whole_.contains(client)
             ? found
             : nullptr;
}

}  // namespace veto::logs
