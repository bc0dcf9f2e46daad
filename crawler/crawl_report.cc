// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/crawl_report.h"

#include <fmt/format.h>

#include <vector>

#include "base/text.h"
#include "crawler/budget.h"
#include "crawler/crawl_tables.h"
#include "crawler/crawl_tally.h"

namespace veto::crawler {
namespace {

using soci::into;
using soci::use;

constexpr std::size_t kMaxOriginsNamed = 20;

void count(const CrawlTally& tally, StageReport& report) {
  report.counts = {{"urls", tally.queued},
                   {"pages", tally.pages},
                   {"images", tally.images},
                   {"robots denied", tally.robots_denied},
                   {"out of scope", tally.out_of_scope},
                   {"failed", tally.failed},
                   {"cancelled", tally.cancelled},
                   {"met", tally.met},
                   {"fetched", tally.fetched},
                   {"error answers", tally.error_answers},
                   {"not checked", tally.not_checked},
                   {"over limit", tally.over_limit},
                   {"trap", tally.trap},
                   {"left", tally.left},
                   {"image hosts", tally.image_origins.size()},
                   {"signal files", tally.signal_files},
                   {"bytes", tally.bytes}};
}

// "SENTENCE: 12 URLs VERB, for example URL", one a group.
void tell_groups(const UrlGroups& groups, std::string_view verb,
                 StageReport& report) {
  for (const auto& [name, group] : groups)
    report.incomplete.push_back(fmt::format(
        "{}: {} URL{} {}, for example {}", name, group.count,
        group.count == 1 ? "" : "s", verb, printable(group.example, 300)));
}

void tell_limits(soci::session& sql, const std::string& run_id,
                 const config::Settings& settings, const CrawlTally& tally,
                 StageReport& report) {
  tell_groups(tally.limits, "not fetched", report);
  const CrawlLimits limits = limits_of(settings);
  for (const auto& name : limits_hit(sql, run_id)) {
    const std::string told = describe_limit(name, limits);
    // A limit may be hit by URLs that all came in another way later.
    if (name == kLimitListed) report.incomplete.push_back(told);
  }
}

void tell_bodies(soci::session& sql, const std::string& run_id,
                 const config::Settings& settings, const CrawlTally& tally,
                 StageReport& report) {
  if (tally.cut > 0)
    report.incomplete.push_back(
        fmt::format("{} responses were cut at the limit of {} bytes", tally.cut,
                    *settings.max_body));
  if (tally.late > 0)
    report.incomplete.push_back(fmt::format(
        "{} responses did not end in time and were cut", tally.late));
  if (tally.pages_unread > 0)
    report.incomplete.push_back(fmt::format(
        "{} pages could not be read for links and images", tally.pages_unread));
  std::string url;
  int status = 0;
  // Of a twin of a seed (signal_files.h) nothing but its robots.txt is wanted.
  soci::statement query =
      (sql.prepare
           << "SELECT c.url, c.status FROM capture c WHERE c.run_id = :r AND "
              "c.target = 'robots' AND (c.status >= 500 OR c.status = 429) "
              "AND c.outcome <> 'postponed' AND (NOT EXISTS (SELECT 1 FROM "
              "frontier t WHERE t.run_id = c.run_id AND "
              "t.url = c.url || '#signal_file') OR EXISTS (SELECT 1 FROM "
              "frontier f WHERE f.run_id = c.run_id AND f.target <> "
              "'signal_file' AND substr(f.url, 1, length(c.url) - 10) = "
              "substr(c.url, 1, length(c.url) - 10))) ORDER BY c.time, c.url",
       use(run_id), into(url), into(status));
  query.execute();
  while (query.fetch())
    report.incomplete.push_back(fmt::format(
        "{} answered {}, so nothing of its site was fetched", url, status));
}

std::string seed_gap(const SeedAnswer& seed) {
  if (!seed.problem.empty())
    return fmt::format("{}: {}", seed.url, seed.problem);
  if (!seed.not_checked.empty())
    return fmt::format("{} was not checked: it {}", seed.url, seed.not_checked);
  if (seed.status >= 400)
    return fmt::format("{} answered {}", seed.url, seed.status);
  if (!seed.redirect_to.empty())
    return fmt::format("{} leads out of scope, to {}", seed.url,
                       printable(seed.redirect_to, 300));
  return {};
}

// Seeds are told apart one by one, the rest by number and one example.
void tell_failures(const CrawlTally& tally, StageReport& report) {
  for (const SeedAnswer& seed : tally.seeds)
    if (auto gap = seed_gap(seed); !gap.empty())
      report.incomplete.push_back(std::move(gap));
  for (const auto& [reason, group] : tally.refusals)
    report.incomplete.push_back(
        fmt::format("{} URLs were not checked, for example {}: it {}",
                    group.count, printable(group.example, 300), reason));
  std::uint64_t failed = 0;
  for (const auto& [problem, group] : tally.failures) failed += group.count;
  if (failed > 0) {
    const auto& [problem, group] = *tally.failures.begin();
    report.incomplete.push_back(
        fmt::format("{} URLs could not be fetched, for example {}: {}", failed,
                    printable(group.example, 300), problem));
  }
  for (const auto& [status, group] : tally.server_errors)
    report.incomplete.push_back(fmt::format("{} URLs {}, for example {}",
                                            group.count, status,
                                            printable(group.example, 300)));
  for (const auto& [problem, group] : tally.listings)
    report.incomplete.push_back(fmt::format(
        "{} sitemaps or feeds were not read whole, for example {}: {}",
        group.count, printable(group.example, 300), problem));
  for (const auto& [problem, group] : tally.signal_gaps)
    report.incomplete.push_back(fmt::format(
        "{} files that may hold opt-outs were not read, for example {}: {}",
        group.count, printable(group.example, 300), problem));
  if (tally.signal_files_left > 0)
    report.incomplete.push_back(fmt::format(
        "stopped before {} files that may hold opt-outs were fetched",
        tally.signal_files_left));
  if (tally.left > 0)
    report.incomplete.push_back(fmt::format(
        "stopped before {} URLs were fetched; the next run takes them up",
        tally.left));
}

void tell_image_hosts(const CrawlTally& tally, StageReport& report) {
  if (tally.image_origins.empty()) return;
  std::string names;
  std::size_t named = 0;
  for (const auto& [origin, group] : tally.image_origins) {
    if (++named > kMaxOriginsNamed) break;
    names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", origin,
                         group.count);
  }
  if (tally.image_origins.size() > kMaxOriginsNamed)
    names += fmt::format(" and {} more",
                         tally.image_origins.size() - kMaxOriginsNamed);
  report.notes.push_back("images alone were fetched from " + names);
}

// The error of a crawl in which no seed gave a response.
Status judge_seeds(const CrawlTally& tally) {
  const SeedAnswer* failed = nullptr;
  const SeedAnswer* denied = nullptr;
  for (const SeedAnswer& seed : tally.seeds) {
    if (seed.status != 0) return {};
    if (seed.outcome == to_string(Outcome::failed) && !failed) failed = &seed;
    if (seed.outcome == to_string(Outcome::robots_denied) && !denied)
      denied = &seed;
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
                                 const Scope& scope, bool interrupted) {
  Status seeds;
  auto report = db.attempt("count what was fetched", [&](soci::session& sql) {
    const CrawlTally tally = tally_crawl(sql, run_id, scope);
    StageReport counted;
    counted.interrupted = interrupted;
    count(tally, counted);
    tell_limits(sql, run_id, settings, tally, counted);
    tell_groups(tally.traps, "turned away", counted);
    tell_bodies(sql, run_id, settings, tally, counted);
    tell_failures(tally, counted);
    tell_image_hosts(tally, counted);
    if (!interrupted) seeds = judge_seeds(tally);
    return counted;
  });
  if (!seeds) return pass(seeds);
  return report;
}

}  // namespace veto::crawler
