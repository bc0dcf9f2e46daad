// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/url.h"
#include "reports/html/view.h"

namespace veto::reports {
namespace {

using audit::Finding;
using nlohmann::json;

struct FaceCounts {
  std::size_t examined = 0, holding = 0, faces = 0, possible = 0;
};

FaceCounts count_faces(const faces::FacesResult& result) {
  FaceCounts counts;
  for (const auto& image : result.images) {
    if (!image.skipped.empty()) continue;
    ++counts.examined;
    const auto sure =
        std::ranges::count(image.faces, faces::Band::face, &faces::Face::band);
    counts.faces += static_cast<std::size_t>(sure);
    counts.possible += image.faces.size() - static_cast<std::size_t>(sure);
    if (sure > 0) ++counts.holding;
  }
  return counts;
}

void add_crawl(const ViewContext& c, json& paragraphs) {
  const CrawlFacts& crawl = c.data.crawl;
  if (!crawl.first || !crawl.last) {
    paragraphs.push_back(c.texts.say("summary.no_crawl"));
    return;
  }
  paragraphs.push_back(c.texts.say(
      "summary.crawl", {{"first", shown_time(*crawl.first)},
                        {"last", shown_time(*crawl.last)},
                        {"site", site_of(c)},
                        {"pages", c.texts.count("n.pages", crawl.pages)},
                        {"images", c.texts.count("n.images", crawl.images)}}));
}

void add_faces(const ViewContext& c, json& paragraphs) {
  if (!c.data.faces) return;
  const FaceCounts n = count_faces(*c.data.faces);
  const Values values = {{"detector", c.data.faces->detector.name},
                         {"examined", c.texts.count("n.examined", n.examined)},
                         {"faces", c.texts.count("n.faces", n.faces)},
                         {"holding", c.texts.count("n.holding", n.holding)},
                         {"possible", c.texts.count("n.possible", n.possible)}};
  const bool zero = n.faces + n.possible == 0;
  paragraphs.push_back(
      c.texts.say(zero ? "summary.faces_zero" : "summary.faces", values));
  if (const auto skipped = skipped_images(c.data))
    paragraphs.push_back(c.texts.count("summary.skipped", skipped));
}

void add_logs(const ViewContext& c, json& paragraphs) {
  if (!c.data.logs) return;
  std::uint64_t lines = 0;
  UtcTime first = UtcTime::max(), last = UtcTime::min();
  for (const auto& file : c.data.logs->files) {
    lines += file.lines;
    if (file.parsed == 0) continue;
    first = std::min(first, file.first);
    last = std::max(last, file.last);
  }
  const bool any = first <= last;
  const std::string none = c.texts.say("methods.period_none");
  std::string text = c.texts.say(
      "summary.logs",
      {{"files", c.texts.count("n.files", c.data.logs->files.size())},
       {"lines", c.texts.count("n.lines", lines)},
       {"first", any ? shown_time(first) : none},
       {"last", any ? shown_time(last) : none}});
  const auto& from = *c.data.settings.complete_from;
  text += ' ';
  text += from ? c.texts.say("summary.coverage", {{"from", shown_time(*from)}})
               : c.texts.say("summary.no_coverage");
  if (const auto& began = *c.data.settings.first_served; from && began)
    text += ' ' +
            c.texts.say("summary.first_served", {{"from", shown_time(*began)}});
  paragraphs.push_back(text);
}

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
      if (wanted(finding) && finding.fileable() == facts)
        rows.push_back(row_of(c, finding));
  return {{"any", !rows.empty()}, {"rows", std::move(rows)}, {"none", none}};
}

json gaps_of(const ViewContext& c) {
  json gaps = json::array();
  for (const auto& gap : c.data.not_done) gaps.push_back(gap);
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
  const auto& settings = c.data.settings;
  gaps.push_back(
      c.texts.say("not_done.limits", {{"pages", *settings.max_pages},
                                      {"images", *settings.max_images},
                                      {"depth", *settings.max_depth}}));
  return gaps;
}

}  // namespace

std::size_t skipped_images(const ReportData& data) {
  if (!data.faces) return 0;
  return static_cast<std::size_t>(std::ranges::count_if(
      data.faces->images,
      [](const auto& image) { return !image.skipped.empty(); }));
}

std::string site_of(const ViewContext& c) {
  std::string text;
  std::set<std::string> seen;
  for (const auto& seed : *c.data.settings.seeds) {
    const auto url = Url::parse(seed);
    const std::string origin = url ? url->origin() : printable(seed, 200);
    if (!seen.insert(origin).second) continue;
    text += (text.empty() ? "" : ", ") + origin;
  }
  return text.empty() ? c.texts.say("nowhere") : text;
}

json about_view(const ViewContext& c) {
  const ReportData& data = c.data;
  const std::string key = "outcome." + data.run.outcome;
  json rows = json::array();
  auto row = [&](const char* label, const std::string& value) {
    rows.push_back({{"label", c.texts.say(label)}, {"value", value}});
  };
  row("about.site", site_of(c));
  row("about.case", data.case_name);
  row("about.run", data.run.id);
  row("about.began", shown_time(data.run.started));
  row("about.written", shown_time(data.written));
  row("about.tool",
      c.texts.say("about.tool_value", {{"version", data.tool_version}}));
  row("about.outcome", c.texts.has(key) ? c.texts.say(key) : data.run.outcome);
  return rows;
}

json summary_view(const ViewContext& c) {
  json paragraphs = json::array();
  add_crawl(c, paragraphs);
  add_faces(c, paragraphs);
  add_logs(c, paragraphs);
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
      {"gaps", gaps_of(c)}};
}

}  // namespace veto::reports
