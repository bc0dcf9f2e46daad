// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scope, limits and what was not checked, on a server; and that every URL ever
// met is accounted for once.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>

#include "tests/crawler/crawl_case.h"
#include "tests/crawler/loopback_server.h"

using namespace veto;
using namespace veto::crawler;
using namespace std::chrono_literals;
using test::Answer;
using test::answer;
using test::count_of;
using test::CrawlCase;
using test::html;
using test::LoopbackServer;
using test::redirect;
using test::tells;

namespace {

// The sum of the ways a URL can end, which is also the number of different
// URLs on record.
void check_accounts(CrawlCase& crawl, const StageReport& report) {
  std::uint64_t sum = 0;
  for (const char* name :
       {"fetched", "error answers", "not checked", "robots denied", "failed",
        "out of scope", "over limit", "trap", "left"})
    sum += count_of(report, name);
  CHECK(sum == count_of(report, "met"));
  std::set<std::string> urls;
  for (const Capture& capture : crawl.captures())
    if (capture.target != Target::robots &&
        capture.outcome != Outcome::cancelled)
      urls.insert(capture.url);
  CHECK(sum == urls.size() + count_of(report, "left"));
}

// Ten pages of 1000 bytes, each with an image of 1000 bytes.
Answer ten_pages(const std::string& target) {
  if (target == "/robots.txt") return answer(404, "text/plain", "");
  if (target.starts_with("/i"))
    return answer(200, "image/png", std::string(1000, 'i'));
  std::string page;
  if (target == "/")
    for (int i = 0; i < 10; ++i) page += fmt::format("<a href=/p{}>x</a>", i);
  page += fmt::format("<img src=/i{}>", target.substr(1));
  return html(page + std::string(1000 - page.size(), ' '));
}

}  // namespace

TEST_CASE("what a site keeps from us is told as not checked") {
  LoopbackServer server([](const std::string& target) -> Answer {
    if (target == "/robots.txt")
      return answer(200, "text/plain", "User-agent: *\nDisallow: /deny\n");
    if (target == "/")
      return html(
          "<a href=/401>x</a><a href=/403a>x</a><a href=/403b>x</a>"
          "<a href=/451>x</a><a href=/mine>x</a><a href=/404>x</a>"
          "<a href=/503>x</a><a href=/deny>x</a><a href=//other.test/>x</a>"
          "<img src=/401.jpg>");
    if (target.starts_with("/401")) return answer(401, "text/html", "");
    if (target.starts_with("/403")) return answer(403, "text/html", "");
    if (target == "/451") return answer(451, "text/html", "");
    if (target == "/503") return answer(503, "text/html", "");
    if (target == "/mine") return redirect("/login?next=/mine");
    if (target.starts_with("/login")) return html("<form>");
    return answer(404, "text/html", "none");
  });
  CrawlCase crawl({server.url("/"), server.url("/403seed")});
  crawl.settings.transfer_timeout.value = 5000ms;
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(count_of(*report, "not checked") == 7);
  CHECK(count_of(*report, "robots denied") == 1);
  CHECK(count_of(*report, "out of scope") == 1);
  CHECK(tells(*report, "/403seed was not checked: it answered 403"));
  CHECK(tells(*report, "2 URLs were not checked, for example"));
  CHECK(tells(*report, "it answered 401, which asks for a login"));
  CHECK(tells(*report, "for legal reasons"));
  CHECK(tells(*report, "/mine: it leads to a login"));
  check_accounts(crawl, *report);
}

TEST_CASE("a seed behind a login is not checked, never nothing found") {
  LoopbackServer server([](const std::string& target) -> Answer {
    if (target == "/album") return redirect("/accounts/login/?next=/album");
    if (target.starts_with("/accounts")) return html("<form>");
    return answer(404, "text/plain", "");
  });
  CrawlCase crawl({server.url("/album")});
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(report->incomplete.size() == 1);
  CHECK(tells(*report, "/album was not checked: it leads to a login"));
  check_accounts(crawl, *report);
}

TEST_CASE("a seed that leads out of scope says so") {
  LoopbackServer server([](const std::string& target) -> Answer {
    if (target == "/") return redirect("https://elsewhere.test/");
    return answer(404, "text/plain", "");
  });
  CrawlCase crawl({server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(tells(*report, "leads out of scope, to https://elsewhere.test/"));
}

TEST_CASE("limits on bytes: what is left waiting is told") {
  LoopbackServer server(ten_pages);
  CrawlCase crawl({server.url("/")});
  crawl.settings.connections_per_host.value = 1;
  crawl.settings.max_bytes.value = 5000;
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(count_of(*report, "fetched") == 5);
  CHECK(count_of(*report, "over limit") >= 7);
  CHECK(tells(*report, "the limit of 5000 bytes was reached: "));
  CHECK(count_of(*report, "left") == 0);
  check_accounts(crawl, *report);

  CrawlCase host({server.url("/")});
  host.settings.connections_per_host.value = 1;
  host.settings.max_bytes_per_host.value = 3000;
  const auto second = host.run();
  REQUIRE(second);
  CHECK(count_of(*second, "fetched") == 3);
  CHECK(tells(*second, "the limit of 3000 bytes of one host was reached"));
  check_accounts(host, *second);
}

TEST_CASE("limits on pages and images, of all and of one host") {
  LoopbackServer server(ten_pages);
  struct Row {
    void (*set)(config::Settings&);
    std::uint64_t pages, images;
    const char* tells;
  };
  const Row rows[] = {
      {[](config::Settings& s) { s.max_pages.value = 4; }, 4, 4,
       "the limit of 4 pages was reached: 7 URLs not fetched"},
      {[](config::Settings& s) { s.max_pages_per_host.value = 4; }, 4, 4,
       "the limit of 4 pages of one host was reached: 7 URLs not fetched"},
      {[](config::Settings& s) { s.max_images_per_host.value = 3; }, 11, 3,
       "the limit of 3 images of one host was reached: 8 URLs not fetched"},
      {[](config::Settings& s) { s.max_depth.value = 0; }, 1, 1,
       "links deeper than 0 steps from the start: 10 URLs not fetched"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.tells);
    CrawlCase crawl({server.url("/")});
    row.set(crawl.settings);
    const auto report = crawl.run();
    REQUIRE(report);
    CHECK(count_of(*report, "pages") == row.pages);
    CHECK(count_of(*report, "images") == row.images);
    CHECK(report->incomplete.size() == 1);
    CHECK(tells(*report, row.tells));
    check_accounts(crawl, *report);
  }
}

TEST_CASE("a limit on time ends a crawl that would take hours") {
  LoopbackServer server(ten_pages);
  CrawlCase crawl({server.url("/")});
  crawl.settings.connections_per_host.value = 1;
  crawl.settings.delay.value = 3'600'000ms;
  crawl.settings.max_time.value = std::chrono::seconds(1);
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(!report->interrupted);
  CHECK(tells(*report, "the limit of 1 seconds was reached: "));
  CHECK(count_of(*report, "fetched") == 0);
  CHECK(count_of(*report, "left") == 0);
  check_accounts(crawl, *report);
}

TEST_CASE("image hosts outside the scope give images and are named") {
  LoopbackServer cdn([](const std::string& target) -> Answer {
    if (target == "/robots.txt")
      return answer(200, "text/plain", "Sitemap: /s.xml\n");
    if (target == "/page") return html("<a href=/never>x</a>");
    return answer(200, "image/png", target);
  });
  LoopbackServer server([&](const std::string& target) -> Answer {
    if (target == "/")
      return html(fmt::format("<img src='{}'><img src='{}'><a href='{}'>x</a>",
                              cdn.url("/1.png"), cdn.url("/2.png"),
                              cdn.url("/page")));
    return answer(404, "text/plain", "");
  });
  CrawlCase crawl({server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(count_of(*report, "images") == 2);
  CHECK(count_of(*report, "image hosts") == 1);
  CHECK(count_of(*report, "out of scope") == 1);
  REQUIRE(report->notes.size() == 1);
  CHECK(report->notes[0] ==
        fmt::format("images alone were fetched from {} (2)", cdn.url("")));
  CHECK(report->incomplete.empty());
  const std::map<std::string, int> expected = {
      {"/1.png", 1}, {"/2.png", 1}, {"/robots.txt", 1}};
  CHECK(cdn.hits() == expected);
}

TEST_CASE("more URLs are turned away than are recorded one by one") {
  LoopbackServer server([](const std::string& target) -> Answer {
    if (target == "/robots.txt") return answer(404, "text/plain", "");
    std::string page;
    const int at = target == "/" ? 0 : std::stoi(target.substr(1));
    if (at < 12) page = fmt::format("<a href=/{}>x</a>", at + 1);
    for (int i = 0; i < 5000; ++i)
      page += fmt::format("<a href=//x.test/{}/{}>", at, i);
    return html(page);
  });
  CrawlCase crawl({server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(count_of(*report, "out of scope") == 50'000);
  CHECK(tells(*report, "more URLs were turned away than are recorded"));
}
