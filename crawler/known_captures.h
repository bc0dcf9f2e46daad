// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a case holds already, asked while a crawl goes on: the answer an
// earlier run had from a URL, to ask whether it changed, and a payload that is
// stored already, to refer to it instead of storing it again.
//
// Only what the index acknowledged is ever returned. Memory is bounded: beyond
// kMaxKept entries payloads are stored again and URLs asked for in full, which
// costs space and time and loses nothing. Safe to use from several threads.

#ifndef VETO_CRAWLER_KNOWN_CAPTURES_H_
#define VETO_CRAWLER_KNOWN_CAPTURES_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/db.h"
#include "crawler/api/capture.h"

namespace veto::crawler {

class KnownCaptures {
 public:
  static constexpr std::size_t kMaxKept = 65536;
  // A smaller payload costs less than the fields that would refer to it.
  static constexpr std::uint64_t kMinPayload = 1024;  // bytes

  // Opens a database session of its own. Errors: io, damaged.
  static Result<std::unique_ptr<KnownCaptures>> open(
      const std::filesystem::path& database, const std::string& run_id);

  struct Earlier {
    Capture answer;  // with the fields it stands under
    Capture holder;  // whose record holds its payload; often the same
  };
  // The newest whole answer 200 that a run before this one had from the URL.
  std::optional<Earlier> newest(const std::string& url);

  // A capture whose own record holds this payload.
  std::optional<Capture> with_payload(const Digest& payload);

  // Soon acknowledged, with its payload in its own record.
  void add(const Capture& capture);

 private:
  // Entries by the first bytes of what they are found by; what is found is
  // compared in full.
  using Ids = std::unordered_map<std::uint64_t, Digest>;

  explicit KnownCaptures(Database db) : db_(std::move(db)) {}
  Status load(const std::string& run_id);
  std::optional<Capture> find_in(const Ids& ids, std::uint64_t key);
  std::optional<Capture> read(const std::string& id);

  std::mutex mutex_;
  Database db_;
  Ids by_url_;
  Ids by_payload_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_KNOWN_CAPTURES_H_
