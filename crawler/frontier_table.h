// SPDX-License-Identifier: GPL-3.0-or-later
//
// The frontier's rows. A row is waiting, leased (an owner works on its host
// until lease_until) or done. `epoch` grows whenever somebody takes a row over:
// a late owner's outcome for an older epoch changes nothing. Today one process
// works on a case and leases every host of its run; several on PostgreSQL share
// the same rows. Its `url` is FrontierItem::key().

#ifndef VETO_CRAWLER_FRONTIER_TABLE_H_
#define VETO_CRAWLER_FRONTIER_TABLE_H_

#include <string>
#include <vector>

#include "base/db.h"
#include "base/time.h"
#include "crawler/frontier.h"

namespace veto::crawler {

struct FrontierLease {
  std::string run_id;
  std::string owner;  // "host:pid"
  long long epoch = 1;
  UtcTime until;
};

struct FrontierRow {
  FrontierItem item;
  bool done = false;
};

// Takes every unfinished row of the run over, whoever had it, and sets the
// lease's epoch above all that were.
void lease_frontier(soci::session& sql, FrontierLease& lease);
// In the order in which they were found.
std::vector<FrontierRow> load_frontier(soci::session& sql,
                                       const std::string& run_id);
// A URL that is there already is left as it is.
void insert_frontier(const Statements& sql, const FrontierLease& lease,
                     const FrontierItem& item);
void finish_frontier(const Statements& sql, const FrontierLease& lease,
                     const std::string& key, Outcome outcome);
// Gives back what is not done: the owner ends.
void release_frontier(soci::session& sql, const FrontierLease& lease);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_FRONTIER_TABLE_H_
