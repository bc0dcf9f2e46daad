// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/frontier_table.h"

#include "base/url.h"

namespace veto::crawler {
namespace {

Target planned_target(const std::string& text) {
  for (Target target : {Target::seed, Target::image, Target::sitemap,
                        Target::feed, Target::signal_file})
    if (to_string(target) == text) return target;
  return Target::page;
}

}  // namespace

void lease_frontier(soci::session& sql, FrontierLease& lease) {
  long long newest = 0;
  sql << "SELECT COALESCE(MAX(epoch), 0) FROM frontier WHERE run_id = :r",
      soci::use(lease.run_id), soci::into(newest);
  lease.epoch = newest + 1;
  const long long until = to_micros(lease.until);
  sql << "UPDATE frontier SET state = 'leased', owner = :o, lease_until = :u, "
         "epoch = :e WHERE run_id = :r AND state <> 'done'",
      soci::use(lease.owner), soci::use(until), soci::use(lease.epoch),
      soci::use(lease.run_id);
}

std::vector<FrontierRow> load_frontier(soci::session& sql,
                                       const std::string& run_id) {
  std::string url, target, via, state;
  int depth = 0;
  int redirects = 0;
  soci::statement query =
      (sql.prepare << "SELECT url, target, depth, redirects, via, state "
                      "FROM frontier WHERE run_id = :r ORDER BY seq",
       soci::use(run_id), soci::into(url), soci::into(target),
       soci::into(depth), soci::into(redirects), soci::into(via),
       soci::into(state));
  query.execute();
  std::vector<FrontierRow> rows;
  while (query.fetch()) {
    const auto parsed = Url::parse(url);
    if (!parsed) continue;  // was written by us from a Url
    FrontierRow row;
    row.item = frontier_item(*parsed, planned_target(target));
    row.item.depth = depth;
    row.item.redirects = redirects;
    row.item.via = via;
    row.done = state == "done";
    rows.push_back(std::move(row));
  }
  return rows;
}

void insert_frontier(const Statements& sql, const FrontierLease& lease,
                     const FrontierItem& item) {
  static const std::string kText =
      "INSERT INTO frontier (run_id, url, host, target, depth, redirects, "
      "via, state, outcome, owner, lease_until, epoch, seq) SELECT :r, :u, "
      ":h, :t, :d, :n, :v, 'leased', '', :o, :l, :e, "
      "COALESCE(MAX(seq), 0) + 1 FROM frontier WHERE run_id = :q "
      "ON CONFLICT (run_id, url) DO NOTHING";
  const std::string target(to_string(item.target));
  const long long until = to_micros(lease.until);
  sql.run(kText, lease.run_id, item.key(), item.host, target, item.depth,
          item.redirects, item.via, lease.owner, until, lease.epoch,
          lease.run_id);
}

void finish_frontier(const Statements& sql, const FrontierLease& lease,
                     const std::string& key, Outcome outcome) {
  static const std::string kText =
      "UPDATE frontier SET state = 'done', outcome = :o, owner = '', "
      "lease_until = 0 WHERE run_id = :r AND url = :u AND epoch = :e";
  const std::string text(to_string(outcome));
  sql.run(kText, text, lease.run_id, key, lease.epoch);
}

void release_frontier(soci::session& sql, const FrontierLease& lease) {
  sql << "UPDATE frontier SET state = 'waiting', owner = '', lease_until = 0 "
         "WHERE run_id = :r AND epoch = :e AND state <> 'done'",
      soci::use(lease.run_id), soci::use(lease.epoch);
}

}  // namespace veto::crawler
