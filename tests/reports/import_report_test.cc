// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run that rests on files of the user's says so wherever it speaks.

#include <doctest/doctest.h>

#include "reports/html/render_html.h"
#include "reports/summary_json.h"
#include "reports/words.h"
#include "tests/reports/report_samples.h"

using namespace veto;

namespace {

reports::ReportData imported_report() {
  reports::ReportData data = test::empty_report();
  crawler::ImportedSource source;
  source.name = "<b>site.har";
  source.kind = "HAR";
  source.digest = sha256("site");
  source.imported = test::at("2026-11-24T10:00:00Z");
  source.entries = 7;
  source.kept = 3;
  source.left_out = {{"no page and no image", 2, false, "entry 3"},
                     {"the source does not hold its body", 2, true, "entry 4"}};
  source.problem = "not JSON at byte 900";
  data.imports.push_back(source);
  data.crawl.imported = 3;
  StageRecord stage;
  stage.stage = "import";
  stage.report.incomplete = {"site.har could not be read to its end"};
  data.stages.push_back(stage);
  return data;
}

}  // namespace

TEST_CASE("report: what was handed over, how much of it, and what that shows") {
  const auto texts = reports::Texts::load("en");
  REQUIRE(texts);
  const auto html = reports::render_html(imported_report(), *texts);
  REQUIRE(html);
  CHECK(texts->missing() == std::vector<std::string>{});
  CHECK(reports::offending_words(*html) == std::vector<std::string>{});
  CHECK(
      test::has(*html, "rests on 1 file or folder that the user handed over"));
  CHECK(test::has(*html, "&lt;b&gt;site.har"));
  CHECK_FALSE(test::has(*html, "<b>site"));
  CHECK(test::has(*html, sha256("site").hex()));
  CHECK(test::has(*html, "could not be read to its end"));
  CHECK_FALSE(test::has(*html, "The visit was bounded"));
  CHECK(test::has(*html, "a file can be written by anybody"));
  CHECK_FALSE(test::has(*html, "The site was visited from outside"));
}

TEST_CASE("summary: sources, with what was left out and why") {
  const auto texts = reports::Texts::load("en");
  REQUIRE(texts);
  const auto summary = reports::summary_json(imported_report(), *texts);
  CHECK(summary["crawl"]["imported"] == 3);
  const auto& source = summary["imports"].at(0);
  CHECK(source["sha256"] == sha256("site").hex());
  CHECK(source["whole"] == false);
  CHECK(source["entries"] == 7);
  CHECK(source["kept"] == 3);
  CHECK(source["left_out"][1]["loss"] == true);
  CHECK(reports::summary_json(test::empty_report(), *texts)["imports"].empty());
}
