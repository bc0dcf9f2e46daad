// SPDX-License-Identifier: GPL-3.0-or-later
//
// The time lines of the report: by name, bounded, readable without colours.

#include <doctest/doctest.h>

#include <string>

#include "reports/html/render_html.h"
#include "reports/html/timeline.h"
#include "reports/texts/texts.h"
#include "reports/words.h"
#include "tests/audit/logs/log_support.h"
#include "tests/reports/report_samples.h"

namespace veto::reports {
namespace {

using logs::test::at;
using logs::test::Site;
using logs::test::utc;

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto place = text.find(part); place != text.npos;
       place = text.find(part, place + part.size()))
    ++found;
  return found;
}

std::string rendered(Site& site) {
  ReportData data = test::empty_report();
  const logs::Inputs inputs = site.inputs();
  data.stated.emplace("https://example.org", inputs.history);
  data.logs = site.analyse();
  data.findings = data.logs->findings;
  const auto texts = Texts::load("en");
  REQUIRE(texts);
  auto html = render_html(data, *texts);
  REQUIRE_MESSAGE(html, (html ? "" : html.error().message()));
  CHECK(texts->missing() == std::vector<std::string>{});
  CHECK(offending_words(*html) == std::vector<std::string>{});
  return *html;
}

TEST_CASE("agents: one time line a name, and what was kept beside it") {
  Site site(logs::test::kRules);
  site.hit("192.0.2.1", at("10:00:00"), "/robots.txt", "GPTBot/1.2", 200, 28)
      .hit("192.0.2.1", at("10:05:00"), "/p/a", "GPTBot/1.2")
      .hit("192.0.2.2", at("11:00:00"), "/ok", "GPTBot/1.2")
      .hit("192.0.2.3", at("12:00:00"), "/robots.txt", "Scrapy/2.8", 200, 28)
      .hit("192.0.2.3", at("12:05:00"), "/ok", "Scrapy/2.8")
      .hit("198.51.100.9", at("12:05:00"), "/ok",
           "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 "
           "Firefox/140.0");
  const std::string html = rendered(site);
  CHECK(count(html, "<svg ") == 2);
  CHECK(test::has(html, "<h4>Clients calling themselves GPTBot</h4>"));
  CHECK(test::has(html, "2 addresses, 3 requests"));
  CHECK(test::has(html, "<h4>Clients calling themselves Scrapy</h4>"));
  CHECK(test::has(html,
                  "role=\"img\" aria-labelledby=\"timeline1-t "
                  "timeline1-d\""));
  CHECK(test::has(html,
                  "<title id=\"timeline1-t\">Clients calling themselves "
                  "GPTBot: time line from 2026-11-23 10:00:00 UTC to "
                  "2026-11-23 11:00:00 UTC</title>"));
  CHECK(test::has(html, "v1 " + sha256(logs::test::kRules).hex().substr(0, 8)));
  CHECK(test::has(html,
                  "<th scope=\"row\">Requests, reads of robots.txt "
                  "apart</th><td>2</td><td>1</td><td>0</td><td>1</td>"));
  CHECK(test::has(html,
                  "<th scope=\"row\">Addresses</th><td>2</td><td>0</td>"
                  "<td>1</td><td>1</td>"));
  CHECK(test::has(html, "Asked for robots.txt: 1 of 2."));
  CHECK(count(html, "class=\"mark\"") == 1);
  CHECK(count(html, "class=\"ink\"") == 2);
  CHECK_FALSE(test::has(html, "198.51.100"));
}

TEST_CASE("agents: however many requests, the marks are bounded") {
  Site site(logs::test::kRules);
  for (int i = 0; i < 3000; ++i) {
    const std::string clock =
        (i / 120 < 10 ? "0" : "") + std::to_string(i / 120 % 24) + ":" +
        (i / 2 % 60 < 10 ? "0" : "") + std::to_string(i / 2 % 60) + ":00";
    site.hit("192.0.2.1", at(clock.c_str()), "/p/" + std::to_string(i),
             "Wget/1.21.3");
  }
  const std::string html = rendered(site);
  CHECK(count(html, "class=\"mark\"") <= 200);
  CHECK(count(html, "class=\"mark\"") > 100);
  CHECK(count(html, "class=\"mid\"") <= 200);
  CHECK(test::has(html, "Each mark stands for up to"));
}

TEST_CASE("agents: what is not known is no band") {
  const auto texts = Texts::load("en");
  REQUIRE(texts);
  crawler::RobotsHistory history("https://example.org");
  for (const auto& [time, text] : {std::pair("2026-11-20T00:00:00Z", "a"),
                                   std::pair("2026-11-21T00:00:00Z", "a"),
                                   std::pair("2026-11-23T00:00:00Z", "b"),
                                   std::pair("2026-11-30T00:00:00Z", "b")})
    REQUIRE(history.sighted(utc(time), 200, text, crawler::Provenance::captured,
                            "c"));
  Timeline timeline;
  timeline.id = "x";
  timeline.first = utc("2026-11-20T00:00:00Z");
  timeline.last = utc("2026-11-24T00:00:00Z");
  timeline.versions = history.versions();
  const auto view = timeline_view(timeline, *texts);
  REQUIRE(view["bands"].size() == 2);
  CHECK(view["bands"][0]["x"] == "150.0");
  CHECK(view["bands"][0]["width"] == "150.0");
  CHECK(view["bands"][1]["x"] == "600.0");
  CHECK(view["bands"][1]["width"] == "150.0");
  CHECK(view["bands"][0]["shade"] != view["bands"][1]["shade"]);
  const auto versions =
      versions_view(history.versions(), timeline.first, timeline.last, *texts);
  CHECK(versions[0]["to"] == "2026-11-21 00:00:00 UTC");
  CHECK(versions[1]["to"] == "after the last request");
  CHECK(versions[1]["label"] == "v2");
}

}  // namespace
}  // namespace veto::reports
