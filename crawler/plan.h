// SPDX-License-Identifier: GPL-3.0-or-later
//
// A dry run: what a crawl would fetch, as far as that can be known without
// fetching a page or an image. robots.txt files are read, and so are sitemaps
// and feeds that the user or robots.txt names; nothing is kept. It is the crawl
// itself that runs, in a case of its own that is removed, so that scope, robots
// rules, limits and traps are those of a real one.

#ifndef VETO_CRAWLER_PLAN_H_
#define VETO_CRAWLER_PLAN_H_

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/stage.h"
#include "base/time.h"
#include "config/settings.h"
#include "crawler/api/capture.h"

namespace veto::crawler {

struct PlannedUrl {
  std::string url;
  std::string host;
  Target target = Target::page;
  std::string via;  // the sitemap that lists it, or ""
};

struct CrawlPlan {
  std::vector<PlannedUrl> would_fetch;  // pages, images, named licences
  // Those that would not be, with the reason in outcome and problem: robots
  // denied, out of scope, over limit, trap, failed (no robots.txt to be had).
  std::vector<Capture> not_fetched;
  std::vector<Capture> read;  // sitemaps and feeds
  bool interrupted = false;

  // Whether something that should have been read could not be.
  bool is_incomplete() const;
};

// Errors: usage (no seed), io, bug.
Result<CrawlPlan> plan_crawl(std::shared_ptr<const Clock> clock,
                             const config::Settings& settings,
                             const Sinks& sinks, std::stop_token stop);

// For a terminal, and as one JSON document ("veto.dry_run/1").
std::string describe_plan(const CrawlPlan& plan,
                          const config::Settings& settings);
std::string plan_json(const CrawlPlan& plan, const config::Settings& settings);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_PLAN_H_
