// SPDX-License-Identifier: GPL-3.0-or-later
//
// One crawl at work: takes URLs from the frontier, fetches each in a coroutine
// on the calling thread, has the answers prepared on the CPU pool and made
// durable by the store, and tells the frontier when they are.
//
// A visit is one coroutine, owned by this object through its completion; the
// number of transfers at once is bounded, and so are the answers that wait to
// be prepared and stored. The crawl ends when nothing is in flight and nothing
// is outstanding, or soon after it was asked to stop.

#ifndef VETO_CRAWLER_CRAWL_SESSION_H_
#define VETO_CRAWLER_CRAWL_SESSION_H_

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/case.h"
#include "base/cpu_pool.h"
#include "base/stage.h"
#include "base/task.h"
#include "config/settings.h"
#include "crawler/api/robots_history.h"
#include "crawler/frontier.h"
#include "crawler/frontier_table.h"
#include "crawler/prepare.h"
#include "crawler/scope.h"
#include "crawler/store.h"
#include "crawler/stored_body.h"
#include "crawler/transport.h"
#include "crawler/trap.h"

namespace veto::crawler {

class CrawlSession {
 public:
  // Work in flight gets this long to end once the crawl is asked to stop.
  static constexpr std::chrono::seconds kStopGrace{3};

  struct Setup {
    Case& the_case;
    const config::Settings& settings;
    const Sinks& sinks;
    Scope scope;
    Frontier frontier;  // with what an earlier, killed process left
    TrapDetector traps;
    FrontierLease lease;
    WarcWriter writer;
    std::shared_ptr<KnownCaptures> known;
    std::string user_agent;
    bool archive = true;  // false: no WARC records (run_crawl_unarchived)
    bool dry = false;     // true: listings alone are asked for (run_crawl_dry)
    OwnSite own;          // hosts that are visited as their owner
  };

  explicit CrawlSession(Setup setup);

  // Returns when everything that could be fetched is stored, or when stopped.
  // Errors: what the store could not keep; bug.
  Status run(std::stop_token stop);
  bool stopped() const { return stopping_; }
  // Of a dry run: what would have been asked for, in order.
  const std::vector<FrontierItem>& planned() const { return planned_; }
  // URLs that their host's robots.txt closes and its owner had looked at.
  std::uint64_t inspected() const { return inspected_; }

 private:
  // What a visit is to become in place of a request.
  struct Refusal {
    Outcome outcome;
    std::string problem;
  };
  // What an origin's robots.txt says to us.
  struct RobotsState {
    RobotsRules rules;
    std::optional<Refusal> refusal;  // of the whole origin
  };
  // What this process received, for the progress line.
  struct Tally {
    std::uint64_t pages = 0;
    std::uint64_t images = 0;
    std::uint64_t errors = 0;
  };
  // Named function objects: completions and work of the coroutines.
  struct VisitDone {
    CrawlSession* session;
    std::uint64_t id;
    void operator()(std::exception_ptr thrown) const;
  };
  struct PrepareWork {
    std::shared_ptr<const Scope> scope;
    std::shared_ptr<KnownCaptures> known;
    Fetched fetched;
    Prepared operator()() const { return prepare(fetched, *scope, *known); }
  };
  struct ReadEarlier {
    std::filesystem::path case_dir;
    Capture holder;
    Result<std::string> operator()() const {
      return stored_body(case_dir, holder);
    }
  };

  void add_seeds();
  void pump();
  void start(FrontierItem item);
  void leave_out(const FrontierItem& item, std::string_view limit);
  void visit_done(std::uint64_t id, std::exception_ptr thrown);
  void stop_soon();
  void cancel_all();
  void give_up(Error error);

  Task<void> visit(FrontierItem item);
  Task<void> visit_url(FrontierItem item);
  Task<void> visit_robots(FrontierItem item);
  // One exchange, prepared.
  Task<Prepared> exchange(FrontierItem item);
  // Its transfer: where an earlier run had an answer, asks whether it stands.
  Task<void> transfer(Fetched& fetched);

  std::optional<Refusal> refusal_of(const FrontierItem& item);
  // Learns from an answer whether its host wants to be asked less.
  void keep_pace(const FrontierItem& item, const TransportResponse& response);
  // Keeps an answer of 429 or 503 and has its URL asked for again; false when
  // it is none, or was the last.
  bool put_off(const FrontierItem& item, Prepared& prepared);
  bool may_ask_again(const FrontierItem& item, const Capture& capture) const;
  static void mark_postponed(Capture& capture);
  TransportRequest request_for(const FrontierItem& item) const;
  void learn_robots(const FrontierItem& item, const Prepared& last,
                    const std::string& text);
  void add_sitemaps(const FrontierItem& robots, const RobotsRules& rules);
  void keep(const FrontierItem& item, Prepared prepared);
  void take_in_all(StoreEntry& entry, const FrontierItem& item,
                   Prepared& prepared);
  bool take_in(StoreEntry& entry, FrontierItem found);
  void turn_away(StoreEntry& entry, const FrontierItem& found, Outcome outcome,
                 std::string problem);
  // Of an origin that gave a page or a picture: its signal files.
  void add_signal_files(StoreEntry& entry, const FrontierItem& item,
                        const Capture& capture);
  // Those that a robots.txt names.
  void add_licenses(const FrontierItem& robots, const std::string& text);
  // The robots.txt of origins that differ from the seeds' in little.
  void add_twins(StoreEntry& entry);
  // A signal file that is its origin's robots.txt is not fetched twice.
  static bool is_read_already(const FrontierItem& item);
  void settle_unasked(const FrontierItem& item);
  void submit(StoreEntry entry);
  void note_limits(StoreEntry& entry);
  void committed(std::vector<Store::Receipt> receipts, Status status);

  Setup setup_;
  std::shared_ptr<const Scope> scope_;
  asio::io_context io_{1};
  asio::steady_timer wake_timer_{io_};
  asio::steady_timer grace_timer_{io_};
  Transport transport_{io_.get_executor()};
  CpuPool pool_;
  std::map<std::string, RobotsState> robots_;
  std::vector<FrontierItem> planned_;
  std::unordered_set<std::string> turned_away_;     // already recorded
  std::unordered_set<std::string> signal_origins_;  // asked for signal files
  std::uint64_t inspected_ = 0;
  // Hosts that asked for a longer rest than a crawl waits, and why.
  std::map<std::string, std::string> left_alone_;
  std::set<std::string> noted_limits_;
  Tally tally_;
  std::map<std::uint64_t, std::unique_ptr<asio::cancellation_signal>> visits_;
  std::uint64_t last_visit_ = 0;
  int transferring_ = 0;
  std::uint64_t preparing_bytes_ = 0;
  std::size_t unacknowledged_ = 0;  // entries at the store
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>>
      store_work_;
  bool stopping_ = false;
  std::optional<Error> failure_;
  std::optional<Store> store_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_CRAWL_SESSION_H_
