// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/report_data.h"

namespace veto::reports {

std::vector<OriginVersion> robots_versions(const ReportData& data) {
  std::vector<OriginVersion> all;
  const auto add = [&](const std::string& origin,
                       const crawler::RobotsHistory& history) {
    for (const auto& version : history.versions())
      all.emplace_back(origin, version);
  };
  for (const auto& [origin, history] : data.robots) add(origin, history);
  if (data.stated) add(data.stated->first, data.stated->second);
  return all;
}

std::string name_of(const Case& the_case) {
  // "." and a trailing slash have no name of their own.
  std::error_code code;
  const auto whole = std::filesystem::canonical(the_case.dir(), code);
  return (code ? the_case.dir() : whole).filename().string();
}

std::string outcome_of(const ReportData& data) {
  if (data.run.outcome != "running" || data.stages.empty())
    return data.run.outcome;
  bool incomplete = false;
  for (const auto& [stage, report] : data.stages) {
    if (report.interrupted) return "interrupted";
    incomplete = incomplete || !report.incomplete.empty();
  }
  return incomplete ? "incomplete" : "done";
}

void count_capture(CrawlFacts& facts, const crawler::Capture& capture) {
  using crawler::Outcome;
  ++facts.captures;
  if (capture.imported()) ++facts.imported;
  switch (capture.outcome) {
    case Outcome::postponed:
      return;  // the answer that counts is another capture
    case Outcome::robots_denied:
      ++facts.robots_denied;
      return;
    case Outcome::over_limit:
      ++facts.over_limit;
      return;
    case Outcome::trap:
      ++facts.trapped;
      return;
    case Outcome::out_of_scope:
      ++facts.out_of_scope;
      return;
    case Outcome::cancelled:
      ++facts.cancelled;
      return;
    case Outcome::failed:
      ++facts.failed;
      if (facts.problems.size() < CrawlFacts::kMaxProblems)
        facts.problems.push_back(capture.url + ": " + capture.problem);
      return;
    case Outcome::too_large:
      ++facts.cut;
      break;
    case Outcome::fetched:
      break;
  }
  if (capture.target == crawler::Target::image) ++facts.images;
  if (!facts.first || capture.time < *facts.first) facts.first = capture.time;
  if (!facts.last || capture.time > *facts.last) facts.last = capture.time;
}

}  // namespace veto::reports
