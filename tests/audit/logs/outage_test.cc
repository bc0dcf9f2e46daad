// SPDX-License-Identifier: GPL-3.0-or-later
//
// V11: went on although robots.txt answered 5xx.

#include "audit/logs/outage.h"

#include <doctest/doctest.h>

#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::joined;
using test::kRules;
using test::last_outcome;
using test::Site;
using test::utc;

constexpr const char* kLost = "AcmeBot/1.0";

RobotsRead answered(const char* time, int status) {
  RobotsRead read;
  read.time = utc(std::string("2026-11-") + time);
  read.status = status;
  read.bytes = 100;
  return read;
}

TEST_CASE("V11: the reads of a client that leave it without any copy") {
  const struct {
    std::vector<RobotsRead> reads;
    int status;  // of the read that is found; 0 for none
  } cases[] = {
      {{}, 0},
      {{answered("23T09:00:00Z", 503)}, 503},
      {{answered("23T09:00:00Z", 503), answered("23T09:30:00Z", 500)}, 500},
      // A copy from before, or another answer.
      {{answered("01T09:00:00Z", 200), answered("23T09:00:00Z", 503)}, 0},
      {{answered("23T09:00:00Z", 404), answered("23T09:30:00Z", 503)}, 0},
      {{answered("23T09:00:00Z", 503), answered("23T09:30:00Z", 200)}, 0},
      {{answered("23T09:00:00Z", 503), answered("23T09:30:00Z", 403)}, 0},
      {{answered("23T09:00:00Z", 503), answered("23T09:30:00Z", 301)}, 0},
      // Too near to tell; and long after.
      {{answered("23T09:00:00Z", 503), answered("23T10:00:02Z", 200)}, 0},
      {{answered("23T09:00:00Z", 503), answered("23T10:00:03Z", 200)}, 503},
      {{answered("23T09:59:58Z", 503)}, 0},
      {{answered("23T09:59:57Z", 503)}, 503},
      {{answered("22T10:00:00Z", 503)}, 503},
      {{answered("22T09:59:59Z", 503)}, 0},
      {{answered("23T11:00:00Z", 503)}, 0},
  };
  for (const auto& one : cases) {
    CAPTURE(&one - cases);
    const RobotsRead* read =
        unanswered_read(one.reads, utc("2026-11-23T10:00:00Z"));
    CHECK((read ? read->status : 0) == one.status);
  }
}

struct Down : Site {
  explicit Down(const char* agent = kLost, const char* ip = "127.0.0.9")
      : Site(kRules) {
    complete_from = utc("2026-10-01T00:00:00Z");
    hit(ip, at("09:00:00"), "/robots.txt", agent, 503);
  }
};

TEST_CASE("V11: fetched while it was so, whatever the rules say of it") {
  for (const char* target : {"/a", "/p/x"}) {
    CAPTURE(target);
    Down site;
    site.hit("127.0.0.9", at("10:00:00"), target, kLost);
    CHECK(last_outcome(site) == "unknown V11 robots_unreachable");
  }
}

TEST_CASE("V11: not without a log that is complete for a month") {
  Down site;
  site.hit("127.0.0.9", at("10:00:00"), "/a", kLost);
  site.complete_from = utc("2026-10-24T10:00:00Z");
  CHECK(last_outcome(site) == "unknown V11 robots_unreachable");
  site.complete_from = utc("2026-10-24T10:00:01Z");
  CHECK(last_outcome(site) == "unknown  robots_unreachable");
  site.complete_from.reset();
  CHECK(last_outcome(site) == "unknown  robots_unreachable");
  // A line nobody can read may have been a read.
  Down cut;
  cut.log += "127.0.0.9 - - [23/Nov/2026:09:0 GET /robots.txt\n";
  for (int i = 0; i < 30; ++i) cut.hit("127.0.0.8", at("09:30:00"), "/", "B/1");
  cut.hit("127.0.0.9", at("10:00:00"), "/a", kLost);
  CHECK(last_outcome(cut) == "unknown  robots_unreachable");
}

TEST_CASE("V11: what the request itself excuses") {
  const struct {
    const char* agent;
    int status;
    const char* method;
    const char* finding;
  } cases[] = {
      {kLost, 200, "GET", "V11"},
      {kLost, 206, "GET", "V11"},
      {kLost, 403, "GET", ""},
      {kLost, 503, "GET", ""},
      {kLost, 304, "GET", ""},
      {kLost, 200, "HEAD", ""},
      {"ChatGPT-User/1.0", 200, "GET", ""},
      {"facebookexternalhit/1.1", 200, "GET", ""},
      {"veto/1", 200, "GET", ""},
  };
  for (const auto& one : cases) {
    CAPTURE(one.agent);
    CAPTURE(one.status);
    CAPTURE(one.method);
    Down site(one.agent);
    site.hit("127.0.0.9", at("10:00:00"), "/a", one.agent, one.status, 100, "-",
             one.method);
    CHECK(site.analyse().verdicts.back().finding == one.finding);
  }
}

TEST_CASE("V11: not where another of its operator's addresses was answered") {
  const struct {
    const char* reader;
    const char* when;
    int status;
    const char* finding;
  } cases[] = {
      {"20.171.99.5", "20/Nov/2026:10:00:00 +0000", 200, ""},
      {"20.171.99.5", "20/Nov/2026:10:00:00 +0000", 403, ""},
      {"20.171.99.5", "20/Nov/2026:10:00:00 +0000", 503, "V11"},
      {"20.171.99.5", "20/Oct/2026:10:00:00 +0000", 200, "V11"},
      {"20.171.99.5", "23/Nov/2026:10:00:09 +0000", 200, "V11"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.when);
    CAPTURE(one.status);
    Down site("GPTBot/1.2", "20.171.207.9");
    site.hit("20.171.207.9", at("10:00:00"), "/a", "GPTBot/1.2")
        .hit(one.reader, one.when, "/robots.txt", "GPTBot/1.2", one.status);
    std::string finding;
    for (const Verdict& verdict : site.analyse().verdicts)
      finding += verdict.finding;
    CHECK(finding == one.finding);
  }
}

TEST_CASE("V11: its finding is E2 at most and counts against nobody") {
  Down site;
  site.hit("127.0.0.9", at("10:00:00"), "/a", kLost)
      .hit("127.0.0.9", at("10:00:09"), "/p/x", kLost);
  const auto summary = site.analyse();
  const audit::Finding* found = nullptr;
  for (const auto& finding : summary.findings)
    if (finding.code == "V11") found = &finding;
  REQUIRE(found);
  CHECK(found->facts["count"] == 2);
  CHECK(found->facts["robots_read_status"] == 503);
  CHECK(found->facts["robots_read_time"] == "2026-11-23T09:00:00.000Z");
  CHECK(found->facts["complete_from"] == "2026-10-24T10:00:00.000Z");
  CHECK(found->facts["targets"][1]["target"] == "/p/x");
  CHECK(found->grade.predicate == 2);
  CHECK(!found->fileable());
  CHECK(found->evidence.size() == 3);
  CHECK(summary.counts.disallowed == 0);
  CHECK(summary.clients[0].disallowed == 0);
}

}  // namespace
}  // namespace veto::logs
