// SPDX-License-Identifier: GPL-3.0-or-later
//
// What became of every URL that a crawl ever met, read from what it stored:
// only what is durable counts. Each is counted once:
//
//   met = fetched + error answers + not checked + robots denied + failed
//         + out of scope + over limit + trap + left
//
// robots.txt files, which are asked for on the way, are not among them, nor are
// signal files (signal_files.h), which are counted apart.

#ifndef VETO_CRAWLER_CRAWL_TALLY_H_
#define VETO_CRAWLER_CRAWL_TALLY_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/db.h"
#include "crawler/scope.h"

namespace veto::crawler {

// URLs with one thing in common, and one of them.
struct UrlGroup {
  std::uint64_t count = 0;
  std::string example;
};
// By what they have in common, which is a sentence's beginning.
using UrlGroups = std::map<std::string, UrlGroup>;

struct SeedAnswer {
  std::string url;
  std::string outcome;
  std::string problem;
  std::string not_checked;  // why, or ""
  std::string redirect_to;  // where it led outside the scope, or ""
  int status = 0;
};

struct CrawlTally {
  std::uint64_t met = 0;
  std::uint64_t fetched = 0;  // an answer below 400, also one that was cut
  std::uint64_t error_answers = 0;  // another status, but for "not checked"
  std::uint64_t not_checked = 0;    // kept from us (not_checked.h)
  std::uint64_t robots_denied = 0;
  std::uint64_t failed = 0;  // no usable answer
  std::uint64_t out_of_scope = 0;
  std::uint64_t over_limit = 0;
  std::uint64_t trap = 0;
  std::uint64_t left = 0;  // the crawl was stopped before

  std::uint64_t queued = 0;     // those that were taken in
  std::uint64_t cut = 0;        // of the fetched, at the limit for a body
  std::uint64_t late = 0;       // of the fetched, cut because time was up
  std::uint64_t cancelled = 0;  // of those left, begun and not ended
  std::uint64_t pages = 0;      // read for links and images
  std::uint64_t pages_unread = 0;
  std::uint64_t images = 0;
  std::uint64_t bytes = 0;
  std::uint64_t signal_files = 0;       // received: answers 2xx
  std::uint64_t signal_files_left = 0;  // the crawl was stopped before

  std::vector<SeedAnswer> seeds;
  UrlGroups refusals;       // not checked, by reason; seeds left out
  UrlGroups failures;       // by problem; seeds left out
  UrlGroups server_errors;  // 429 and 5xx, by status; seeds left out
  UrlGroups limits;         // by what describe_limit() says
  UrlGroups traps;          // by what the trap detector said
  UrlGroups listings;       // sitemaps and feeds not (wholly) read, by problem
  UrlGroups signal_gaps;    // signal files not (wholly) read, by problem
  UrlGroups image_origins;  // of images from outside the sites in scope
};

// Throws what SOCI throws. Groups are kept up to kMaxGroups each, the rest
// under one of the name "other".
inline constexpr std::size_t kMaxGroups = 100;
CrawlTally tally_crawl(soci::session& sql, const std::string& run_id,
                       const Scope& scope);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_CRAWL_TALLY_H_
