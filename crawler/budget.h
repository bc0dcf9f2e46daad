// SPDX-License-Identifier: GPL-3.0-or-later
//
// How much a crawl may take: of everything, and of one host. A pure counter
// beside the frontier; it is told what was taken in and what was received.
//
// Two kinds of limit: those on how many URLs are taken in (pages, images,
// depth) turn a link away when it is found; those on bytes and time close a
// host, or the whole crawl, for what is still waiting. A URL that a limit kept
// from being fetched is recorded with the limit's name, never dropped.
//
// Seeds are always taken in, and so are hops of a redirection, which use the
// place of what led there, and signal files in places that all know.

#ifndef VETO_CRAWLER_BUDGET_H_
#define VETO_CRAWLER_BUDGET_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "config/settings.h"

namespace veto::crawler {

struct FrontierItem;

// 0 means no limit, but for depth, where it means the seeds alone, and images.
struct CrawlLimits {
  int max_pages = 200;
  int max_images = 2000;
  int max_depth = 16;  // links from a seed
  int max_pages_per_host = 0;
  int max_images_per_host = 0;
  std::uint64_t max_bytes = 0;  // of bodies, as received
  std::uint64_t max_bytes_per_host = 0;
  // From the first request on; a crawl that is taken up again begins anew.
  std::chrono::milliseconds max_time{0};
  std::chrono::milliseconds max_time_per_host{0};
  int max_sitemaps = 1000;      // files, indexes and feeds
  int max_sitemap_nesting = 3;  // an index in an index in an index
  int max_licenses = 20;        // signal files that somebody names
  int max_licenses_per_host = 3;
};

CrawlLimits limits_of(const config::Settings& settings);

// The name under which it is noted that more URLs were turned away than are
// recorded one by one.
inline constexpr std::string_view kLimitListed = "listed";

// What a limit by that name says, as the beginning of a sentence: "the limit
// of 200 pages was reached". Empty for a name no limit has.
std::string describe_limit(std::string_view name, const CrawlLimits& limits);

class Budget {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  explicit Budget(CrawlLimits limits) : limits_(limits) {}

  // The limit that turns this one away ("pages", "host images", ...), or "".
  std::string_view over(const FrontierItem& item) const;
  void took_in(const FrontierItem& item);

  // Something of that host is asked for. Its own time began with that: when
  // it will be over, where such a limit runs.
  std::optional<Instant> began(const std::string& host, Instant now);
  void received(const std::string& host, std::uint64_t bytes);
  // When the time of all is over; nothing where no such limit runs.
  std::optional<Instant> ends_at() const;
  // Whether nothing more is to be asked of anyone.
  bool is_spent(Instant now) const;
  // Whether a host reached its limit on bytes.
  bool has_given_enough(const std::string& host) const;
  // The limit for which nothing more of that host is to be asked ("bytes",
  // "host time", ...), or "".
  std::string_view closed(const std::string& host, Instant now) const;

  const CrawlLimits& limits() const { return limits_; }

 private:
  struct Spent {
    int pages = 0;
    int images = 0;
    int sitemaps = 0;
    int licenses = 0;
    std::uint64_t bytes = 0;
    std::optional<Instant> began;
  };

  const Spent& of(const std::string& host) const;

  CrawlLimits limits_;
  Spent all_;
  std::unordered_map<std::string, Spent> hosts_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_BUDGET_H_
