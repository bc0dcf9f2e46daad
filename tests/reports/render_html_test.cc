// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/html/render_html.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "reports/words.h"
#include "tests/reports/bundle_samples.h"
#include "tests/reports/report_samples.h"

using namespace veto;

namespace {

struct Rendered {
  std::string html;
  std::vector<std::string> missing;
};

Rendered render(const reports::ReportData& data) {
  const auto texts = reports::Texts::load("en");
  REQUIRE(texts);
  const auto html = reports::render_html(data, *texts);
  REQUIRE_MESSAGE(html, (html ? "" : html.error().message()));
  // To look at it: VETO_KEEP_REPORT=/some/file test_report
  if (const char* keep = std::getenv("VETO_KEEP_REPORT"))
    test::write_text(keep, *html);
  return {*html, texts->missing()};
}

std::size_t place(const std::string& html, std::string_view text) {
  const auto at = html.find(text);
  REQUIRE_MESSAGE(at != std::string::npos, text);
  return at;
}

}  // namespace

TEST_CASE("a report with nothing in it says what was not checked") {
  const auto [html, missing] = render(test::empty_report());
  CHECK(missing == std::vector<std::string>{});
  CHECK(test::has(html, "Nothing ran."));
  CHECK(test::has(html, "Unknown: no access log was read."));
  CHECK(test::has(html, "Images were not examined for faces in this run."));
}

TEST_CASE("no text is missing, and no word of the list is said") {
  const auto [html, missing] = render(test::sample_report());
  CHECK(missing == std::vector<std::string>{});
  CHECK(reports::offending_words(html) == std::vector<std::string>{});
  CHECK_FALSE(test::has(html, "(not recorded)"));
}

TEST_CASE("one file, no script, nothing from outside") {
  const auto [html, missing] = render(test::sample_report());
  CHECK(test::has(html,
                  "content=\"default-src 'none'; style-src "
                  "'unsafe-inline'; img-src data:\""));
  CHECK_FALSE(test::has(html, "<script"));
  CHECK_FALSE(test::has(html, "<link"));
  CHECK_FALSE(test::has(html, "url("));
  CHECK_FALSE(test::has(html, "src=\"http"));
  CHECK_FALSE(test::has(html, "href=\"http"));
  CHECK(test::has(html, "src=\"data:image/jpeg;base64,/9j/\""));
  CHECK(test::has(html, "<html lang=\"en\">"));
}

TEST_CASE("what clients sent is shown and harmless") {
  const auto [html, missing] = render(test::sample_report());
  CHECK(test::has(html, "&lt;script&gt;alert(1)&lt;/script&gt;"));
}

TEST_CASE("operators are named at I3 and not below") {
  const auto [html, missing] = render(test::sample_report());
  CHECK(
      test::has(html, "CCBot, operated by Operator of CCBot, at 198.51.100.4"));
  CHECK(test::has(html, "client calling itself GPTBot, at 203.0.113.7"));
  CHECK_FALSE(test::has(html, "Operator of GPTBot"));
  CHECK_FALSE(test::has(html, "OpenAI"));
}

TEST_CASE("an address that may be a person's is shortened everywhere") {
  const auto [html, missing] = render(test::sample_report());
  CHECK_FALSE(test::has(html, test::kBrowser));
  CHECK_FALSE(test::has(html, test::kPerson));
  CHECK(test::has(html, "192.0.2.0/24 - - ["));
  CHECK(test::has(html, "shortened to its network"));
}

TEST_CASE("findings below the filing threshold are labelled so") {
  const auto [html, missing] = render(test::sample_report());
  const auto below = place(html, "<section id=\"observations\">");
  const auto facts = place(html, "Findings that meet the filing threshold");
  const std::string cards = html.substr(facts, below - facts);
  CHECK(test::has(cards, "Finding, grade E3"));
  CHECK_FALSE(test::has(cards, "Observation, not attributed ("));
  CHECK_FALSE(test::has(cards, test::kClaimed));
  CHECK(
      test::has(html.substr(below), "Observation, not attributed (grade E2)"));
}

TEST_CASE("the summary comes first, compliance beside its opposite") {
  const auto [html, missing] = render(test::sample_report());
  const auto received = place(html, "<h3>Clients that received");
  const auto requested = place(html, "<h3>Clients that requested");
  const auto kept = place(html, "<h3>Clients that kept to");
  const auto gaps = place(html, "<h3>What was not checked");
  CHECK(received < requested);
  CHECK(requested < kept);
  CHECK(kept < gaps);
  CHECK(gaps < place(html, "<section id=\"exposures\">"));
}

TEST_CASE("zero faces is a statement about the detector") {
  auto data = test::sample_report();
  for (auto& image : data.faces->images) image.faces.clear();
  const auto [html, missing] = render(data);
  CHECK(test::has(html, "reported nothing above its threshold"));
  CHECK(test::has(html, "Measured recall: 84 of 100"));
  CHECK(reports::offending_words(html) == std::vector<std::string>{});
}

TEST_CASE("a finding without its facts is said, not a crash") {
  auto data = test::sample_report();
  for (auto& finding : data.findings) finding.facts = nlohmann::json::object();
  audit::Finding strange;
  strange.code = "X9";
  data.findings.push_back(strange);
  const auto [html, missing] = render(data);
  CHECK_FALSE(missing.empty());
  CHECK(test::has(html, "(not recorded)"));
  CHECK(test::has(html, "Finding X9"));
}

TEST_CASE("facts of another kind than expected are no crash either") {
  auto data = test::sample_report();
  for (auto& finding : data.findings) {
    finding.facts["client_ip"] = {1, 2};
    finding.facts["count"] = "many";
    finding.facts["targets"] = {nullptr, 3, "x", {{"time", 5}}};
    finding.facts["user_agents"] = {{"a", 1}};
  }
  CHECK(render(data).html.size() > 1000);
}

TEST_CASE("agents that are not named and read alike share one row") {
  auto data = test::sample_report();
  auto& agents = data.signals->agents;
  agents = {{"https://example.org", "gptbot", "GPTBot", true, false, 4,
             "Disallow: /", true},
            {"https://example.org", "ccbot", "CCBot", false, true, 0, "", true},
            {"https://example.org", "bytespider", "Bytespider", false, true, 0,
             "", true}};
  const auto [html, missing] = render(data);
  CHECK(missing == std::vector<std::string>{});
  CHECK(test::has(html, "<th scope=\"row\">GPTBot</th>"));
  CHECK(test::has(html, "2 agents that are not named"));
  CHECK(test::has(html, "<td>CCBot, Bytespider</td>"));
  CHECK_FALSE(test::has(html, "<th scope=\"row\">CCBot</th>"));
}

TEST_CASE("what a stage left undone is among what was not checked") {
  auto data = test::sample_report();
  data.run.outcome = "running";
  data.stages = {{"crawl", {}}};
  data.stages[0].report.incomplete = {"links <deeper> were not followed"};
  const auto [html, missing] = render(data);
  CHECK(missing == std::vector<std::string>{});
  CHECK(test::has(html, "crawl: links &lt;deeper&gt; were not followed."));
  CHECK(test::has(html, "incomplete: see"));
  CHECK_FALSE(test::has(html, "under way when this report was written"));
}
