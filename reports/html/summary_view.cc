// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/url.h"
#include "reports/headlines.h"
#include "reports/html/view.h"
#include "reports/rate_words.h"
#include "reports/withdrawn.h"

namespace veto::reports {
namespace {

using audit::Finding;
using nlohmann::json;

constexpr std::size_t kMaxGapBytes = 500;

json row_of(const ViewContext& c, const Finding& finding) {
  return {{"what", c.words.sentence(finding)},
          {"identity", audit::to_string(finding.identity)},
          {"identity_meaning", c.words.identity_meaning(finding.identity)},
          {"standing", c.words.standing(finding)}};
}

// What may stand as a fact comes before what may not.
json rows_of(const ViewContext& c, bool (*wanted)(const Finding&),
             const std::string& none) {
  json rows = json::array();
  for (const bool facts : {true, false})
    for (const auto& finding : c.data.findings)
      if (wanted(finding) && stands_as_fact(c.data, finding) == facts)
        rows.push_back(row_of(c, finding));
  const std::uint64_t unverified = left_out(c, kUnverifiedFindings);
  return {{"any", !rows.empty()},
          {"rows", std::move(rows)},
          {"none", unverified == 0
                       ? none
                       : c.texts.count("edition.none_verified", unverified)}};
}

json gaps_of(const ViewContext& c) {
  json gaps = json::array();
  for (const auto& gap : c.data.not_done) gaps.push_back(gap);
  for (const auto& [stage, report] : c.data.stages)
    for (const auto& what : report.incomplete)
      gaps.push_back(c.texts.say(
          "not_done.stage",
          {{"stage", stage}, {"what", printable(what, kMaxGapBytes)}}));
  auto count = [&](const char* key, std::uint64_t n) {
    if (n > 0) gaps.push_back(c.texts.count(key, n));
  };
  const CrawlFacts& crawl = c.data.crawl;
  count("not_done.robots_denied", crawl.robots_denied);
  count("not_done.failed", crawl.failed);
  count("not_done.cut", crawl.cut);
  count("not_done.cancelled", crawl.cancelled);
  count("not_done.unread", crawl.pages_unread);
  count("not_done.skipped", skipped_images(c.data));
  std::uint64_t aside = 0;
  if (c.data.logs)
    for (const auto& file : c.data.logs->files) aside += file.set_aside;
  count("not_done.aside", aside);
  if (!c.data.imports.empty()) return gaps;  // there was no visit to bound
  const auto& settings = c.data.settings;
  gaps.push_back(
      c.texts.say("not_done.limits", {{"pages", *settings.max_pages},
                                      {"images", *settings.max_images},
                                      {"depth", *settings.max_depth}}));
  return gaps;
}

}  // namespace

json about_view(const ViewContext& c) {
  const ReportData& data = c.data;
  const std::string outcome = outcome_of(data);
  const std::string key = "outcome." + outcome;
  json rows = json::array();
  auto row = [&](const char* label, const std::string& value) {
    rows.push_back({{"label", c.texts.say(label)}, {"value", value}});
  };
  row("about.site", site_of(c.data, c.texts));
  row("about.case", data.case_name);
  row("about.run", data.run.id);
  row("about.began", shown_time(data.run.started));
  row("about.written", shown_time(data.written));
  row("about.tool",
      c.texts.say("about.tool_value", {{"version", data.tool_version}}));
  row("about.outcome", c.texts.has(key) ? c.texts.say(key) : outcome);
  return rows;
}

json edition_view(const ViewContext& c) {
  json rows = json::array();
  if (!c.data.edition) return {{"is_lesser", false}};
  for (const auto& [id, count] : c.data.edition->left_out)
    rows.push_back({{"what", c.texts.say("edition.left." + id + ".what")},
                    {"count", grouped(count)},
                    {"why", c.texts.say("edition.left." + id + ".why")}});
  return {{"is_lesser", true},
          {"about", c.texts.say("edition.about." + c.data.edition->name)},
          {"rows", std::move(rows)}};
}

json summary_view(const ViewContext& c) {
  std::vector<std::string> rates;
  if (c.data.logs) rates = rate_sentences(c.data.logs->rates, c.texts);
  if (const auto n = left_out(c, kRatesLeftOut); n > 0)
    rates.push_back(c.texts.count("edition.rates_left_out", n));
  std::vector<std::string> paragraphs = what_was_done(c.data, c.texts);
  if (const auto n = left_out(c, kUnverifiedFindings); n > 0)
    paragraphs.push_back(c.texts.count("headline.unverified_left_out", n));
  const bool logs = c.data.logs.has_value();
  auto none = [&](const char* found, bool known, const char* unknown) {
    return c.texts.say(known ? found : unknown);
  };
  const char* unknown = !logs ? "received.no_logs" : "received.no_faces";
  return {
      {"paragraphs", std::move(paragraphs)},
      {"received",
       rows_of(c, is_delivery,
               none("received.none", logs && c.data.faces, unknown))},
      {"requested", rows_of(c, is_violation,
                            none("requested.none", logs, "requested.no_logs"))},
      {"kept", rows_of(c, is_kept, none("kept.none", logs, "kept.no_logs"))},
      {"has_rates", !rates.empty()},
      {"rates", rates},
      {"gaps", gaps_of(c)}};
}

}  // namespace veto::reports
