// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/crawl_tally.h"

#include <fmt/format.h>

#include <unordered_set>

#include "base/url.h"
#include "crawler/api/capture.h"
#include "crawler/not_checked.h"

namespace veto::crawler {
namespace {

using soci::into;
using soci::use;

// A capture as far as it is counted.
struct TallyRow {
  std::string url, target, outcome, problem, redirect_to, via, mime;
  std::string queued;  // the frontier's outcome for it; "-" when not taken in
  int status = 0;
  int truncated = 0;  // a Truncation

  bool is(Outcome which) const { return outcome == to_string(which); }
  bool is(Target which) const { return target == to_string(which); }
};

void join(UrlGroups& groups, const std::string& name, const std::string& url) {
  const bool room = groups.size() < kMaxGroups || groups.contains(name);
  UrlGroup& group = groups[room ? name : "other"];
  if (group.count++ == 0) group.example = url;
}

void count_answer(const TallyRow& row, const std::string& refusal,
                  CrawlTally& tally) {
  if (row.is(Outcome::too_large))
    ++(row.truncated == static_cast<int>(Truncation::time) ? tally.late
                                                           : tally.cut);
  if (row.status == 200 && row.mime.starts_with("image/")) ++tally.images;
  if (!refusal.empty()) {
    ++tally.not_checked;
    if (!row.is(Target::seed)) join(tally.refusals, refusal, row.url);
  } else if (row.status >= 400) {
    ++tally.error_answers;
    if ((row.status == 429 || row.status >= 500) && !row.is(Target::seed))
      join(tally.server_errors, fmt::format("answered {}", row.status),
           row.url);
  } else {
    ++tally.fetched;
  }
}

// A sitemap or feed that the user named must answer; one that robots.txt
// names may be out of date.
void count_listing(const TallyRow& row, CrawlTally& tally) {
  if (!row.is(Target::sitemap) && !row.is(Target::feed)) return;
  if (!row.problem.empty())
    join(tally.listings, row.problem, row.url);
  else if (row.status >= 400 && row.via.empty())
    join(tally.listings, fmt::format("answered {}", row.status), row.url);
}

void count_outcome(const TallyRow& row, CrawlTally& tally) {
  if (row.is(Outcome::over_limit)) {
    ++tally.over_limit;
    join(tally.limits, row.problem, row.url);
  } else if (row.is(Outcome::trap)) {
    ++tally.trap;
    join(tally.traps, row.problem, row.url);
  } else if (row.is(Outcome::out_of_scope)) {
    ++tally.out_of_scope;
  } else if (row.is(Outcome::robots_denied)) {
    ++tally.robots_denied;
  } else if (row.is(Outcome::failed)) {
    ++tally.failed;
    if (!row.is(Target::seed)) join(tally.failures, row.problem, row.url);
  } else if (row.is(Outcome::cancelled)) {
    ++tally.cancelled;  // its URL is among those left
  }
}

// Whether this row tells what became of its URL. One that was turned away may
// have been taken in later, or turned away again for another reason.
bool decides(const TallyRow& row,
             std::unordered_set<std::string>& turned_away) {
  if (row.queued == "-") return turned_away.insert(row.url).second;
  return row.queued == row.outcome || row.is(Outcome::cancelled);
}

void count(const TallyRow& row, const Scope& scope, CrawlTally& tally) {
  const bool answered = row.is(Outcome::fetched) || row.is(Outcome::too_large);
  const std::string refusal =
      answered ? not_checked_reason(row.url, row.status, row.redirect_to) : "";
  if (answered) {
    count_answer(row, refusal, tally);
    count_listing(row, tally);
  } else {
    count_outcome(row, tally);
  }
  const auto led_to = Url::parse(row.redirect_to);
  if (row.is(Target::seed))
    tally.seeds.push_back(
        {row.url, row.outcome, row.problem, refusal,
         led_to && !scope.holds_site(*led_to) ? row.redirect_to : "",
         row.status});
  if (!row.is(Target::image) || row.status < 200 || row.status > 299) return;
  const auto url = Url::parse(row.url);
  if (url && !scope.holds_site(*url))
    join(tally.image_origins, url->origin(), row.url);
}

std::uint64_t count_of_run(soci::session& sql, const std::string& run_id,
                           const std::string& query) {
  long long value = 0;
  sql << query, use(run_id), into(value);
  return static_cast<std::uint64_t>(value);
}

// Why a signal file is not known; "" when it is, or is known to be missing. One
// that robots.txt closes is a statement of the site's.
std::string signal_gap(const TallyRow& row) {
  if (row.is(Outcome::failed) || row.is(Outcome::over_limit))
    return row.problem;
  if (row.status == 429 || row.status >= 500)
    return fmt::format("answered {}", row.status);
  // Sites that answer every URL with a page answer so here.
  if (row.is(Outcome::too_large) && row.mime != "text/html")
    return "was cut at a limit";
  return {};
}

void tally_signals(soci::session& sql, const std::string& run_id,
                   CrawlTally& tally) {
  tally.signal_files_left = count_of_run(
      sql, run_id,
      "SELECT COUNT(*) FROM frontier WHERE run_id = :r AND state <> 'done' "
      "AND target = 'signal_file'");
  TallyRow row;
  soci::statement query =
      (sql.prepare << "SELECT url, outcome, problem, mime, status FROM capture "
                      "WHERE run_id = :r AND target = 'signal_file' "
                      "AND outcome NOT IN ('postponed', 'cancelled') "
                      "ORDER BY time, url",
       use(run_id), into(row.url), into(row.outcome), into(row.problem),
       into(row.mime), into(row.status));
  query.execute();
  while (query.fetch()) {
    if (row.status >= 200 && row.status <= 299) ++tally.signal_files;
    const std::string gap = signal_gap(row);
    if (!gap.empty()) join(tally.signal_gaps, gap, row.url);
  }
}

}  // namespace

CrawlTally tally_crawl(soci::session& sql, const std::string& run_id,
                       const Scope& scope) {
  CrawlTally tally;
  tally.queued = count_of_run(sql, run_id,
                              "SELECT COUNT(*) FROM frontier WHERE run_id = :r "
                              "AND target <> 'signal_file'");
  tally.left = count_of_run(
      sql, run_id,
      "SELECT COUNT(*) FROM frontier WHERE run_id = :r AND state <> 'done' "
      "AND target <> 'signal_file'");
  tally.pages =
      count_of_run(sql, run_id, "SELECT COUNT(*) FROM page WHERE run_id = :r");
  tally.pages_unread =
      count_of_run(sql, run_id,
                   "SELECT COUNT(*) FROM page WHERE run_id = :r "
                   "AND tree_refused <> ''");
  tally.bytes =
      count_of_run(sql, run_id,
                   "SELECT COALESCE(SUM(payload_size), 0) FROM capture "
                   "WHERE run_id = :r");
  TallyRow row;
  soci::statement query =
      (sql.prepare
           << "SELECT c.url, c.target, c.outcome, c.problem, c.redirect_to, "
              "c.via, c.mime, c.status, c.truncated, COALESCE(f.outcome, '-') "
              "FROM capture "
              "c LEFT JOIN frontier f ON f.run_id = c.run_id AND f.url = c.url "
              "WHERE c.run_id = :r AND c.target NOT IN ('robots', "
              "'signal_file') "
              "ORDER BY c.time, c.url",
       use(run_id), into(row.url), into(row.target), into(row.outcome),
       into(row.problem), into(row.redirect_to), into(row.via), into(row.mime),
       into(row.status), into(row.truncated), into(row.queued));
  query.execute();
  std::unordered_set<std::string> turned_away;
  while (query.fetch())
    if (decides(row, turned_away)) count(row, scope, tally);
  tally.met = tally.fetched + tally.error_answers + tally.not_checked +
              tally.robots_denied + tally.failed + tally.out_of_scope +
              tally.over_limit + tally.trap + tally.left;
  tally_signals(sql, run_id, tally);
  return tally;
}

}  // namespace veto::crawler
