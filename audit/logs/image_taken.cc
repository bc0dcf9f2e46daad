// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/image_taken.h"

#include <algorithm>
#include <utility>
#include <vector>

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
      sent_in_part(client, image, std::move(request));
    return;
  }
  if (tells) ++whole_[client];
  if (!taker || !before || request.bytes != size) return;
  request.told = *before;
  add_to(taken_, client, std::move(request), passed_over_);
}

void ImagesTaken::sent_in_part(UseClient client, std::uint32_t image,
                               UseRequest request) {
  ++in_part_[client];
  const std::pair key(image, request.bytes);
  if (const auto known = parts_.find(key); known != parts_.end())
    known->second.again = true;
  else if (parts_.size() < kMaxUseEntries)
    parts_.emplace(key, Part{client, std::move(request)});
  else
    ++passed_over_;
}

const UseRecord* ImagesTaken::taken(UseClient client) const {
  const auto parts = in_part_.find(client);
  const bool may_heed = parts != in_part_.end() &&
                        parts->second >= kLeastHungUp &&
                        !whole_.contains(client);
  return may_heed ? nullptr : find_record(taken_, client);
}

UseRecords ImagesTaken::hung_up() const {
  std::vector<const Part*> once;
  for (const auto& [key, part] : parts_)
    if (!part.again && !whole_.contains(part.client)) once.push_back(&part);
  std::ranges::sort(once, {},
                    [](const Part* part) { return part->request.time; });
  UseRecords all;
  for (const Part* part : once) all[part->client].add(part->request);
  std::erase_if(
      all, [](const auto& one) { return one.second.count < kLeastHungUp; });
  return all;
}

}  // namespace veto::logs
