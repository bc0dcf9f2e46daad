// SPDX-License-Identifier: GPL-3.0-or-later
//
// One small site for each excuse, and beside it the same without the excuse:
// a test of an excuse that could not fail would be worth nothing.

#include <doctest/doctest.h>

#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::joined;
using test::kRules;
using test::site;
using test::Site;
using test::utc;

constexpr const char* kBot = "AcmeBot/1.0";
constexpr const char* kChrome =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36";

// Verdict, finding and excuses of the last request that has a verdict:
// "disallowed V2 ", "disallowed  head".
std::string last_verdict(const LogSummary& summary) {
  if (summary.verdicts.empty()) return "none";
  const Verdict& verdict = summary.verdicts.back();
  return verdict.verdict + " " + verdict.finding + " " +
         joined(verdict.excuses);
}

TEST_CASE("V2: never read, disallowed all day, log complete") {
  auto one = site();
  one.hit("192.0.2.1", at("10:00:00"), "/p/x", kBot);
  const auto summary = one.analyse();
  CHECK(last_verdict(summary) == "disallowed V2 ");
  REQUIRE(codes(summary) == "V2");
  const auto& finding = summary.findings[0];
  CHECK(finding.identity == audit::Identity::i1);
  CHECK(finding.grade.value() == 2);
  CHECK(finding.facts["client_ip"] == "192.0.2.1");
  CHECK(finding.facts["agent"] == "AcmeBot");
  CHECK(finding.facts["agent_name"] == "AcmeBot/1.0");
  CHECK(finding.facts["rule_line"] == 2);
  CHECK(finding.facts["rule_text"] == "Disallow: /p/");
  CHECK(finding.facts["rule_group"] == "*");
  CHECK(finding.facts["count"] == 1);
  CHECK(finding.facts["robots_read_time"].is_null());
  CHECK(finding.facts["complete_from"] == "2026-11-22T10:00:00.000Z");
  CHECK(finding.facts["version_provenance"] == "asserted");
  CHECK(finding.facts["targets"][0]["target"] == "/p/x");
  CHECK(finding.excuses.size() > 15);
  for (const auto& excuse : finding.excuses) CHECK(!excuse.applies);
}

TEST_CASE("V1: read the rule, then fetched") {
  auto one = site();
  one.hit("127.0.0.9", at("10:00:00"), "/robots.txt", kBot, 200, 28)
      .hit("127.0.0.9", at("10:00:03"), "/p/x", kBot)
      .hit("127.0.0.9", at("10:00:04"), "/p/y", kBot);
  const auto summary = one.analyse();
  CHECK(last_verdict(summary) == "disallowed V1 ");
  REQUIRE(codes(summary) == "V1");
  const auto& finding = summary.findings[0];
  CHECK(finding.facts["count"] == 2);
  CHECK(finding.facts["robots_read_time"] == "2026-11-23T10:00:00.000Z");
  CHECK(finding.facts["robots_read_status"] == 200);
  CHECK(finding.facts["complete_from"].is_null());
  // Nothing about coverage is needed: it was told.
  one.complete_from.reset();
  CHECK(codes(one.analyse()) == "V1");
}

TEST_CASE("V1: the body size in the log names the version") {
  auto one = site();
  const auto size = static_cast<long>(std::string(kRules).size());
  one.hit("127.0.0.9", at("10:00:00"), "/robots.txt", kBot, 200, size)
      .hit("127.0.0.9", at("10:00:05"), "/p/x", kBot);
  const auto summary = one.analyse();
  REQUIRE(codes(summary) == "V1");
  CHECK(summary.findings[0].facts["version_provenance"] == "size_match");
  CHECK(summary.findings[0].facts["robots_read_by_size"] == true);
  CHECK(summary.findings[0].grade.rules == 3);
}

TEST_CASE("P1: read it and kept to it") {
  auto one = site();
  one.hit("127.0.0.9", at("10:00:00"), "/robots.txt", kBot)
      .hit("127.0.0.9", at("10:00:05"), "/a", kBot);
  CHECK(codes(one.analyse()) == "P1");
  one.hit("127.0.0.9", at("10:00:09"), "/p/a", kBot);
  CHECK(codes(one.analyse()) == "V1");
  // Reading alone shows nothing.
  auto other = site();
  other.hit("127.0.0.9", at("10:00:00"), "/robots.txt", kBot);
  CHECK(codes(other.analyse()).empty());
}

TEST_CASE("excuses that lie in the request itself") {
  const struct {
    const char* agent;
    const char* target;
    int status;
    long bytes;
    const char* method;
    const char* expected;
  } cases[] = {
      {kBot, "/p/x", 200, 9, "GET", "disallowed V2 "},
      {kBot, "/p/x", 206, 9, "GET", "disallowed V2 "},
      {kBot, "/p/x", 200, 0, "HEAD", "disallowed  head"},
      {kBot, "/p/x", 200, 9, "POST", "disallowed  head"},
      {kBot, "/p/x", 403, 9, "GET", "disallowed  refused"},
      {kBot, "/p/x", 404, 9, "GET", "disallowed  refused"},
      {kBot, "/p/x", 301, 9, "GET", "disallowed  refused"},
      {kBot, "/p/x", 304, 0, "GET", "disallowed  refused"},
      {kBot, "/p/x", 200, 0, "GET", "disallowed  refused"},
      {kBot, "/%70/x", 200, 9, "GET", "ambiguous  readings_differ"},
      {"veto/0.1 (+https://a.test)", "/p/x", 200, 9, "GET",
       "disallowed  own_crawl coverage_unknown"},
      {"ChatGPT-User/1.0", "/p/x", 200, 9, "GET",
       "disallowed V2u user_triggered"},
      {"Claude-User/1.0", "/p/x", 200, 9, "GET", "disallowed  user_triggered"},
      {"facebookexternalhit/1.1", "/p/x", 200, 9, "GET",
       "disallowed  user_triggered"},
      {kChrome, "/p/x", 200, 9, "GET", "disallowed  person_possible"},
      {"", "/p/x", 200, 9, "GET", "disallowed V2 "},
      {"-", "/p/x", 200, 9, "GET", "disallowed V2 "},
  };
  for (const auto& one : cases) {
    CAPTURE(one.agent);
    CAPTURE(one.status);
    CAPTURE(one.method);
    CAPTURE(one.target);
    auto small = site();
    small.hit("127.0.0.9", at("10:00:00"), one.target, one.agent, one.status,
              one.bytes, "-", one.method);
    const std::string expected = one.expected;
    const auto summary = small.analyse();
    if (expected.find("own_crawl") != std::string::npos) {
      CHECK(last_verdict(summary) == "disallowed  own_crawl");
      CHECK(summary.counts.own_requests == 1);
    } else {
      CHECK(last_verdict(summary) == expected);
    }
  }
}

TEST_CASE("excuses: rules of another time") {
  // Allowed then, disallowed today.
  Site one;
  one.robots("20260101T000000Z", "User-agent: *\nDisallow:\n")
      .robots("20261124T000000Z", kRules);
  one.hit("127.0.0.9", at("10:00:00"), "/p/x", kBot);
  CHECK(last_verdict(one.analyse()) == "allowed  not_disallowed_then");

  // Disallowed for an hour only: an older copy may still be used.
  Site hour;
  hour.robots("20260101T000000Z", "User-agent: *\nDisallow:\n")
      .robots("20261123T090000Z", kRules);
  hour.hit("127.0.0.9", at("10:00:00"), "/p/x", kBot);
  CHECK(last_verdict(hour.analyse()) == "disallowed  grace");

  // A day and an hour: not any more.
  Site day;
  day.robots("20260101T000000Z", "User-agent: *\nDisallow:\n")
      .robots("20261122T090000Z", kRules);
  day.hit("127.0.0.9", at("10:00:00"), "/p/x", kBot);
  CHECK(last_verdict(day.analyse()) == "disallowed V2 ");

  // The copy it read allowed it, less than a day ago.
  Site copy;
  copy.robots("20260101T000000Z", "User-agent: *\nDisallow:\n")
      .robots("20261122T090000Z", kRules);
  copy.hit("127.0.0.9", "22/Nov/2026:08:30:00 +0000", "/robots.txt", kBot)
      .hit("127.0.0.9", "23/Nov/2026:07:30:00 +0000", "/p/x", kBot);
  CHECK(last_verdict(copy.analyse()) == "disallowed  grace");

  // Before the first version that is known.
  Site before;
  before.robots("20261124T000000Z", kRules);
  before.hit("127.0.0.9", at("10:00:00"), "/p/x", kBot);
  CHECK(last_verdict(before.analyse()) == "unknown  rules_unknown");

  // Rules that lift the restriction a second later.
  Site lifted;
  lifted.robots("20260101T000000Z", kRules)
      .robots("20261123T100001Z", "User-agent: *\nDisallow:\n");
  lifted.hit("127.0.0.9", at("10:00:00"), "/p/x", kBot);
  CHECK(last_verdict(lifted.analyse()) == "disallowed  same_second");
}

TEST_CASE("excuses: what robots.txt answered this client") {
  const struct {
    int status;
    long bytes;
    const char* method;
    const char* expected;
  } cases[] = {
      {200, 28, "GET", "disallowed V1 "},
      {304, 0, "GET", "disallowed V1 "},
      {403, 5, "GET", "allowed  robots_refused"},
      {401, 5, "GET", "allowed  robots_refused"},
      {429, 5, "GET", "allowed  robots_refused"},
      {503, 5, "GET", "unknown  robots_unreachable"},
      {301, 5, "GET", "disallowed  robots_unclear"},
      {206, 5, "GET", "disallowed  robots_unclear"},
      {200, 0, "GET", "disallowed  robots_unclear"},
      {200, 0, "HEAD", "disallowed  robots_unclear"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.status);
    CAPTURE(one.method);
    auto small = site();
    small.hit("127.0.0.9", at("10:00:00"), "/robots.txt", kBot, one.status,
              one.bytes, "-", one.method);
    small.hit("127.0.0.9", at("10:00:05"), "/p/x", kBot);
    CHECK(last_verdict(small.analyse()) == one.expected);
  }
}

TEST_CASE("excuses: refused or unreachable at any time, and never told") {
  for (const auto& [status, expected] :
       {std::pair(403, "allowed  robots_refused"),
        std::pair(503, "unknown  robots_unreachable")}) {
    CAPTURE(status);
    auto late = site();
    late.hit("127.0.0.9", at("10:00:00"), "/p/x", kBot)
        .hit("127.0.0.9", at("12:00:00"), "/robots.txt", kBot, status)
        .hit("127.0.0.9", at("13:00:00"), "/a", "Other/1");
    const auto summary = late.analyse();
    CHECK(summary.verdicts[0].verdict + "  " +
              joined(summary.verdicts[0].excuses) ==
          expected);
  }
  auto site_down = site();
  site_down.hit("127.0.0.8", at("09:59:00"), "/robots.txt", "Other/1", 503)
      .hit("127.0.0.9", at("10:00:00"), "/p/x", kBot);
  CHECK(last_verdict(site_down.analyse()) == "disallowed  robots_unreachable");
  // An outage the history itself knows of is over when it says so.
  Site known;
  known.robots("20260101T000000Z", kRules)
      .robots("20261121T100000Z", "", 503)
      .robots("20261121T110000Z", kRules);
  known
      .hit("127.0.0.8", "21/Nov/2026:10:30:00 +0000", "/robots.txt", "Other/1",
           503)
      .hit("127.0.0.9", at("12:00:00"), "/p/x", kBot);
  CHECK(last_verdict(known.analyse()) == "disallowed V2 ");
  // Then nobody could have read it.
  Site down;
  down.robots("20260101T000000Z", kRules).robots("20261123T000000Z", "", 503);
  down.hit("127.0.0.9", at("10:00:00"), "/p/x", kBot);
  CHECK(last_verdict(down.analyse()) == "unknown  robots_unreachable");
}

TEST_CASE("S2: the site refused its robots.txt, and is told") {
  auto one = site();
  one.hit("127.0.0.9", at("10:00:00"), "/robots.txt", kBot, 403)
      .hit("127.0.0.9", at("10:00:05"), "/p/x", kBot);
  const auto summary = one.analyse();
  REQUIRE(codes(summary) == "S2");
  CHECK(summary.findings[0].facts["statuses"]["403"] == 1);
}

TEST_CASE("excuses: the same seconds have no order") {
  auto first = site();
  first.hit("127.0.0.9", at("10:00:00"), "/robots.txt", kBot)
      .hit("127.0.0.9", at("10:00:02"), "/p/x", kBot);
  CHECK(last_verdict(first.analyse()) == "disallowed  same_second");
  auto after = site();
  after.hit("127.0.0.9", at("10:00:00"), "/p/x", kBot)
      .hit("127.0.0.9", at("10:00:02"), "/robots.txt", kBot);
  CHECK(joined(after.analyse().verdicts[0].excuses) == "same_second");
  auto well_before = site();
  well_before.hit("127.0.0.9", at("10:00:00"), "/p/x", kBot)
      .hit("127.0.0.9", at("10:00:03"), "/robots.txt", kBot);
  CHECK(well_before.analyse().verdicts[0].finding == "V2");
}

}  // namespace
}  // namespace veto::logs
