// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/frontier.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace veto;
using namespace veto::crawler;
using namespace std::chrono_literals;

namespace {

using Added = Frontier::Added;
const Frontier::Instant kStart{1000s};

FrontierItem item(const std::string& url, Target target = Target::page,
                  int depth = 1) {
  FrontierItem made = frontier_item(*Url::parse(url), target);
  made.depth = depth;
  return made;
}

FrontierRules rules() {
  FrontierRules made;
  made.delay = 500ms;
  return made;
}

// Takes and answers the robots.txt that comes first.
void learn_robots(Frontier& frontier, Frontier::Instant& now) {
  const auto robots = frontier.take(now).item;
  REQUIRE(robots);
  REQUIRE(robots->target == Target::robots);
  frontier.released(*robots);
  frontier.robots_known(*robots, now, 0ms);
  now += 500ms;
}

}  // namespace

TEST_CASE("robots.txt is asked for before anything else of its origin") {
  Frontier frontier(rules());
  CHECK(frontier.add(item("http://a.test/x")) == Added::fresh);
  const auto robots = frontier.take(kStart).item;
  REQUIRE(robots);
  CHECK(robots->url == "http://a.test/robots.txt");
  frontier.released(*robots);
  CHECK(!frontier.take(kStart + 10s).item);
  frontier.robots_known(*robots, kStart + 10s, 0ms);
  const auto page = frontier.take(kStart + 10s).item;
  REQUIRE(page);
  CHECK(page->url == "http://a.test/x");
}

TEST_CASE("robots.txt is asked for again when it is a day old") {
  Frontier frontier(rules());
  Frontier::Instant now = kStart;
  frontier.add(item("http://a.test/1"));
  frontier.add(item("http://a.test/2"));
  learn_robots(frontier, now);
  const auto first = frontier.take(now).item;
  CHECK(first->target == Target::page);
  frontier.released(*first);
  CHECK(frontier.take(kStart + 25h).item->target == Target::robots);
}

TEST_CASE("a host is given its pause and its number of connections") {
  Frontier frontier(rules());
  Frontier::Instant now = kStart;
  frontier.add(item("http://a.test/1"));
  frontier.add(item("http://a.test/2"));
  learn_robots(frontier, now);
  const auto first = frontier.take(now).item;
  REQUIRE(first);
  CHECK(!frontier.take(now + 1h).item);  // one connection, still in use
  CHECK(!frontier.take(now + 1h).wake);
  frontier.released(*first);
  const auto early = frontier.take(now + 100ms);
  CHECK(!early.item);
  CHECK(early.wake == now + 500ms);
  CHECK(frontier.take(now + 500ms).item);
}

TEST_CASE("what was not asked for costs no pause") {
  Frontier frontier(rules());
  Frontier::Instant now = kStart;
  frontier.add(item("http://a.test/1"));
  frontier.add(item("http://a.test/2"));
  learn_robots(frontier, now);
  const auto denied = frontier.take(now).item;
  frontier.untouched(*denied);
  CHECK(frontier.take(now).item);
}

TEST_CASE("a longer pause that the site asks for is kept") {
  Frontier frontier(rules());
  frontier.add(item("http://a.test/1"));
  frontier.add(item("http://a.test/2"));
  const auto robots = frontier.take(kStart).item;
  frontier.released(*robots);
  frontier.robots_known(*robots, kStart, 5000ms);
  const auto first = frontier.take(kStart + 1s).item;
  REQUIRE(first);
  frontier.released(*first);
  CHECK(frontier.take(kStart + 2s).wake == kStart + 6s);
}

TEST_CASE("hosts do not wait for each other") {
  Frontier frontier(rules());
  for (int i = 0; i < 3; ++i)
    frontier.add(item(fmt::format("http://h{}.test/", i)));
  for (int i = 0; i < 3; ++i) CHECK(frontier.take(kStart).item);
  CHECK(!frontier.take(kStart).item);
}

TEST_CASE("hosts take turns: who has waited longest is next") {
  Frontier frontier(rules());
  Frontier::Instant now = kStart;
  for (int i = 0; i < 3; ++i)
    for (int host = 0; host < 4; ++host)
      frontier.add(item(fmt::format("http://h{}.test/{}", host, i)));
  for (int host = 0; host < 4; ++host) learn_robots(frontier, now);
  std::string order;
  for (int i = 0; i < 12; ++i) {
    const auto next = frontier.take(now);
    REQUIRE(next.item);
    order += next.item->url.substr(8, 1) + next.item->url.substr(15);
    order += ' ';
    frontier.released(*next.item);
    now += 200ms;
  }
  CHECK(order == "00 10 20 30 01 11 21 31 02 12 22 32 ");
  CHECK(!frontier.take(now).item);
}

// Two origins of one host share its politeness, not each other's robots.txt.
TEST_CASE(
    "a host whose robots.txt is awaited may be asked for another origin") {
  FrontierRules two = rules();
  two.connections_per_host = 2;
  Frontier frontier(two);
  frontier.add(item("http://a.test/x"));
  const auto robots = frontier.take(kStart).item;
  REQUIRE(robots);
  CHECK(!frontier.take(kStart + 1h).item);
  CHECK(!frontier.take(kStart + 1h).wake);
  frontier.add(item("http://a.test:81/y"));
  CHECK(frontier.take(kStart).wake == kStart + 500ms);
  const auto other = frontier.take(kStart + 500ms).item;
  REQUIRE(other);
  CHECK(other->url == "http://a.test:81/robots.txt");
  frontier.robots_known(*robots, kStart + 600ms, 0ms);
  CHECK(!frontier.take(kStart + 2s).item);  // both connections in use
  frontier.released(*other);
  CHECK(frontier.take(kStart + 2s).item->url == "http://a.test/x");
}

TEST_CASE("every URL is taken in once and counted until it is settled") {
  Frontier frontier(rules());
  CHECK(frontier.add(item("http://a.test/x")) == Added::fresh);
  CHECK(frontier.add(item("http://a.test/x#part")) == Added::known);
  CHECK(frontier.add(item("http://a.test/x", Target::image)) == Added::known);
  CHECK(frontier.outstanding() == 1);
  Frontier::Instant now = kStart;
  learn_robots(frontier, now);
  const auto taken = frontier.take(now).item;
  CHECK(frontier.waiting() == 0);
  CHECK(frontier.outstanding() == 1);
  frontier.settled(*taken);
  CHECK(frontier.outstanding() == 0);
  CHECK(frontier.add(item("http://a.test/x")) == Added::known);
}

TEST_CASE("limits turn links and images away, not seeds and redirections") {
  FrontierRules limited = rules();
  limited.limits.max_pages = 2;
  limited.limits.max_images = 1;
  limited.limits.max_depth = 3;
  Frontier frontier(limited);
  CHECK(frontier.add(item("http://a.test/seed", Target::seed)) == Added::fresh);
  CHECK(frontier.add(item("http://a.test/deep", Target::page, 4)) ==
        Added::over_limit);
  CHECK(frontier.add(item("http://a.test/1")) == Added::fresh);
  CHECK(frontier.limits_hit().size() == 1);
  CHECK(frontier.add(item("http://a.test/2")) == Added::over_limit);
  FrontierItem hop = item("http://a.test/hop");
  hop.redirects = 1;
  CHECK(frontier.add(hop) == Added::fresh);
  CHECK(frontier.add(item("http://a.test/i", Target::image)) == Added::fresh);
  CHECK(frontier.add(item("http://a.test/j", Target::image)) ==
        Added::over_limit);
  CHECK(frontier.limits_hit().size() == 3);
  CHECK(frontier.outstanding() == 4);
}

TEST_CASE("limits of one host leave the others alone") {
  FrontierRules limited = rules();
  limited.limits.max_pages_per_host = 2;
  limited.limits.max_images_per_host = 1;
  Frontier frontier(limited);
  CHECK(frontier.add(item("http://a.test/1")) == Added::fresh);
  CHECK(frontier.add(item("http://a.test/2")) == Added::fresh);
  CHECK(frontier.over(item("http://a.test/3")) == "host pages");
  CHECK(frontier.add(item("http://a.test/3")) == Added::over_limit);
  CHECK(frontier.add(item("http://b.test/3")) == Added::fresh);
  CHECK(frontier.add(item("http://a.test/i", Target::image)) == Added::fresh);
  CHECK(frontier.over(item("http://a.test/j", Target::image)) == "host images");
  CHECK(frontier.add(item("http://b.test/j", Target::image)) == Added::fresh);
}

TEST_CASE("nested sitemaps have their own limits") {
  FrontierRules limited = rules();
  limited.limits.max_pages = 1;
  limited.limits.max_sitemaps = 2;
  limited.limits.max_sitemap_nesting = 3;
  Frontier frontier(limited);
  CHECK(frontier.add(item("http://a.test/s1", Target::sitemap, 3)) ==
        Added::fresh);
  CHECK(frontier.over(item("http://a.test/s4", Target::sitemap, 4)) ==
        "nesting");
  CHECK(frontier.add(item("http://a.test/s2", Target::sitemap, 0)) ==
        Added::fresh);
  CHECK(frontier.over(item("http://a.test/s3", Target::sitemap, 0)) ==
        "sitemaps");
  CHECK(frontier.add(item("http://a.test/page")) == Added::fresh);
}

TEST_CASE("a host that gave enough bytes is asked no more") {
  FrontierRules limited = rules();
  limited.limits.max_bytes_per_host = 1000;
  limited.connections_per_host = 2;
  Frontier frontier(limited);
  for (const char* url : {"http://a.test/1", "http://a.test/2",
                          "http://a.test/3", "http://b.test/1"})
    frontier.add(item(url));
  Frontier::Instant now = kStart;
  learn_robots(frontier, now);
  const auto other = frontier.take(now).item;
  REQUIRE(other);
  CHECK(other->url == "http://b.test/robots.txt");
  const auto first = frontier.take(now).item;
  REQUIRE(first);
  frontier.received("a.test", 999);
  CHECK(!frontier.take(now).item);  // the host's pause
  frontier.received("a.test", 1);
  // What waits is handed out at once, and not to be asked for.
  for (int i = 0; i < 2; ++i) {
    const auto next = frontier.take(now);
    REQUIRE(next.item);
    CHECK(next.item->host == "a.test");
    CHECK(next.limit == "host bytes");
  }
  CHECK(!frontier.take(now).item);
  CHECK(frontier.limits_hit().contains("host bytes"));
  CHECK(frontier.waiting() == 1);
  CHECK(frontier.outstanding() == 4);
}

TEST_CASE("time closes what waits, even before robots.txt was read") {
  FrontierRules limited = rules();
  limited.limits.max_time = 10s;
  Frontier frontier(limited);
  frontier.add(item("http://a.test/1"));
  frontier.add(item("http://a.test/2"));
  const auto robots = frontier.take(kStart).item;
  REQUIRE(robots);
  // Nothing can be taken before; it wakes when the time is over.
  const auto waiting = frontier.take(kStart + 1s);
  CHECK(!waiting.item);
  CHECK(waiting.wake == kStart + 10s);
  for (int i = 0; i < 2; ++i) {
    const auto next = frontier.take(kStart + 10s);
    REQUIRE(next.item);
    CHECK(next.limit == "time");
  }
  CHECK(frontier.waiting() == 0);
}

TEST_CASE("a host's own time begins with its first request") {
  FrontierRules limited = rules();
  limited.limits.max_time_per_host = 5s;
  Frontier frontier(limited);
  frontier.add(item("http://a.test/1"));
  Frontier::Instant now = kStart;
  learn_robots(frontier, now);
  frontier.add(item("http://b.test/1"));
  now = kStart + 4s;
  CHECK(frontier.take(now).item->url == "http://b.test/robots.txt");
  const auto late = frontier.take(kStart + 5s);
  REQUIRE(late.item);
  CHECK(late.item->url == "http://a.test/1");
  CHECK(late.limit == "host time");
  CHECK(!frontier.take(kStart + 8s).item);
  CHECK(frontier.take(kStart + 9s).limit == "host time");
}

TEST_CASE("a restored frontier goes on where it was") {
  Frontier frontier(rules());
  frontier.restore(item("http://a.test/done"), true);
  frontier.restore(item("http://a.test/left"), false);
  CHECK(frontier.outstanding() == 1);
  CHECK(frontier.size() == 2);
  CHECK(frontier.add(item("http://a.test/done")) == Added::known);
}

TEST_CASE("a host that is asked too much rests twice as long each time") {
  FrontierRules busy = rules();
  busy.rest = 1000ms;
  Frontier frontier(busy);
  Frontier::Instant now = kStart;
  for (int i = 0; i < 20; ++i)
    frontier.add(item(fmt::format("http://a.test/{}", i)));
  learn_robots(frontier, now);
  for (const auto rest : {1s, 2s, 4s, 8s}) {
    const auto taken = frontier.take(now).item;
    REQUIRE(taken);
    frontier.overloaded(*taken, now, 0s);
    frontier.released(*taken);
    CHECK(frontier.take(now).wake == now + rest);
    now += rest;
  }
  // Up to a limit.
  for (int i = 0; i < 8; ++i) {
    const auto taken = frontier.take(now).item;
    REQUIRE(taken);
    frontier.overloaded(*taken, now, 0s);
    frontier.released(*taken);
    CHECK(*frontier.take(now).wake <= now + Frontier::kLongestRest);
    now = *frontier.take(now).wake;
  }
  // And once it answers, no longer than before.
  const auto fine = frontier.take(now).item;
  frontier.eased(*fine);
  frontier.released(*fine);
  CHECK(frontier.take(now).wake == now + 500ms);
  now += 500ms;
  const auto taken = frontier.take(now).item;
  frontier.overloaded(*taken, now, 0s);
  frontier.released(*taken);
  CHECK(frontier.take(now).wake == now + 1s);
}

TEST_CASE("a longer rest that a host asks for is kept, up to the limit") {
  Frontier frontier(rules());
  Frontier::Instant now = kStart;
  frontier.add(item("http://a.test/1"));
  frontier.add(item("http://a.test/2"));
  learn_robots(frontier, now);
  const auto first = frontier.take(now).item;
  frontier.overloaded(*first, now, 30s);
  frontier.released(*first);
  CHECK(frontier.take(now).wake == now + 30s);
  now += 30s;
  const auto second = frontier.take(now).item;
  frontier.overloaded(*second, now, std::chrono::hours(48));
  frontier.again(*second);
  frontier.released(*second);
  CHECK(frontier.take(now).wake == now + Frontier::kLongestRest);
}

TEST_CASE("a rest is not undone by what was taken and not asked for") {
  FrontierRules two = rules();
  two.connections_per_host = 2;
  two.delay = 0ms;
  Frontier frontier(two);
  Frontier::Instant now = kStart;
  frontier.add(item("http://a.test/1"));
  frontier.add(item("http://a.test/2"));
  frontier.add(item("http://a.test/3"));
  learn_robots(frontier, now);
  const auto first = frontier.take(now).item;
  const auto denied = frontier.take(now).item;
  REQUIRE(denied);
  frontier.overloaded(*first, now, 10s);
  frontier.untouched(*denied);
  CHECK(frontier.take(now).wake == now + 10s);
}

TEST_CASE("what is asked for again comes first and counts as outstanding") {
  Frontier frontier(rules());
  Frontier::Instant now = kStart;
  frontier.add(item("http://a.test/1"));
  frontier.add(item("http://a.test/2"));
  learn_robots(frontier, now);
  FrontierItem first = *frontier.take(now).item;
  frontier.released(first);
  ++first.attempts;
  frontier.again(first);
  CHECK(frontier.outstanding() == 2);
  CHECK(frontier.waiting() == 2);
  now += 500ms;
  const auto next = frontier.take(now).item;
  REQUIRE(next);
  CHECK(next->url == "http://a.test/1");
  CHECK(next->attempts == 1);
  frontier.settled(*next);
  CHECK(frontier.outstanding() == 1);
}

TEST_CASE("a robots.txt that is asked for again knows how often it was") {
  Frontier frontier(rules());
  frontier.add(item("http://a.test/1"));
  auto robots = frontier.take(kStart).item;
  CHECK(robots->attempts == 0);
  frontier.released(*robots);
  frontier.robots_again(*robots);
  robots = frontier.take(kStart + 1s).item;
  REQUIRE(robots);
  CHECK(robots->target == Target::robots);
  CHECK(robots->attempts == 1);
}

TEST_CASE("a stranger's host gets no more than strangers do") {
  FrontierRules fast = rules();
  fast.connections_per_host = 4;
  fast.delay = 0ms;
  fast.strangers_connections = 1;
  fast.strangers_delay = 500ms;
  fast.own_hosts = {"own.test"};
  struct Row {
    const char* host;
    bool own;
  };
  for (const Row& row : std::initializer_list<Row>{{"own.test", true},
                                                   {"127.0.0.1", true},
                                                   {"localhost", true},
                                                   {"www.own.test", false},
                                                   {"other.test", false}}) {
    CAPTURE(row.host);
    Frontier frontier(fast);
    Frontier::Instant now = kStart;
    for (int i = 0; i < 3; ++i)
      frontier.add(item(fmt::format("http://{}/{}", row.host, i)));
    learn_robots(frontier, now);
    const auto first = frontier.take(now).item;
    REQUIRE(first);
    CHECK(frontier.take(now).item.has_value() == row.own);
    frontier.released(*first);
    CHECK(frontier.take(now).item.has_value() == row.own);
    if (!row.own) CHECK(frontier.take(now).wake == now + 500ms);
  }
}
