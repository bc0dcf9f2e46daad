// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/crawl.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "base/check.h"
#include "base/url.h"
#include "crawler/address.h"
#include "crawler/crawl_report.h"
#include "crawler/crawl_session.h"
#include "crawler/crawl_tables.h"
#include "crawler/user_agent.h"

namespace veto::crawler {
namespace {

// After a first 429 or 503, where there is no pause between requests either.
constexpr std::chrono::milliseconds kLeastRest{200};
// One process works on a case; the lease is for those that will share one.
constexpr std::chrono::hours kLease{24};

// What a site is given that is not shown to be the user's.
constexpr int kStrangersConnections = 1;
constexpr std::chrono::milliseconds kStrangersDelay{500};

FrontierRules rules_of(const config::Settings& settings, const OwnSite& own) {
  FrontierRules rules;
  rules.connections_per_host = std::max(1, *settings.connections_per_host);
  rules.delay = *settings.delay;
  rules.strangers_connections = kStrangersConnections;
  rules.strangers_delay = kStrangersDelay;
  rules.own_hosts = own.hosts;
  rules.limits = limits_of(settings);
  rules.rest = std::max(2 * *settings.delay, kLeastRest);
  return rules;
}

std::string owner_name() {
  char host[256] = "";
  ::gethostname(host, sizeof host - 1);
  return fmt::format("{}:{}", host, ::getpid());
}

struct Before {
  FrontierLease lease;
  std::vector<FrontierRow> rows;
  std::vector<ReceivedRow> received;
  std::vector<std::string> limits;
  WarcSizes sizes;
};

// What an earlier, killed or stopped process of this run left.
Result<Before> take_up(Case& the_case) {
  return the_case.db().transact("take up the crawl", [&](soci::session& sql) {
    Before before;
    before.lease.run_id = the_case.run_id();
    before.lease.owner = owner_name();
    before.lease.until = the_case.clock().now() + kLease;
    lease_frontier(sql, before.lease);
    drop_cancelled(sql, the_case.run_id());
    before.rows = load_frontier(sql, the_case.run_id());
    before.received = received_before(sql, the_case.run_id());
    before.limits = limits_hit(sql, the_case.run_id());
    before.sizes = warc_sizes(sql);
    return before;
  });
}

Frontier restored(const FrontierRules& rules, Before& before) {
  Frontier frontier(rules);
  for (FrontierRow& row : before.rows)
    frontier.restore(std::move(row.item), row.done);
  for (const auto& name : before.limits) frontier.note_limit(name);
  for (const ReceivedRow& row : before.received)
    if (const auto url = Url::parse(row.url))
      frontier.received(std::string(url->host()), row.bytes);
  return frontier;
}

// The detector as it was: what was found and what was received, told again.
TrapDetector restored_traps(UtcTime now, const Before& before) {
  TrapDetector traps(now);
  for (const FrontierRow& row : before.rows)
    if (row.item.target == Target::page)
      traps.consider(row.item.url, row.item.via);
  for (const ReceivedRow& row : before.received)
    if (row.is_page) traps.answered(row.url, row.digest);
  return traps;
}

// Opens the archive; what had to be cut off or set aside goes on record.
Result<WarcWriter> open_archive(Case& the_case, const std::string& user_agent,
                                const WarcSizes& sizes) {
  WarcWriter::Options options;
  options.case_dir = the_case.dir();
  options.run_id = the_case.run_id();
  options.user_agent = user_agent;
  options.now = the_case.clock().now();
  auto writer = WarcWriter::open(std::move(options), sizes);
  if (!writer) return writer;
  for (const auto& [name, bytes] : writer->set_aside()) {
    CustodyEvent event;
    event.action = "capture";
    event.item = "captures/" + name;
    event.reason = fmt::format(
        "set aside {} bytes that no index had acknowledged when the program "
        "was stopped",
        bytes);
    auto noted = the_case.custody(event);
    if (!noted) return pass(noted);
  }
  return writer;
}

// What the user should know about how strangers see the crawl.
void hint(const config::Settings& settings, const OwnSite& own,
          const Sinks& sinks) {
  if (settings.contact->empty())
    sinks.warning({ErrorKind::usage,
                   "the sites visited are not told whom to write to", "",
                   "name a page or a mail address: --contact URL"});
  const bool raised = *settings.delay < kStrangersDelay ||
                      *settings.connections_per_host > kStrangersConnections;
  for (const std::string& seed : *settings.seeds) {
    const auto url = Url::parse(seed);
    if (!raised || !url || !is_public_host(url->host()) ||
        own.holds(std::string(url->host())))
      continue;
    sinks.warning({ErrorKind::refused,
                   "a site that is not shown to be yours gets one request at "
                   "a time, twice a second at the most",
                   seed, "veto own-site new " + seed});
    return;
  }
}

Status note_inspected(Case& the_case, std::uint64_t urls) {
  if (urls == 0) return {};
  CustodyEvent event;
  event.action = "capture";
  event.item = the_case.run_id();
  event.reason = fmt::format(
      "asked, as the site's owner, for {} URLs that its robots.txt closes",
      urls);
  return the_case.custody(event);
}

// With `dry` nothing but listings is asked for, and the rest is returned there
// instead of a report.
Result<StageReport> crawl(Case& the_case, const config::Settings& settings,
                          const Sinks& sinks, std::stop_token stop,
                          bool archive, DryRun* dry = nullptr) {
  VETO_CHECK(!the_case.run_id().empty());
  std::vector<std::string> listings = *settings.sitemaps;
  listings.insert(listings.end(), settings.feeds->begin(),
                  settings.feeds->end());
  auto scope = Scope::make(*settings.scope, *settings.seeds, listings);
  if (!scope) return pass(scope);
  auto migrated = migrate_crawl(the_case.db());
  if (!migrated) return pass(migrated);
  auto own = claimed_own_site(the_case);
  if (!own) return pass(own);
  auto before = take_up(the_case);
  if (!before) return pass(before);
  const std::string user_agent = user_agent_of(settings);
  hint(settings, *own, sinks);
  auto writer = open_archive(the_case, user_agent, before->sizes);
  if (!writer) return pass(writer);
  auto known = KnownCaptures::open(the_case.path("case.db"), the_case.run_id());
  if (!known) return pass(known);
  TrapDetector traps = restored_traps(the_case.clock().now(), *before);
  CrawlSession session({the_case, settings, sinks, *scope,
                        restored(rules_of(settings, *own), *before),
                        std::move(traps), before->lease, std::move(*writer),
                        std::move(*known), user_agent, archive, dry != nullptr,
                        *own});
  const Status crawled = session.run(stop);
  const FrontierLease lease = before->lease;
  auto released = the_case.db().attempt(
      "give the frontier back",
      [&](soci::session& sql) { release_frontier(sql, lease); });
  if (!crawled) return std::unexpected(crawled.error());
  if (!released) return pass(released);
  if (dry != nullptr) {
    *dry = {session.planned(), session.stopped()};
    return StageReport();
  }
  auto noted = note_inspected(the_case, session.inspected());
  if (!noted) return pass(noted);
  return report_crawl(the_case.db(), the_case.run_id(), settings, *scope,
                      session.stopped());
}

}  // namespace

Result<StageReport> run_crawl(Case& the_case, const config::Settings& settings,
                              const Sinks& sinks, std::stop_token stop) {
  return crawl(the_case, settings, sinks, std::move(stop), true);
}

Result<StageReport> run_crawl_unarchived(Case& the_case,
                                         const config::Settings& settings,
                                         const Sinks& sinks,
                                         std::stop_token stop) {
  return crawl(the_case, settings, sinks, std::move(stop), false);
}

Result<DryRun> run_crawl_dry(Case& scratch, const config::Settings& settings,
                             const Sinks& sinks, std::stop_token stop) {
  DryRun dry;
  auto ran = crawl(scratch, settings, sinks, std::move(stop), true, &dry);
  if (!ran) return pass(ran);
  return dry;
}

}  // namespace veto::crawler
