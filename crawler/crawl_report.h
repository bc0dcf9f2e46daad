// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a crawl came to, read from what it stored: only what is durable counts.

#ifndef VETO_CRAWLER_CRAWL_REPORT_H_
#define VETO_CRAWLER_CRAWL_REPORT_H_

#include <string>

#include "base/db.h"
#include "base/stage.h"
#include "config/settings.h"
#include "crawler/scope.h"

namespace veto::crawler {

// The counts of crawl.h, the gaps with an example each, and the hosts outside
// the scope that images came from.
// Errors: io; and when the crawl was not stopped and no seed could be fetched:
// network, or refused where robots.txt asked not to.
Result<StageReport> report_crawl(Database& db, const std::string& run_id,
                                 const config::Settings& settings,
                                 const Scope& scope, bool interrupted);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_CRAWL_REPORT_H_
