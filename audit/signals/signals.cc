// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/signals.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "audit/signals/findings.h"
#include "audit/signals/gather_site.h"
#include "audit/signals/posture.h"
#include "audit/signals/store.h"

namespace veto::signals {
namespace {

// What the newest known robots.txt of every origin of the run says.
void read_robots(const Site& site, ResourceBook& book, SignalsResult& result,
                 std::vector<audit::Finding>& findings, StageReport& report) {
  const auto& registry = config::ScraperRegistry::built_in();
  for (const auto& [origin, known] : site.origins) {
    if (!known.robots || known.is_twin) continue;
    const crawler::RobotsVersion& version = *known.robots;
    for (auto& posture :
         agent_postures(origin, version, registry, book.signals()))
      result.agents.push_back(std::move(posture));
    bool complete = true;
    for (auto& finding :
         invalid_token_findings(origin, version, registry, complete))
      findings.push_back(std::move(finding));
    if (!complete)
      report.incomplete.push_back(fmt::format(
          "the robots.txt of {} holds more than 200 names that are no product "
          "tokens; the others are not listed",
          origin));
  }
}

}  // namespace

Result<StageReport> run_signals(Case& the_case, const config::Settings&,
                                const Sinks& sinks, std::stop_token stop) {
  StageReport report;
  auto gathered = gather_site(the_case, the_case.run_id(), sinks, stop);
  if (!gathered && gathered.error().kind == ErrorKind::interrupted) {
    report.interrupted = true;
    report.incomplete.push_back("the opt-out signals were not read to the end");
    return report;
  }
  if (!gathered) return pass(gathered);

  auto& [site, book] = *gathered;
  SignalsResult result;
  auto findings = page_only_findings(book.find_holes(), book);
  read_robots(site, book, result, findings, report);
  result.signals = std::move(book.signals());
  result.resources = book.resources();
  if (book.unread_pages() > 0)
    report.incomplete.push_back(
        fmt::format("the meta elements of {} pages could not be read",
                    book.unread_pages()));

  for (const auto& [name, origin] : site.origins)
    if (origin.signals)
      result.signals.insert(result.signals.end(), origin.signals->begin(),
                            origin.signals->end());
  for (const auto& [url, resource] : site.resources)
    std::ranges::copy_if(
        resource.said.own, std::back_inserter(result.signals),
        [](const Signal& signal) { return signal.source == Source::metadata; });
  if (book.dropped() > 0)
    report.incomplete.push_back(fmt::format(
        "{} statements beyond 256 of one family on one page or image",
        book.dropped()));

  auto read = store_signals(the_case, result);
  if (read) read = audit::store_findings(the_case, "signals", findings);
  if (!read) return pass(read);
  report.counts = {
      {"pages", book.count("page")},      {"documents", book.count("document")},
      {"images", book.count("image")},    {"signals", result.signals.size()},
      {"origins", book.origins().size()}, {"findings", findings.size()}};
  return report;
}

}  // namespace veto::signals
