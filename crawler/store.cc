// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/store.h"

#include <chrono>
#include <utility>

#include "base/digest.h"
#include "crawler/crawl_tables.h"

namespace veto::crawler {
namespace {

constexpr std::chrono::milliseconds kGroupTime{100};
constexpr std::uint64_t kGroupBytes = 3u << 20;

// Fixed parts of an entry and of its rows, so that many small ones count.
constexpr std::uint64_t kEntryBytes = 512;

std::uint64_t size_of(const Page& page) {
  std::uint64_t bytes = page.title.size();
  for (const auto& link : page.links) bytes += link.url.size() + 64;
  for (const auto& image : page.images)
    bytes += image.url.size() + image.alt.size() + image.caption.size() + 128;
  for (const auto& meta : page.metas) bytes += meta.content.size() + 64;
  return bytes;
}

std::uint64_t size_of(const std::vector<StoreEntry>& group) {
  std::uint64_t bytes = 0;
  for (const auto& entry : group) bytes += entry.size();
  return bytes;
}

}  // namespace

std::uint64_t StoreEntry::size() const {
  return kEntryBytes * (1 + found.size() + outside.size()) + members.size() +
         (page ? size_of(*page) : 0) + (robots ? robots->text.size() : 0);
}

Store::Store(Setup setup)
    : setup_(std::move(setup)), thread_([this] { run(); }) {}

void Store::submit(StoreEntry entry) {
  const std::uint64_t bytes = entry.size();
  pending_bytes_ += bytes;
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(entry));
    queued_bytes_ += bytes;
  }
  wake_.notify_one();
}

void Store::close() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Store::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    if (queue_.empty()) return;
    wake_.wait_for(lock, kGroupTime,
                   [this] { return closing_ || queued_bytes_ >= kGroupBytes; });
    Group group = std::exchange(queue_, {});
    queued_bytes_ = 0;
    lock.unlock();
    Status status = commit(group);
    std::vector<Receipt> receipts;
    receipts.reserve(group.size());
    for (auto& entry : group)
      receipts.push_back({std::move(entry.item), entry.settled});
    pending_bytes_ -= size_of(group);
    asio::post(setup_.executor,
               [committed = setup_.committed, receipts = std::move(receipts),
                status = std::move(status)]() mutable {
                 committed(std::move(receipts), std::move(status));
               });
    lock.lock();
  }
}

Status Store::commit(Group& group) {
  if (failure_) return std::unexpected(*failure_);
  WarcSizes sizes;
  Status status = append(group, sizes);
  if (status) {
    auto robots = write_robots_files(group);
    status = robots
                 ? setup_.db.transact("store what was fetched",
                                      [&](soci::session& sql) {
                                        write_rows(sql, group, *robots, sizes);
                                      })
                 : Status(pass(robots));
  }
  if (status) {
    setup_.writer.acknowledge();
  } else {
    setup_.writer.roll_back();
    failure_ = status.error();
  }
  return status;
}

Status Store::append(Group& group, WarcSizes& sizes) {
  for (auto& entry : group) {
    if (entry.members.empty()) continue;
    auto place = setup_.writer.append(entry.members, entry.tls.get(),
                                      entry.capture->time);
    if (!place) return pass(place);
    entry.capture->warc_file = place->file;
    entry.capture->warc_offset = place->offset;
    sizes[setup_.writer.file_name()] = setup_.writer.file_size();
  }
  return sizes.empty() ? Status() : setup_.writer.sync();
}

Result<std::vector<Store::Robots>> Store::write_robots_files(
    const Group& group) {
  std::vector<Robots> written;
  for (const auto& entry : group) {
    if (!entry.robots) continue;
    Robots robots;
    robots.sighting = *entry.robots;
    auto newest =
        setup_.db.attempt("read the robots versions", [&](soci::session& sql) {
          return newest_robots(sql, robots.sighting.origin);
        });
    if (!newest) return pass(newest);
    if (*newest && (*newest)->status == robots.sighting.status &&
        (*newest)->digest == sha256(robots.sighting.text)) {
      robots.same = std::move(*newest);
    } else {
      auto file = write_robots(setup_.case_dir, robots.sighting);
      if (!file) return pass(file);
      robots.file = std::move(*file);
    }
    written.push_back(std::move(robots));
  }
  return written;
}

void Store::write_rows(soci::session& sql, const Group& group,
                       const std::vector<Robots>& robots,
                       const WarcSizes& sizes) {
  if (!statements_) statements_.emplace(sql);
  for (const auto& entry : group) {
    write_entry(entry);
    for (const auto& name : entry.limits)
      put_limit(sql, setup_.lease.run_id, name);
  }
  for (const auto& [sighting, same, file] : robots) {
    if (same) {
      extend_robots(sql, *same, sighting.time);
      continue;
    }
    insert_robots(
        sql, {sighting.origin, sighting.time, sighting.time, sighting.status,
              sha256(sighting.text), file, sighting.source});
  }
  for (const auto& [name, size] : sizes)
    put_warc_size(sql, setup_.lease.run_id, name, size);
}

void Store::write_entry(const StoreEntry& entry) {
  const Statements& sql = *statements_;
  const FrontierLease& lease = setup_.lease;
  if (entry.capture) insert_capture(sql, *entry.capture);
  if (entry.page) insert_page(sql, *entry.capture, *entry.page);
  for (const auto& capture : entry.outside) insert_capture(sql, capture);
  for (const auto& item : entry.found) insert_frontier(sql, lease, item);
  if (entry.item && entry.settled)
    finish_frontier(sql, lease, entry.item->key(),
                    entry.capture ? entry.capture->outcome : Outcome::fetched);
}

}  // namespace veto::crawler
