// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes a crawl durable: one thread that owns the WARC writer and the database
// while the crawl runs, and commits in groups (every 100 ms or 3 MB).
//
// Order within a group: WARC records written and fsynced, robots.txt files
// written, then one transaction with the index, the new frontier rows and the
// settled ones. Only then are the entries acknowledged. After a failure
// nothing more is written and every later entry is answered with the error.

#ifndef VETO_CRAWLER_STORE_H_
#define VETO_CRAWLER_STORE_H_

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/db.h"
#include "base/task.h"
#include "crawler/api/capture.h"
#include "crawler/api/page.h"
#include "crawler/crawl_tables.h"
#include "crawler/frontier_table.h"
#include "crawler/robots_files.h"
#include "crawler/warc_writer.h"

namespace veto::crawler {

// What is kept or dropped together.
struct StoreEntry {
  std::optional<FrontierItem> item;  // whose outcome this is
  // The item is done, not to be asked again; without a capture it asked for
  // nothing of its own.
  bool settled = false;
  std::optional<Capture> capture;
  std::string members;                 // the capture's WARC records, compressed
  std::shared_ptr<const TlsInfo> tls;  // of the connection they came by
  std::optional<Page> page;
  std::optional<RobotsSighting> robots;
  std::vector<FrontierItem> found;  // new rows of the frontier
  std::vector<Capture> outside;     // found and not taken in, no record
  std::vector<std::string> limits;  // run into for the first time

  std::uint64_t size() const;  // bytes, roughly
};

class Store {
 public:
  struct Receipt {
    std::optional<FrontierItem> item;
    bool settled = false;
  };
  // On the executor, once a group: durable, or the error for all of it.
  using Committed = std::function<void(std::vector<Receipt>, Status)>;

  struct Setup {
    Database& db;
    WarcWriter writer;
    FrontierLease lease;
    std::filesystem::path case_dir;
    asio::any_io_executor executor;
    Committed committed;
  };

  explicit Store(Setup setup);
  ~Store() { close(); }
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  void submit(StoreEntry entry);
  // Submitted and not yet committed; for holding back new requests.
  std::uint64_t pending_bytes() const { return pending_bytes_; }
  // Commits what was submitted and ends the thread.
  void close();

 private:
  struct Robots {
    RobotsSighting sighting;
    std::optional<RobotsRow> same;  // the version it extends
    std::string file;
  };
  using Group = std::vector<StoreEntry>;

  void run();
  Status commit(Group& group);
  Status append(Group& group, WarcSizes& sizes);
  Result<std::vector<Robots>> write_robots_files(const Group& group);
  void write_rows(soci::session& sql, const Group& group,
                  const std::vector<Robots>& robots, const WarcSizes& sizes);
  void write_entry(const StoreEntry& entry);

  Setup setup_;
  std::optional<Statements> statements_;  // of the store thread's session
  std::optional<Error> failure_;          // the store thread's alone
  std::mutex mutex_;
  std::condition_variable wake_;
  Group queue_;
  std::uint64_t queued_bytes_ = 0;
  bool closing_ = false;
  std::atomic<std::uint64_t> pending_bytes_ = 0;
  std::thread thread_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_STORE_H_
