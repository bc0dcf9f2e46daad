// SPDX-License-Identifier: GPL-3.0-or-later
//
// A site full of traps beside one that only looks like it.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/crawler/crawl_case.h"
#include "tests/crawler/loopback_server.h"

using namespace veto;
using namespace veto::crawler;
using test::Answer;
using test::answer;
using test::count_of;
using test::CrawlCase;
using test::html;
using test::LoopbackServer;
using test::tells;

namespace {

std::vector<int> numbers_in(const std::string& text) {
  std::vector<int> numbers;
  bool in_number = false;
  for (char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !in_number) numbers.push_back(0);
    if (digit) numbers.back() = numbers.back() * 10 + (c - '0');
    in_number = digit;
  }
  return numbers;
}

// A month from now that depends on the clock, as the calendar's does.
std::string month_page(int month) {
  return fmt::format("/cal/{}/{:02}/", month / 12, month % 12 + 1);
}
int this_month() {
  const std::chrono::year_month_day date(
      std::chrono::floor<std::chrono::days>(SystemClock().now()));
  return static_cast<int>(date.year()) * 12 +
         static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}

Answer trap_site(const std::string& target) {
  if (target == "/robots.txt") return answer(404, "text/plain", "");
  if (target == "/")
    return html(
        fmt::format("<a href={}>c</a><a href=/grow/>g</a>"
                    "<a href='/s;jsessionid=AAAABBBBCCCC0001'>s</a>"
                    "<a href=/soft/x0/>n</a><a href=/list/1>l</a>",
                    month_page(this_month())));
  const auto numbers = numbers_in(target);
  if (target.starts_with("/cal/")) {
    const int month = numbers.at(0) * 12 + numbers.at(1) - 1;
    return html(
        fmt::format("{} <a href={}>next</a>", target, month_page(month + 1)));
  }
  if (target.starts_with("/grow/"))
    return html(fmt::format("{} <a href='more/and/'>deeper</a>", target));
  if (target.starts_with("/s;"))
    return html(
        fmt::format("{0} <a href='/s;jsessionid=AAAABBBBCCCC{1:04}'>s"
                    "</a>",
                    target, numbers.back() + 1));
  // The same page under every name, with links of its own that have no end.
  if (target.starts_with("/soft/"))
    return html("not found <a href=../x/>x</a><a href=y/>y</a>");
  if (target.starts_with("/list/")) {
    const int page = numbers.at(0);
    std::string text = fmt::format("{} <img src=/i/{}.png>", target, page);
    if (page < 300) text += fmt::format("<a href=/list/{}>n</a>", page + 1);
    return html(text);
  }
  return answer(200, "image/png", target);
}

}  // namespace

TEST_CASE("traps are stopped and told, the list of 300 pages is read whole") {
  LoopbackServer server(trap_site);
  CrawlCase crawl({server.url("/")});
  crawl.settings.max_pages.value = 5000;
  crawl.settings.max_depth.value = 1000;
  const auto report = crawl.run();
  REQUIRE(report);
  int lists = 0;
  int calendars = 0;
  for (const auto& [target, times] : server.hits()) {
    lists += target.starts_with("/list/");
    calendars += target.starts_with("/cal/");
  }
  CHECK(lists == 300);
  CHECK(calendars == 1 + 24 + 12);
  CHECK(count_of(*report, "images") == 300);
  CHECK(count_of(*report, "trap") > 0);
  CHECK(count_of(*report, "over limit") == 0);
  CHECK(count_of(*report, "pages") < 400);
  CHECK(tells(*report, "a calendar without end at " + server.url("/cal/*/*/")));
  CHECK(tells(*report, "a path that repeats itself at " +
                           server.url("/grow/more/and/more/and")));
  CHECK(tells(*report, "a page under ever new session ids at " +
                           server.url("/s;jsessionid=*")));
  CHECK(tells(*report,
              "what only copies of a page lead to at " + server.url("")));
  CHECK(tells(*report, "1 URL turned away, for example " +
                           server.url(month_page(this_month() + 37))));
}

TEST_CASE("without the detector only the limits end it") {
  LoopbackServer server(trap_site);
  CrawlCase crawl({server.url("/")});
  crawl.settings.traps.value = false;
  crawl.settings.max_pages.value = 500;
  crawl.settings.max_depth.value = 1000;
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(count_of(*report, "trap") == 0);
  CHECK(count_of(*report, "pages") == 500);
  CHECK(tells(*report, "the limit of 500 pages was reached"));
}

TEST_CASE("a crawl that is taken up again remembers its traps") {
  LoopbackServer server(trap_site);
  CrawlCase crawl({server.url("/")});
  crawl.settings.max_pages.value = 5000;
  crawl.settings.max_depth.value = 1000;
  crawl.settings.connections_per_host.value = 1;
  std::stop_source stop;
  std::thread stopper([&] {
    for (int i = 0; i < 1000 && server.hits().size() < 250; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    stop.request_stop();
  });
  auto report = crawl.run(stop.get_token());
  stopper.join();
  REQUIRE(report);
  CHECK(report->interrupted);
  report = crawl.run();
  REQUIRE(report);
  CHECK(!report->interrupted);
  CHECK(count_of(*report, "images") == 300);
  CHECK(count_of(*report, "trap") > 0);
  CHECK(count_of(*report, "pages") < 400);
}
