// SPDX-License-Identifier: GPL-3.0-or-later
//
// A dry run reads robots.txt and sitemaps, and asks for nothing else.

#include "crawler/plan.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tests/crawler/crawl_case.h"
#include "tests/crawler/loopback_server.h"

using namespace veto;
using namespace veto::crawler;
using test::Answer;
using test::answer;
using test::html;
using test::LoopbackServer;

namespace {

Answer planned_site(const std::string& target) {
  if (target == "/robots.txt")
    return answer(200, "text/plain",
                  "Sitemap: /s.xml\nUser-agent: *\nDisallow: /private/\n");
  if (target == "/s.xml") {
    std::string text =
        "<urlset><url><loc>/photo.jpg</loc></url><url><loc>"
        "https://elsewhere.test/</loc></url><url><loc>"
        "/private/x</loc></url>";
    for (int i = 0; i < 10; ++i)
      text += fmt::format("<url><loc>/p{}</loc></url>", i);
    return answer(200, "text/xml", text + "</urlset>");
  }
  return html("<a href=/more>x</a>");
}

Result<CrawlPlan> plan_of(const config::Settings& settings) {
  return plan_crawl(std::make_shared<SystemClock>(), settings, Sinks(), {});
}

}  // namespace

TEST_CASE("dry run: what would be fetched, and not fetched") {
  LoopbackServer server(planned_site);
  auto settings = test::quick_settings({server.url("/")});
  settings.max_pages.value = 8;
  const auto plan = plan_of(settings);
  REQUIRE(plan);
  const std::map<std::string, int> expected = {{"/robots.txt", 1},
                                               {"/s.xml", 1}};
  CHECK(server.hits() == expected);
  // The seed, six of the sitemap's pages, of which robots.txt has one, and an
  // image; the rest is over the limit.
  std::map<std::string, int> outcomes;
  for (const Capture& capture : plan->not_fetched)
    ++outcomes[std::string(to_string(capture.outcome))];
  const std::map<std::string, int> left = {
      {"out_of_scope", 1}, {"over_limit", 4}, {"robots_denied", 1}};
  CHECK(outcomes == left);
  CHECK(plan->would_fetch.size() == 8);
  CHECK(plan->read.size() == 1);
  CHECK(!plan->is_incomplete());

  const auto document = nlohmann::json::parse(plan_json(*plan, settings));
  CHECK(document["schema"] == "veto.dry_run/1");
  CHECK(document["would_fetch"].size() == 8);
  REQUIRE(document["hosts"].size() == 1);
  CHECK(document["hosts"][0]["host"] == "127.0.0.1");
  CHECK(document["hosts"][0]["pages"] == 7);
  CHECK(document["hosts"][0]["images"] == 1);
  CHECK(document["hosts"][0]["robots_denied"] == 1);
  CHECK(document["not_fetched"].size() == 6);
  CHECK(document["limits"]["pages"] == 8);
  const std::string text = describe_plan(*plan, settings);
  CHECK(text.starts_with("would fetch 7 pages and 1 images"));
  CHECK(text.find("the limit of 8 pages was reached") != std::string::npos);
}

TEST_CASE("dry run: what cannot be read makes it incomplete") {
  LoopbackServer server([](const std::string& target) {
    return target == "/robots.txt" ? answer(503, "text/plain", "")
                                   : answer(404, "text/plain", "");
  });
  auto settings = test::quick_settings({server.url("/")});
  auto plan = plan_of(settings);
  REQUIRE(plan);
  CHECK(plan->would_fetch.empty());
  REQUIRE(plan->not_fetched.size() == 1);
  CHECK(plan->not_fetched[0].outcome == Outcome::robots_denied);

  LoopbackServer open(
      [](const std::string&) { return answer(404, "text/plain", ""); });
  settings = test::quick_settings({});
  settings.sitemaps.value = {open.url("/s.xml")};
  plan = plan_of(settings);
  REQUIRE(plan);
  CHECK(plan->is_incomplete());
  CHECK(plan_of(test::quick_settings({})).error().kind == ErrorKind::usage);
}
