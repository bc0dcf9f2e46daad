// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/signals.h"

#include <fmt/format.h>

#include <utility>

#include "audit/signals/findings.h"
#include "audit/signals/posture.h"
#include "audit/signals/store.h"
#include "crawler/api/capture_reader.h"

namespace veto::signals {
namespace {

// What ends a walk when the user asks to stop; never shown.
Status stop_walk() { return fail(ErrorKind::interrupted, "asked to stop"); }

Status read_resources(crawler::CaptureReader& reader, const std::string& run,
                      ResourceBook& book, const Sinks& sinks,
                      const std::stop_token& stop) {
  std::uint64_t seen = 0;
  auto walked =
      reader.for_each_capture(run, [&](const crawler::Capture& capture) {
        if (stop.stop_requested()) return stop_walk();
        book.add_capture(capture);
        sinks.step("responses read", ++seen, 0);
        return Status();
      });
  if (!walked) return walked;
  return reader.for_each_page(run, [&](const crawler::Page& page) {
    if (stop.stop_requested()) return stop_walk();
    book.add_page(page);
    return Status();
  });
}

// What the newest known robots.txt of every origin of the run says.
Status read_robots(crawler::CaptureReader& reader, ResourceBook& book,
                   SignalsResult& result, std::vector<audit::Finding>& findings,
                   StageReport& report) {
  auto histories = reader.robots();
  if (!histories) return pass(histories);
  const auto& registry = config::ScraperRegistry::built_in();
  for (const std::string& origin : book.origins()) {
    const auto history = histories->find(origin);
    if (history == histories->end() || history->second.versions().empty())
      continue;
    const crawler::RobotsVersion& version = *history->second.versions().back();
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
  return {};
}

}  // namespace

Result<StageReport> run_signals(Case& the_case, const config::Settings&,
                                const Sinks& sinks, std::stop_token stop) {
  StageReport report;
  crawler::CaptureReader reader(the_case);
  ResourceBook book(config::ScraperRegistry::built_in());
  auto read = read_resources(reader, the_case.run_id(), book, sinks, stop);
  if (!read && read.error().kind == ErrorKind::interrupted) {
    report.interrupted = true;
    report.incomplete.push_back("the opt-out signals were not read to the end");
    return report;
  }
  if (!read) return pass(read);

  SignalsResult result;
  auto findings = page_only_findings(book.find_holes(), book);
  read = read_robots(reader, book, result, findings, report);
  if (!read) return pass(read);
  result.signals = std::move(book.signals());
  result.resources = book.resources();
  if (book.unread_pages() > 0)
    report.incomplete.push_back(
        fmt::format("the meta elements of {} pages could not be read",
                    book.unread_pages()));

  read = store_signals(the_case, result);
  if (read) read = audit::store_findings(the_case, "signals", findings);
  if (!read) return pass(read);
  report.counts = {{"pages", book.count("page")},
                   {"images", book.count("image")},
                   {"signals", result.signals.size()},
                   {"origins", book.origins().size()},
                   {"findings", findings.size()}};
  return report;
}

}  // namespace veto::signals
