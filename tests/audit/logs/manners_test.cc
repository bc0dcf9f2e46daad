// SPDX-License-Identifier: GPL-3.0-or-later
//
// P3, revalidated; V4, faster than Crawl-delay asks.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "audit/logs/crawl_pace.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::kRules;
using test::Site;
using test::utc;

constexpr const char* kVisitor =
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

TEST_CASE("P3: a program that was told that nothing changed") {
  Site site(kRules);
  site.hit("11.0.0.1", at("10:00:00"), "/a", "A/1", 304, 0)
      .hit("11.0.0.1", at("10:00:05"), "/b", "A/1", 304, 0)
      .hit("11.0.0.1", at("10:00:09"), "/c", "A/1");
  const auto summary = site.analyse();
  REQUIRE(codes(summary) == "P3");
  CHECK(summary.findings[0].facts["count"] == 2);
  CHECK(summary.findings[0].facts["last"] == "2026-11-23T10:00:05.000Z");
  CHECK(summary.findings[0].evidence.size() == 2);
  CHECK(!summary.findings[0].fileable());
}

TEST_CASE(
    "P3: not of browsers, robots.txt, what it was asked to leave, or us") {
  const struct {
    const char* target;
    const char* agent;
    int status;
  } cases[] = {{"/a", kVisitor, 304}, {"/robots.txt", "A/1", 304},
               {"/p/x", "A/1", 304},  {"/a", "veto/1", 304},
               {"/a", "A/1", 302},    {"/a", "A/1", 200}};
  for (const auto& one : cases) {
    CAPTURE(one.target);
    CAPTURE(one.agent);
    CAPTURE(one.status);
    Site site(kRules);
    site.hit("11.0.0.1", at("10:00:00"), one.target, one.agent, one.status, 0);
    CHECK(codes(site.analyse()).empty());
  }
}

CrawlPace pace_of(double delay, int fetches, double gap) {
  CrawlPace pace;
  const UtcTime begin = utc("2026-11-23T10:00:00.700Z");
  for (int i = 0; i < fetches; ++i)
    pace.fetch(delay,
               begin + std::chrono::milliseconds(
                           static_cast<std::int64_t>(gap * 1000) * i),
               {});
  return pace;
}

TEST_CASE("V4: the median against nine tenths of the delay") {
  const struct {
    double delay;
    int fetches;
    double gap;
    int median;  // -1: not too fast
  } cases[] = {
      {10, 20, 5, 5},     {10, 19, 5, -1},    {10, 20, 9, -1},
      {10, 20, 8, 8},     {10, 20, 10, -1},   {1, 20, 1, -1},
      {1, 20, 0.2, 0},    {2.5, 40, 2.5, -1}, {2.5, 40, 1, 1},
      {0.5, 40, 0.1, -1}, {300, 20, 200, -1}, {300, 20, 9, 9},
  };
  for (const auto& one : cases) {
    CAPTURE(one.delay);
    CAPTURE(one.fetches);
    CAPTURE(one.gap);
    CHECK(pace_of(one.delay, one.fetches, one.gap).too_fast().value_or(-1) ==
          one.median);
  }
  // Two hurried pages do not make a hurried crawl; another delay begins anew.
  CrawlPace mixed = pace_of(10, 12, 1);
  for (int i = 0; i < 13; ++i)
    mixed.fetch(10, utc("2026-11-23T11:00:00Z") + std::chrono::minutes(i), {});
  CHECK(!mixed.too_fast());
  CrawlPace changed = pace_of(10, 30, 1);
  changed.fetch(5, utc("2026-11-23T12:00:00Z"), {});
  CHECK(changed.fetches() == 1);
}

constexpr const char* kSlow = "User-agent: *\nCrawl-delay: 10\nDisallow: /p/\n";

// Reads the rules, then fetches thirty pages.
struct Paced : Site {
  explicit Paced(const char* agent, int gap = 1, const char* rules = kSlow,
                 bool reads = true, const char* kind = "")
      : Site(rules) {
    if (reads) hit("11.0.0.1", at("09:00:00"), "/robots.txt", agent);
    for (int i = 0; i < 30; ++i)
      hit("11.0.0.1",
          at(fmt::format("10:{:02}:{:02}", i * gap / 60, i * gap % 60).c_str()),
          fmt::format("/{}{}", i, kind), agent);
  }
};

TEST_CASE("V4: of agents that are said to keep it, and were told of it") {
  const struct {
    const char* agent;
    int gap;
    const char* rules;
    bool reads;
    const char* kind;
    bool found;
  } cases[] = {
      {"CCBot/2.0", 1, kSlow, true, "", true},
      {"ClaudeBot/1.0", 8, kSlow, true, "", true},
      {"CCBot/2.0", 10, kSlow, true, "", false},
      {"CCBot/2.0", 1, kSlow, false, "", false},  // was never told
      {"CCBot/2.0", 1, kRules, true, "", false},  // nothing was asked
      {"CCBot/2.0", 1, kSlow, true, ".css", false},
      {"GPTBot/1.0", 1, kSlow, true, "", false},  // nothing is said of it
      {"Googlebot/2.1", 1, kSlow, true, "", false},
      {"AcmeBot/1.0", 1, kSlow, true, "", false},
  };
  for (const auto& one : cases) {
    CAPTURE(one.agent);
    CAPTURE(one.gap);
    CAPTURE(one.kind);
    Paced site(one.agent, one.gap, one.rules, one.reads, one.kind);
    const std::string found = codes(site.analyse());
    CHECK((found.find("V4") != std::string::npos) == one.found);
  }
  // The copy that it had received asked for no delay yet.
  Paced before("CCBot/2.0", 1, kRules);
  before.robots("20261123T093000Z", kSlow);
  CHECK(codes(before.analyse()).find("V4") == std::string::npos);
}

TEST_CASE("V4: an indication, never filed, and kept rules are kept rules") {
  Paced site("CCBot/2.0");
  const auto summary = site.analyse();
  REQUIRE(codes(summary) == "P1 V4");
  const auto& finding = summary.findings[1];
  CHECK(finding.grade.predicate == 1);
  CHECK(!finding.fileable());
  CHECK(finding.facts["delay"] == 10);
  CHECK(finding.facts["median"] == 1);
  CHECK(finding.facts["count"] == 30);
  CHECK(summary.counts.disallowed == 0);
}

}  // namespace
}  // namespace veto::logs
