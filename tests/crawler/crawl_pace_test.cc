// SPDX-License-Identifier: GPL-3.0-or-later
//
// A site that says that it is asked too much.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <atomic>
#include <chrono>

#include "tests/crawler/crawl_case.h"
#include "tests/crawler/loopback_server.h"

using namespace veto;
using namespace veto::crawler;
using namespace std::chrono_literals;
using test::Answer;
using test::answer;
using test::CrawlCase;
using test::html;
using test::LoopbackServer;
using test::tells;

namespace {

// The first `refusals` requests for the page are answered with `refusal`.
struct BusySite {
  BusySite(std::string path, int refusals, Answer refusal)
      : busy_path(std::move(path)),
        left(refusals),
        server([this, refusal](const std::string& target) -> Answer {
          if (target == busy_path && left-- > 0) return refusal;
          if (target == "/robots.txt") return answer(404, "text/plain", "");
          return html("<a href=/other>x</a>");
        }) {}

  std::string busy_path;
  std::atomic<int> left;
  LoopbackServer server;
};

Answer busy(int status, std::string_view field = {}) {
  return answer(status, "text/plain", "too much", field);
}

// The case's captures of one path, in order of time.
std::vector<Capture> captures_of(CrawlCase& crawl, const std::string& url) {
  std::vector<Capture> found;
  for (const Capture& capture : crawl.captures())
    if (capture.url == url) found.push_back(capture);
  return found;
}

struct PoliteCase : CrawlCase {
  explicit PoliteCase(const std::string& url) : CrawlCase({url}) {
    settings.connections_per_host.value = 1;
  }
};

}  // namespace

TEST_CASE("429 and 503 are asked again, and every answer is kept") {
  for (const int status : {429, 503}) {
    CAPTURE(status);
    BusySite site("/page", 2, busy(status, "Retry-After: 0\r\n"));
    const std::string url = site.server.url("/page");
    PoliteCase crawl(url);
    const auto report = crawl.run();
    REQUIRE(report);
    CHECK(report->incomplete.empty());
    CHECK(site.server.hits().at("/page") == 3);
    const auto captures = captures_of(crawl, url);
    REQUIRE(captures.size() == 3);
    for (int i : {0, 1}) {
      CHECK(captures[i].outcome == Outcome::postponed);
      CHECK(captures[i].status == status);
      const auto body =
          CaptureReader(crawl.the_case).payload(captures[i], 1000);
      REQUIRE(body);
      CHECK(*body == "too much");
    }
    CHECK(captures[2].outcome == Outcome::fetched);
    CHECK(captures[2].status == 200);
    // What the page leads to was found.
    CHECK(site.server.hits().at("/other") == 1);
  }
}

TEST_CASE("a URL is asked for four times and then has failed, with a reason") {
  BusySite site("/page", 1000, busy(503, "Retry-After: 0\r\n"));
  const std::string url = site.server.url("/page");
  PoliteCase crawl(url);
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(site.server.hits().at("/page") == 4);
  const auto captures = captures_of(crawl, url);
  REQUIRE(captures.size() == 4);
  CHECK(captures[3].outcome == Outcome::failed);
  CHECK(captures[3].status == 503);
  CHECK(captures[3].problem == "answered 503 to the last of 4 requests");
  CHECK_FALSE(captures[3].warc_file.empty());
  CHECK(tells(*report, "answered 503 to the last of 4 requests"));
}

TEST_CASE("Retry-After in seconds is waited for") {
  BusySite site("/page", 1, busy(429, "Retry-After: 1\r\n"));
  const std::string url = site.server.url("/page");
  PoliteCase crawl(url);
  REQUIRE(crawl.run());
  const auto captures = captures_of(crawl, url);
  REQUIRE(captures.size() == 2);
  CHECK(captures[1].time - captures[0].time >= 1s);
}

TEST_CASE("a host that asks for a long rest is left alone by this run") {
  BusySite site("/page", 1, busy(503, "Retry-After: 86400\r\n"));
  PoliteCase crawl(site.server.url("/page"));
  crawl.settings.seeds.value.push_back(site.server.url("/second"));
  const auto report = crawl.run();
  CHECK(site.server.hits().at("/page") == 1);
  CHECK_FALSE(site.server.hits().contains("/second"));
  const auto second = crawl.by_url().at(site.server.url("/second"));
  CHECK(second.outcome == Outcome::failed);
  CHECK(second.problem.find("86400 s") != std::string::npos);
  REQUIRE(report);
  CHECK(tells(*report, "86400 s"));
}

TEST_CASE("a robots.txt that is too busy is asked again") {
  BusySite site("/robots.txt", 2, busy(503, "Retry-After: 0\r\n"));
  const std::string url = site.server.url("/page");
  PoliteCase crawl(url);
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(report->incomplete.empty());
  CHECK(site.server.hits().at("/robots.txt") == 3);
  CHECK(site.server.hits().at("/page") == 1);
  const auto answers = captures_of(crawl, site.server.url("/robots.txt"));
  REQUIRE(answers.size() == 3);
  CHECK(answers[0].outcome == Outcome::postponed);
  CHECK(answers[2].outcome == Outcome::fetched);
}

TEST_CASE("a robots.txt that stays too busy closes its site") {
  for (const int status : {429, 503}) {
    CAPTURE(status);
    BusySite site("/robots.txt", 1000, busy(status, "Retry-After: 0\r\n"));
    PoliteCase crawl(site.server.url("/page"));
    const auto report = crawl.run();
    REQUIRE_FALSE(report);
    CHECK(report.error().kind == ErrorKind::refused);
    CHECK(site.server.hits().at("/robots.txt") == 4);
    CHECK_FALSE(site.server.hits().contains("/page"));
  }
}
