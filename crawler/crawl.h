// SPDX-License-Identifier: GPL-3.0-or-later
//
// The crawl stage: from the user's seeds to captures, pages and robots
// sightings in the case.

#ifndef VETO_CRAWLER_CRAWL_H_
#define VETO_CRAWLER_CRAWL_H_

#include <stop_token>

#include "base/case.h"
#include "base/stage.h"
#include "config/settings.h"

namespace veto::crawler {

// Fetches robots.txt of every origin it meets, then the seeds, the pages in
// scope that they lead to, and the images of those pages. Records under the
// case's current run. Counts: "urls", "pages", "images", "robots denied",
// "out of scope", "failed", "cancelled", "bytes". A seed that could not be
// fetched is in `incomplete`; when none could, the error is returned.
Result<StageReport> run_crawl(Case& the_case, const config::Settings& settings,
                              const Sinks& sinks, std::stop_token stop);

// The same without WARC records: to measure what they cost. What such a crawl
// leaves can be counted, and is no evidence of anything.
Result<StageReport> run_crawl_unarchived(Case& the_case,
                                         const config::Settings& settings,
                                         const Sinks& sinks,
                                         std::stop_token stop);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_CRAWL_H_
