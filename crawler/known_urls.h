// SPDX-License-Identifier: GPL-3.0-or-later
//
// The URLs that a crawl knows, each text kept once, in blocks: a crawl holds
// more of them than of anything else. Written by one thread; whether a URL is
// known may be asked by any, so that links that lead to nothing new are passed
// over where they are found.

#ifndef VETO_CRAWLER_KNOWN_URLS_H_
#define VETO_CRAWLER_KNOWN_URLS_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <shared_mutex>
#include <string_view>
#include <vector>

#include "base/keyed_hash.h"

namespace veto::crawler {

class KnownUrls {
 public:
  // False when it is known already.
  bool insert(std::string_view url);
  bool contains(std::string_view url) const;
  std::size_t size() const { return known_; }

  // Texts by number, for what points at URLs; keeping one does not make it
  // known. The writing thread's alone.
  using Id = std::uint32_t;
  Id keep(std::string_view text);
  std::string_view text(Id id) const;

 private:
  static constexpr std::size_t kBlockBytes = 64 * 1024;

  struct Entry {
    const char* at = nullptr;
    std::uint32_t size : 31 = 0;
    std::uint32_t known : 1 = 0;
  };
  // Open addressing, a power of two, at most three quarters full.
  struct Slot {
    std::uint32_t tag = 0;     // of the hash: most strangers differ in it
    std::uint32_t number = 0;  // of the entry, from 1 on; 0: free
  };

  // The text's slot, or the free one where it would stand.
  std::size_t find(std::string_view text, std::uint64_t hash) const;
  Id keep_locked(std::string_view text);
  const char* store(std::string_view text);
  void grow();

  const HashKey key_ = HashKey::random();
  mutable std::shared_mutex mutex_;
  std::vector<Slot> slots_ = std::vector<Slot>(1024);
  std::deque<Entry> entries_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;  // in the newest block
  std::size_t room_ = 0;  // from there to its end
  std::size_t known_ = 0;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_KNOWN_URLS_H_
