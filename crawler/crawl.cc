// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/crawl.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "crawler/crawl_report.h"
#include "crawler/crawl_session.h"
#include "crawler/crawl_tables.h"

namespace veto::crawler {
namespace {

constexpr const char* kVersion = "0.1";
// After a first 429 or 503, where there is no pause between requests either.
constexpr std::chrono::milliseconds kLeastRest{200};
// One process works on a case; the lease is for those that will share one.
constexpr std::chrono::hours kLease{24};

// "veto/0.1 (+https://example.org/contact)"
std::string user_agent_of(const config::Settings& settings) {
  const auto plain = [](std::string_view text) {
    std::string kept;
    for (const char c : text)
      if (c > ' ' && c < 0x7f && c != '(' && c != ')') kept += c;
    return kept;
  };
  const std::string name =
      fmt::format("{}/{}", plain(*settings.user_agent_token), kVersion);
  const std::string contact = plain(*settings.contact);
  return contact.empty() ? name : fmt::format("{} (+{})", name, contact);
}

FrontierRules rules_of(const config::Settings& settings) {
  FrontierRules rules;
  rules.connections_per_host = std::max(1, *settings.connections_per_host);
  rules.delay = *settings.delay;
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
  for (const auto& [name, bytes] : writer->cut()) {
    CustodyEvent event;
    event.action = "capture";
    event.item = "captures/" + name;
    event.reason = fmt::format(
        "removed {} bytes that no index had acknowledged when the program was "
        "stopped",
        bytes);
    auto noted = the_case.custody(event);
    if (!noted) return pass(noted);
  }
  return writer;
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
  auto before = take_up(the_case);
  if (!before) return pass(before);
  const std::string user_agent = user_agent_of(settings);
  if (settings.contact->empty())
    sinks.warning({ErrorKind::usage,
                   "the sites visited are not told whom to write to", "",
                   "name a page or a mail address: --contact URL"});
  auto writer = open_archive(the_case, user_agent, before->sizes);
  if (!writer) return pass(writer);
  TrapDetector traps = restored_traps(the_case.clock().now(), *before);
  CrawlSession session({the_case, settings, sinks, *scope,
                        restored(rules_of(settings), *before), std::move(traps),
                        before->lease, std::move(*writer), user_agent, archive,
                        dry != nullptr});
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
