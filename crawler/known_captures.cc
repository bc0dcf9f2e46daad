// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/known_captures.h"

#include <cstring>

#include "crawler/crawl_tables.h"

namespace veto::crawler {
namespace {

std::uint64_t known_key(const Digest& digest) {
  std::uint64_t key = 0;
  std::memcpy(&key, digest.bytes.data(), sizeof key);
  return key;
}

std::uint64_t known_key(std::string_view url) { return known_key(sha256(url)); }

bool holds_payload(const Capture& capture) {
  return capture.revisit_of.empty() && !capture.warc_file.empty();
}

}  // namespace

Result<std::unique_ptr<KnownCaptures>> KnownCaptures::open(
    const std::filesystem::path& database, const std::string& run_id) {
  auto db = Database::open(database);
  if (!db) return pass(db);
  std::unique_ptr<KnownCaptures> known(new KnownCaptures(std::move(*db)));
  auto loaded = known->load(run_id);
  if (!loaded) return pass(loaded);
  return known;
}

Status KnownCaptures::load(const std::string& run_id) {
  return db_.attempt("read the captures", [&](soci::session& sql) {
    for_each_kept(sql, [&](const KeptCapture& kept) {
      const auto id = Digest::parse(kept.id);
      const auto payload = Digest::parse(kept.payload);
      if (!id || !payload) return;
      // In order of time, so the newest stays.
      if (kept.whole && kept.run_id != run_id && by_url_.size() < kMaxKept)
        by_url_.insert_or_assign(known_key(kept.url), *id);
      if (kept.holds_payload && kept.payload_size >= kMinPayload &&
          by_payload_.size() < kMaxKept)
        by_payload_.try_emplace(known_key(*payload), *id);
    });
  });
}

std::optional<KnownCaptures::Earlier> KnownCaptures::newest(
    const std::string& url) {
  const std::lock_guard lock(mutex_);
  if (by_url_.empty()) return std::nullopt;
  auto answer = find_in(by_url_, known_key(url));
  if (!answer || answer->url != url) return std::nullopt;
  auto holder = answer->revisit_of.empty() ? answer : read(answer->revisit_of);
  if (!holder || holder->payload_digest != answer->payload_digest)
    return std::nullopt;
  return Earlier{std::move(*answer), std::move(*holder)};
}

std::optional<Capture> KnownCaptures::with_payload(const Digest& payload) {
  const std::lock_guard lock(mutex_);
  auto found = find_in(by_payload_, known_key(payload));
  if (found && (found->payload_digest != payload || !holds_payload(*found)))
    return std::nullopt;
  return found;
}

void KnownCaptures::add(const Capture& capture) {
  if (capture.payload_size < kMinPayload) return;
  const auto id = Digest::parse(capture.id);
  const std::lock_guard lock(mutex_);
  if (id && by_payload_.size() < kMaxKept)
    by_payload_.try_emplace(known_key(capture.payload_digest), *id);
}

std::optional<Capture> KnownCaptures::find_in(const Ids& ids,
                                              std::uint64_t key) {
  const auto at = ids.find(key);
  return at == ids.end() ? std::nullopt : read(at->second.hex());
}

std::optional<Capture> KnownCaptures::read(const std::string& id) {
  auto found = db_.attempt("read a capture", [&](soci::session& sql) {
    return find_capture(sql, id);
  });
  // What cannot be read is as good as not known.
  return found ? std::move(*found) : std::nullopt;
}

}  // namespace veto::crawler
