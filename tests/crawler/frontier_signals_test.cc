// SPDX-License-Identifier: GPL-3.0-or-later
//
// Signal files in the frontier: last, apart from pages, and limited where
// strangers name them.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "crawler/frontier.h"

using namespace veto;
using namespace veto::crawler;
using namespace std::chrono_literals;

namespace {

const Frontier::Instant kNoon{1000s};

FrontierItem found(const std::string& url, Target target = Target::page,
                   int depth = 1) {
  FrontierItem made = frontier_item(*Url::parse(url), target);
  made.depth = depth;
  return made;
}

FrontierRules half_second() {
  FrontierRules made;
  made.delay = 500ms;
  return made;
}

// Takes and answers the robots.txt that comes first.
void answer_robots(Frontier& frontier, Frontier::Instant& now) {
  const auto robots = frontier.take(now).item;
  REQUIRE(robots);
  REQUIRE(robots->target == Target::robots);
  frontier.released(*robots);
  frontier.robots_known(*robots, now, 0ms);
  now += 500ms;
}

}  // namespace

TEST_CASE("signal files come after all else of their host") {
  Frontier frontier(half_second());
  Frontier::Instant now = kNoon;
  CHECK(frontier.add(found("http://a.test/ai.txt", Target::signal_file, 0)) ==
        Frontier::Added::fresh);
  CHECK(frontier.add(found("http://a.test:81/trust.txt", Target::signal_file,
                           0)) == Frontier::Added::fresh);
  CHECK(frontier.add(found("http://a.test/1")) == Frontier::Added::fresh);
  CHECK(frontier.add(found("http://a.test:81/2")) == Frontier::Added::fresh);
  answer_robots(frontier, now);
  std::string order;
  while (const auto next = frontier.take(now).item) {
    now += 500ms;
    frontier.released(*next);
    if (next->target == Target::robots) {
      frontier.robots_known(*next, now, 0ms);
      continue;
    }
    order += next->url.substr(13) + " ";
    if (order.ends_with("ai.txt ") && next->attempts == 0) {
      FrontierItem once_more = *next;  // after a 429
      once_more.attempts = 1;
      frontier.again(once_more);
    } else {
      frontier.settled(*next);
    }
  }
  CHECK(order == "/1 :81/2 /ai.txt /ai.txt :81/trust.txt ");
  CHECK(frontier.outstanding() == 0);
}

TEST_CASE("a signal file and a page of one URL are two") {
  Frontier frontier(half_second());
  const auto signal = found("http://a.test/ai.txt", Target::signal_file, 0);
  CHECK(frontier.add(signal) == Frontier::Added::fresh);
  CHECK(frontier.add(signal) == Frontier::Added::known);
  CHECK(frontier.add(found("http://a.test/ai.txt")) == Frontier::Added::fresh);
  CHECK(frontier.add(found("http://a.test/ai.txt")) == Frontier::Added::known);
  Frontier::Instant now = kNoon;
  answer_robots(frontier, now);
  const auto page = frontier.take(now).item;
  REQUIRE(page);
  CHECK(page->target == Target::page);
  frontier.released(*page);
  const auto late = frontier.take(now + 1s).item;
  REQUIRE(late);
  CHECK(late->target == Target::signal_file);
  CHECK(late->url == "http://a.test/ai.txt");
}

TEST_CASE("licences are limited, in all and by host; known places are not") {
  FrontierRules made = half_second();
  made.limits.max_licenses = 4;
  made.limits.max_licenses_per_host = 3;
  made.limits.max_pages = 1;
  Frontier frontier(made);
  const auto add = [&](const std::string& url, int depth) {
    return frontier.add(found(url, Target::signal_file, depth));
  };
  for (int i = 0; i < 9; ++i)
    CHECK(add(fmt::format("http://a.test/known{}", i), 0) ==
          Frontier::Added::fresh);
  for (int i = 0; i < 3; ++i)
    CHECK(add(fmt::format("http://a.test/{}", i), 1) == Frontier::Added::fresh);
  CHECK(add("http://a.test/3", 1) == Frontier::Added::over_limit);
  CHECK(add("http://b.test/1", 1) == Frontier::Added::fresh);
  CHECK(add("http://c.test/1", 1) == Frontier::Added::over_limit);
  CHECK(frontier.limits_hit().contains("host licenses"));
  CHECK(frontier.limits_hit().contains("licenses"));
  CHECK(frontier.add(found("http://a.test/page")) == Frontier::Added::fresh);
}
