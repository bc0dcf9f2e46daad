// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/crawl_report.h"

#include <fmt/format.h>

#include <vector>

#include "crawler/crawl_tables.h"

namespace veto::crawler {
namespace {

using soci::into;
using soci::use;

std::uint64_t number(soci::session& sql, const std::string& query,
                     const std::string& run_id) {
  long long value = 0;
  sql << query, use(run_id), into(value);
  return static_cast<std::uint64_t>(value);
}

std::uint64_t with_outcome(soci::session& sql, const std::string& run_id,
                           Outcome outcome) {
  return number(sql,
                fmt::format("SELECT COUNT(*) FROM capture WHERE run_id = :r "
                            "AND target <> 'robots' AND outcome = '{}'",
                            to_string(outcome)),
                run_id);
}

void count(soci::session& sql, const std::string& run_id, StageReport& report) {
  const auto add = [&](std::string name, std::uint64_t value) {
    report.counts.push_back({std::move(name), value});
  };
  add("urls",
      number(sql, "SELECT COUNT(*) FROM frontier WHERE run_id = :r", run_id));
  add("pages",
      number(sql, "SELECT COUNT(*) FROM page WHERE run_id = :r", run_id));
  add("images",
      number(sql,
             "SELECT COUNT(*) FROM capture WHERE run_id = :r AND status = 200 "
             "AND mime LIKE 'image/%'",
             run_id));
  add("robots denied", with_outcome(sql, run_id, Outcome::robots_denied));
  add("out of scope", with_outcome(sql, run_id, Outcome::out_of_scope));
  add("failed", with_outcome(sql, run_id, Outcome::failed));
  add("cancelled", with_outcome(sql, run_id, Outcome::cancelled));
  add("bytes", number(sql,
                      "SELECT COALESCE(SUM(payload_size), 0) FROM capture "
                      "WHERE run_id = :r",
                      run_id));
}

struct Row {
  std::string url;
  std::string outcome;
  std::string problem;
  int status = 0;
};

std::vector<Row> rows(soci::session& sql, const std::string& run_id,
                      const std::string& condition) {
  Row row;
  soci::statement query =
      (sql.prepare << "SELECT url, outcome, problem, status FROM capture "
                      "WHERE run_id = :r AND "
                   << condition << " ORDER BY time, url",
       use(run_id), into(row.url), into(row.outcome), into(row.problem),
       into(row.status));
  query.execute();
  std::vector<Row> found;
  while (query.fetch()) found.push_back(row);
  return found;
}

void tell_limits(soci::session& sql, const std::string& run_id,
                 const config::Settings& settings, StageReport& report) {
  for (const auto& name : limits_hit(sql, run_id)) {
    if (name == "pages")
      report.incomplete.push_back(fmt::format(
          "the limit of {} pages was reached, so some links were not followed",
          *settings.max_pages));
    if (name == "images")
      report.incomplete.push_back(fmt::format(
          "the limit of {} images was reached, so some were not fetched",
          *settings.max_images));
    if (name == "depth")
      report.incomplete.push_back(fmt::format(
          "links deeper than {} steps from the start were not followed",
          *settings.max_depth));
  }
}

void tell_bodies(soci::session& sql, const std::string& run_id,
                 const config::Settings& settings, StageReport& report) {
  const auto cut = with_outcome(sql, run_id, Outcome::too_large);
  if (cut > 0)
    report.incomplete.push_back(
        fmt::format("{} responses were cut at the limit of {} bytes", cut,
                    *settings.max_body));
  const auto unread = number(sql,
                             "SELECT COUNT(*) FROM page WHERE run_id = :r "
                             "AND tree_refused <> ''",
                             run_id);
  if (unread > 0)
    report.incomplete.push_back(
        fmt::format("{} pages could not be read for links and images", unread));
  for (const Row& row :
       rows(sql, run_id, "target = 'robots' AND status >= 500"))
    report.incomplete.push_back(
        fmt::format("{} answered {}, so nothing of its site was fetched",
                    row.url, row.status));
}

// Seeds are told apart one by one, the rest by number and one example.
void tell_failures(soci::session& sql, const std::string& run_id,
                   StageReport& report) {
  for (const Row& row :
       rows(sql, run_id,
            "target = 'seed' AND (status >= 400 OR outcome IN ('failed', "
            "'robots_denied') OR problem <> '')"))
    report.incomplete.push_back(
        row.problem.empty() ? fmt::format("{} answered {}", row.url, row.status)
                            : fmt::format("{}: {}", row.url, row.problem));
  const auto failed =
      rows(sql, run_id, "target IN ('page', 'image') AND outcome = 'failed'");
  if (!failed.empty())
    report.incomplete.push_back(
        fmt::format("{} URLs could not be fetched, for example {}: {}",
                    failed.size(), failed.front().url, failed.front().problem));
  const auto left = number(
      sql,
      "SELECT COUNT(*) FROM frontier WHERE run_id = :r AND state <> 'done'",
      run_id);
  if (left > 0)
    report.incomplete.push_back(fmt::format(
        "stopped before {} URLs were fetched; the next run takes them up",
        left));
}

// The error of a crawl in which no seed gave a response.
Status judge_seeds(soci::session& sql, const std::string& run_id) {
  const auto seeds = rows(sql, run_id, "target = 'seed'");
  const Row* failed = nullptr;
  const Row* denied = nullptr;
  for (const Row& row : seeds) {
    if (row.status != 0) return {};
    if (row.outcome == to_string(Outcome::failed) && !failed) failed = &row;
    if (row.outcome == to_string(Outcome::robots_denied) && !denied)
      denied = &row;
  }
  if (failed != nullptr)
    return fail(
        ErrorKind::network,
        fmt::format("cannot reach {} ({})", failed->url, failed->problem), {},
        "check the address and the connection, then run again");
  if (denied != nullptr)
    return fail(
        ErrorKind::refused,
        fmt::format("{} may not be fetched ({})", denied->url, denied->problem),
        {}, "the site's owner can allow it in robots.txt");
  return {};
}

}  // namespace

Result<StageReport> report_crawl(Database& db, const std::string& run_id,
                                 const config::Settings& settings,
                                 bool interrupted) {
  Status seeds;
  auto report = db.attempt("count what was fetched", [&](soci::session& sql) {
    StageReport counted;
    counted.interrupted = interrupted;
    count(sql, run_id, counted);
    tell_limits(sql, run_id, settings, counted);
    tell_bodies(sql, run_id, settings, counted);
    tell_failures(sql, run_id, counted);
    if (!interrupted) seeds = judge_seeds(sql, run_id);
    return counted;
  });
  if (!seeds) return pass(seeds);
  return report;
}

}  // namespace veto::crawler
