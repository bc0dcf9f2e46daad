// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/headlines.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/text.h"
#include "base/url.h"
#include "reports/finding_words.h"
#include "reports/mark_words.h"
#include "reports/optouts.h"
#include "reports/withdrawn.h"

namespace veto::reports {
namespace {

using audit::Finding;
using Sentences = std::vector<std::string>;

struct Said {
  const ReportData& data;
  const Texts& texts;
};

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

void add_crawl(const Said& c, Sentences& said) {
  const CrawlFacts& crawl = c.data.crawl;
  if (!c.data.imports.empty()) {
    said.push_back(c.texts.say(
        "summary.imported",
        {{"sources", c.texts.count("n.sources", c.data.imports.size())},
         {"pages", c.texts.count("n.pages", crawl.pages)},
         {"images", c.texts.count("n.images", crawl.images)}}));
    return;
  }
  if (!crawl.first || !crawl.last) {
    said.push_back(c.texts.say("summary.no_crawl"));
    return;
  }
  const bool at_once = shown_time(*crawl.first) == shown_time(*crawl.last);
  said.push_back(
      c.texts.say(at_once ? "summary.crawl_at" : "summary.crawl",
                  {{"first", shown_time(*crawl.first)},
                   {"last", shown_time(*crawl.last)},
                   {"site", site_of(c.data, c.texts)},
                   {"pages", c.texts.count("n.pages", crawl.pages)},
                   {"images", c.texts.count("n.images", crawl.images)}}));
}

void add_faces(const Said& c, Sentences& said) {
  if (!c.data.faces) return;
  const FaceCounts n = count_faces(*c.data.faces);
  const Values values = {{"detector", c.data.faces->detector.name},
                         {"examined", c.texts.count("n.examined", n.examined)},
                         {"faces", c.texts.count("n.faces", n.faces)},
                         {"holding", c.texts.count("n.holding", n.holding)}};
  const bool zero = n.faces + n.possible == 0;
  std::string text =
      c.texts.say(zero ? "summary.faces_zero" : "summary.faces", values);
  if (const auto marks = marks_paragraph(c.data, c.texts); !marks.empty())
    text += ' ' + marks;
  else if (n.possible > 0)
    text += ' ' + c.texts.count("summary.possible", n.possible);
  said.push_back(std::move(text));
  if (const auto skipped = skipped_images(c.data))
    said.push_back(c.texts.count("summary.skipped", skipped));
}

void add_logs(const Said& c, Sentences& said) {
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
  said.push_back(text);
}

// How many clients findings of a kind are about.
std::size_t clients(const Said& c, bool (*wanted)(const Finding&)) {
  const FindingWords words(c.data, c.texts);
  std::set<std::string> names;
  for (const auto& finding : c.data.findings)
    if (wanted(finding) && !is_withdrawn(c.data, finding))
      names.insert(words.who(finding));
  return names.size();
}

bool is_about_site(const Finding& finding) {
  return !is_about_client(finding) && !finding.code.starts_with('F');
}

void add_clients(const Said& c, Sentences& said) {
  if (!c.data.logs) return;
  const auto left_out =
      c.data.edition ? c.data.edition->count(kUnverifiedFindings) : 0;
  // A count of those that are told is none of all.
  const std::string of = left_out > 0 ? "headline.of_verified." : "headline.";
  const auto add = [&](const char* key, bool (*wanted)(const Finding&)) {
    said.push_back(c.texts.count(of + key, clients(c, wanted)));
  };
  add("received", is_delivery);
  add("requested", is_violation);
  add("kept", is_kept);
  if (left_out > 0)
    said.push_back(c.texts.count("headline.unverified_left_out", left_out));
  const bool about_clients =
      std::ranges::any_of(c.data.findings, is_about_client);
  const bool facts = std::ranges::any_of(
      c.data.findings,
      [&](const Finding& finding) { return stands_as_fact(c.data, finding); });
  const bool verified =
      std::ranges::any_of(c.data.findings, [](const Finding& finding) {
        return is_about_client(finding) && !finding.operator_name.empty();
      });
  if (about_clients && !facts)
    said.push_back(c.texts.say(verified ? "headline.observed_of_verified"
                                        : "headline.observed"));
}

}  // namespace

std::vector<std::string> what_was_done(const ReportData& data,
                                       const Texts& texts) {
  const Said c{data, texts};
  Sentences said;
  add_crawl(c, said);
  add_faces(c, said);
  add_logs(c, said);
  std::ranges::move(optout_headlines(data, texts), std::back_inserter(said));
  return said;
}

std::vector<std::string> headlines(const ReportData& data, const Texts& texts) {
  const Said c{data, texts};
  Sentences said = what_was_done(data, texts);
  add_clients(c, said);
  const auto about_site = static_cast<std::size_t>(
      std::ranges::count_if(data.findings, is_about_site));
  if (about_site > 0) said.push_back(texts.count("headline.site", about_site));
  return said;
}

std::size_t skipped_images(const ReportData& data) {
  if (!data.faces) return 0;
  return static_cast<std::size_t>(std::ranges::count_if(
      data.faces->images,
      [](const auto& image) { return !image.skipped.empty(); }));
}

std::string site_of(const ReportData& data, const Texts& texts) {
  std::string text;
  std::set<std::string> seen;
  for (const auto& seed : *data.settings.seeds) {
    const auto url = Url::parse(seed);
    const std::string origin = url ? url->origin() : printable(seed, 200);
    if (!seen.insert(origin).second) continue;
    text += (text.empty() ? "" : ", ") + origin;
  }
  if (!text.empty()) return text;
  return texts.say(data.imports.empty() ? "nowhere" : "from_files");
}

}  // namespace veto::reports
