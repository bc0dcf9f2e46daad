// SPDX-License-Identifier: GPL-3.0-or-later
//
// The crawl stage: from the user's seeds to captures, pages and robots
// sightings in the case.

#ifndef VETO_CRAWLER_CRAWL_H_
#define VETO_CRAWLER_CRAWL_H_

#include <stop_token>
#include <vector>

#include "base/case.h"
#include "base/stage.h"
#include "config/settings.h"
#include "crawler/frontier.h"

namespace veto::crawler {

// Fetches robots.txt of every origin it meets, then the seeds, the pages in
// scope that they lead to, and the images of those pages. Records under the
// case's current run. Counts: "urls" that were taken in; "pages" and "images"
// received; "met", every URL ever met, which is the sum of "fetched" (an answer
// below 400), "error answers", "not checked" (kept from us: not_checked.h),
// "robots denied", "failed", "out of scope", "over limit", "trap" and "left";
// of those left, "cancelled" in the middle; "image hosts", origins outside the
// scope that images came from; "signal files" received, which are in none of
// the other numbers; "bytes" of bodies. Limits, traps, seeds that
// gave nothing and everything else that keeps pages unseen is in `incomplete`;
// when no seed could be fetched, the error is returned.
Result<StageReport> run_crawl(Case& the_case, const config::Settings& settings,
                              const Sinks& sinks, std::stop_token stop);

// The same without WARC records: to measure what they cost. What such a crawl
// leaves can be counted, and is no evidence of anything.
Result<StageReport> run_crawl_unarchived(Case& the_case,
                                         const config::Settings& settings,
                                         const Sinks& sinks,
                                         std::stop_token stop);

// A dry run (plan.h): sitemaps and feeds are read, pages and images are not
// asked for but returned, in the order in which they would be.
struct DryRun {
  std::vector<FrontierItem> items;
  bool interrupted = false;
};
Result<DryRun> run_crawl_dry(Case& scratch, const config::Settings& settings,
                             const Sinks& sinks, std::stop_token stop);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_CRAWL_H_
