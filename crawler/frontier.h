// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is still to be fetched, and what may be fetched now. A pure state
// machine: no clock, no database, no network; it is told the time and what
// happened. Its rows in the database are written by the store.
//
// Every URL that was added is in exactly one state: waiting, taken (in flight,
// or answered and not yet durable), or settled. outstanding() counts the first
// two, and the crawl is over when it is zero: nothing is lost in between.
//
// The host is the unit of politeness (connections at once, pause between
// requests, rest after it said that it is asked too much); the origin is the
// unit of robots.txt, which is handed out before anything else of its origin,
// and again when the answer is a day old (RFC 9309, section 2.4). Signal files
// come after all else that waits at their host. Hosts that
// may be asked stand in a queue by the time from which they may: the next one
// is found at once among any number.

#ifndef VETO_CRAWLER_FRONTIER_H_
#define VETO_CRAWLER_FRONTIER_H_

#include <chrono>
#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/url.h"
#include "crawler/api/capture.h"
#include "crawler/budget.h"
#include "crawler/known_urls.h"

namespace veto::crawler {

struct FrontierItem {
  std::string url;     // without fragment
  std::string origin;  // "https://example.org"
  std::string host;    // "example.org"
  Target target = Target::page;
  // Links from a seed or from a page that a sitemap lists; of a sitemap, how
  // many indexes it was named in; of a signal file, 1 where somebody names it
  // and 0 where it lies in a place that all know.
  int depth = 0;
  int redirects = 0;  // hops that led here
  int attempts = 0;   // answered 429 or 503 so often before
  std::string via;

  // What it is known by: its URL, which is fetched once, but for a signal file,
  // which is fetched whether or not a page of that URL is.
  std::string key() const;
};

FrontierItem frontier_item(const Url& url, Target target);

struct FrontierRules {
  int connections_per_host = 1;
  std::chrono::milliseconds delay{500};  // between requests to a host
  // The most that a host gets that is neither in `own_hosts` nor in our own
  // network, whatever the two above say.
  int strangers_connections = std::numeric_limits<int>::max();
  std::chrono::milliseconds strangers_delay{0};
  std::set<std::string> own_hosts;
  // The rest after a host's first 429 or 503; each further one in a row doubles
  // it, up to kLongestRest.
  std::chrono::milliseconds rest{1000};
  CrawlLimits limits;
};

class Frontier {
 public:
  using Instant = std::chrono::steady_clock::time_point;
  enum class Added { fresh, known, over_limit };

  static constexpr std::chrono::hours kRobotsAge{24};
  // No host is waited for longer than this between two requests.
  static constexpr std::chrono::seconds kLongestRest{300};

  explicit Frontier(FrontierRules rules)
      : rules_(std::move(rules)), budget_(rules_.limits) {}

  // Takes it in while the limits (budget.h) allow.
  Added add(FrontierItem item);
  // The limit that would turn it away, or "".
  std::string_view over(const FrontierItem& item) const {
    return budget_.over(item);
  }
  // From the database: settled items are only remembered.
  void restore(FrontierItem item, bool settled);

  struct Next {
    std::optional<FrontierItem> item;
    // Without an item: when one may be ready; nothing when that depends on
    // what is in flight.
    std::optional<Instant> wake;
    // Not empty: the item is not to be asked for, because of that limit. It
    // does not hold its host's connection.
    std::string_view limit;
  };
  // The next one that may be asked for now. An item with Target::robots is no
  // URL of its own: answer it with robots_known().
  Next take(Instant now);

  // Bytes of a body, for the limits.
  void received(const std::string& host, std::uint64_t bytes);
  // The host's connection is free again.
  void released(const FrontierItem& item);
  // It was taken and not asked for: the host's pause need not be kept.
  void untouched(const FrontierItem& item);
  // The host said that it is asked too much, and asked to be left alone so
  // long (zero: it did not say). It is given the longer of that and its rest,
  // both up to kLongestRest.
  void overloaded(const FrontierItem& item, Instant now,
                  std::chrono::seconds asked);
  // The host answered otherwise: its next rest is the first again.
  void eased(const FrontierItem& item);
  // It was taken, and is to be taken once more, before others of its origin.
  void again(const FrontierItem& item);
  // The same for an origin's robots.txt.
  void robots_again(const FrontierItem& robots);
  // The robots.txt of that origin was read. A longer pause (Crawl-delay) is
  // kept from now on.
  void robots_known(const FrontierItem& robots, Instant now,
                    std::chrono::milliseconds pause);
  // The item's outcome is durable.
  void settled(const FrontierItem& item);

  std::size_t outstanding() const { return outstanding_; }
  std::size_t waiting() const { return waiting_; }
  bool knows(std::string_view url) const { return known_->contains(url); }
  // All URLs ever added.
  std::size_t size() const { return known_->size(); }
  // For those who find links: add() would say the same of them.
  std::shared_ptr<const KnownUrls> known() const { return known_; }
  // Which limits turned something away: "pages", "host bytes", ...
  const std::map<std::string, bool>& limits_hit() const { return limits_hit_; }
  void note_limit(std::string_view name) {
    limits_hit_[std::string(name)] = true;
  }

 private:
  enum class Robots { unknown, asked, known };

  // A FrontierItem in 20 bytes: there may be as many as a site has links.
  struct Waiting {
    KnownUrls::Id url = 0;
    KnownUrls::Id via = 0;
    std::int32_t depth = 0;
    std::uint16_t redirects = 0;
    std::uint8_t attempts = 0;
    Target target = Target::page;
  };
  struct Origin {
    Robots robots = Robots::unknown;
    int robots_attempts = 0;
    Instant known_at{};
    std::deque<Waiting> waiting;
    std::vector<Waiting> late;  // signal files, few: the first is next

    bool is_empty() const { return waiting.empty() && late.empty(); }
  };
  // A host's place in the queue: by time, then by who came first.
  struct Turn {
    Instant at{};
    std::uint64_t serial = 0;
    auto operator<=>(const Turn&) const = default;
  };
  struct Host {
    std::string name;
    int connections = 0;  // at once, at the most; 0 until it is known
    std::chrono::milliseconds delay{0};
    int busy = 0;
    Instant ready_at{};
    Instant before{};   // ready_at before the last item was taken
    Instant after{};    // and what that item made of it
    int overloads = 0;  // in a row
    std::chrono::milliseconds pause{0};
    std::size_t waiting = 0;
    std::map<std::string, Origin> origins;
    std::optional<Turn> turn;  // while something of it may be taken
    bool closed = false;       // by a limit
  };

  Host& host_of(const FrontierItem& item);
  void enqueue(FrontierItem item);
  Waiting waiting_of(const FrontierItem& item);
  bool has_turn(const Host& host) const;
  // Gives the host the place in the queue that its state asks for; to be
  // called after every change to it.
  void requeue(Host& host);
  std::optional<FrontierItem> take_from(Host& host, Instant now);
  std::optional<FrontierItem> take_from(Host& host, Instant now, bool late);
  void close(Host& host);
  void close_hosts(Instant now);
  std::optional<FrontierItem> take_closed();
  std::optional<Instant> next_end() const;
  // The first that waits, taken off the queue.
  FrontierItem pop(Host& host, const std::string& origin, Origin& queue);

  FrontierRules rules_;
  Budget budget_;
  std::map<std::string, Host> hosts_;
  std::map<Turn, Host*> turns_;  // of hosts_, whose nodes stay where they are
  std::uint64_t last_turn_ = 0;
  // Closed hosts at which something may still wait.
  std::deque<Host*> closing_;
  // When hosts' time is over, in that order.
  std::deque<std::pair<Instant, Host*>> host_ends_;
  bool all_closed_ = false;
  std::shared_ptr<KnownUrls> known_ = std::make_shared<KnownUrls>();
  std::size_t outstanding_ = 0;
  std::size_t waiting_ = 0;
  std::map<std::string, bool> limits_hit_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_FRONTIER_H_
