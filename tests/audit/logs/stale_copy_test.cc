// SPDX-License-Identifier: GPL-3.0-or-later
//
// V3: an older copy allowed it. Each case beside the one that must not be V3.

#include "audit/logs/stale_copy.h"

#include <doctest/doctest.h>

#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::joined;
using test::kRules;
using test::last_outcome;
using test::Site;
using test::utc;

constexpr const char* kOpen = "User-agent: *\nDisallow:\n";

TEST_CASE("V3: how old the change is, and how old the copy") {
  const struct {
    const char* read;
    const char* changed;
    const char* request;
    int cache;
    const char* code;
  } cases[] = {
      {"2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-22T00:00:01Z",
       24, "V3a"},
      {"2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z",
       24, ""},
      {"2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "2026-12-21T00:00:00Z",
       24, "V3a"},
      {"2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "2026-12-21T00:00:01Z",
       24, "V3b"},
      {"2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-24T00:00:00Z",
       72, ""},
      {"2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-24T00:00:01Z",
       72, "V3a"},
      // An operator that documents more than 30 days has V3b at once.
      {"2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "2026-12-31T00:00:01Z",
       40 * 24, "V3b"},
      // Read after the change, and too near to it to tell.
      {"2026-11-21T00:00:00Z", "2026-11-20T00:00:00Z", "2026-11-23T00:00:00Z",
       24, ""},
      {"2026-11-20T23:59:58Z", "2026-11-21T00:00:00Z", "2026-11-23T00:00:00Z",
       24, ""},
      {"2026-11-20T23:59:57Z", "2026-11-21T00:00:00Z", "2026-11-23T00:00:00Z",
       24, "V3a"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.read);
    CAPTURE(one.request);
    CHECK(stale_copy({utc(one.read), utc(one.changed), utc(one.request),
                      std::chrono::hours(one.cache)}) == one.code);
  }
}

// Open until `changed`, then closed; read at `read`, fetched on the 23rd at
// ten.
struct Changed : Site {
  Changed(const char* changed, const char* read, long bytes = 24,
          int status = 200) {
    robots("20260101T000000Z", kOpen).robots(changed, kRules);
    hit("127.0.0.9", read, "/robots.txt", "AcmeBot/1.0", status, bytes);
    hit("127.0.0.9", test::at("10:00:00"), "/p/x", "AcmeBot/1.0");
    complete_from = utc("2026-01-01T00:00:00Z");
  }
};

TEST_CASE("V3: the copy it had received allowed it") {
  const char* before = "20/Nov/2026:10:00:00 +0000";
  Changed a("20261122T090000Z", before);
  CHECK(last_outcome(a) == "disallowed V3a ");
  Changed b("20261001T000000Z", "30/Sep/2026:10:00:00 +0000");
  CHECK(last_outcome(b) == "disallowed V3b ");
  // Within the grace nothing is said, as before.
  Changed grace("20261122T110000Z", before);
  CHECK(last_outcome(grace) == "disallowed  grace");
  // The old copy asked the same: nothing about it is outdated.
  Changed same("20261118T000000Z", before);
  CHECK(last_outcome(same) == "disallowed V2 ");
  // By its size the copy was the newer one already.
  Changed sized("20261122T090000Z", "22/Nov/2026:08:59:59 +0000",
                static_cast<long>(std::string(kRules).size()));
  CHECK(last_outcome(sized) == "disallowed V2 ");
  // A copy that was refused is none.
  Changed refused("20261122T090000Z", before, 5, 403);
  CHECK(last_outcome(refused) == "allowed  robots_refused");
}

TEST_CASE("V3: needs to know all that the client asked for since") {
  const char* before = "20/Nov/2026:10:00:00 +0000";
  Changed complete("20261122T090000Z", before);
  complete.complete_from = utc("2026-11-20T09:59:58Z");
  CHECK(last_outcome(complete) == "disallowed V3a ");
  Changed since_later("20261122T090000Z", before);
  since_later.complete_from = utc("2026-11-20T12:00:00Z");
  CHECK(last_outcome(since_later) == "disallowed V2 ");
  Changed unknown("20261122T090000Z", before);
  unknown.complete_from.reset();
  CHECK(last_outcome(unknown) == "disallowed  coverage_unknown");
}

TEST_CASE("V3: not where a neighbour has read the newer rules") {
  Site one;
  one.robots("20260101T000000Z", kOpen).robots("20261121T000000Z", kRules);
  one.hit("20.171.207.9", "20/Nov/2026:10:00:00 +0000", "/robots.txt",
          "GPTBot/1.2")
      .hit("20.171.207.9", test::at("10:00:00"), "/p/x", "GPTBot/1.2");
  CHECK(last_outcome(one) == "disallowed V3a ");
  Site other;
  other.robots("20260101T000000Z", kOpen).robots("20261121T000000Z", kRules);
  other
      .hit("20.171.207.9", "20/Nov/2026:10:00:00 +0000", "/robots.txt",
           "GPTBot/1.2")
      .hit("20.171.207.5", "21/Nov/2026:10:00:00 +0000", "/robots.txt",
           "GPTBot/1.2")
      .hit("20.171.207.9", test::at("10:00:00"), "/p/x", "GPTBot/1.2");
  CHECK(last_outcome(other) == "disallowed V2 ");
}

TEST_CASE("V3: what its finding says") {
  Changed one("20261122T090000Z", "20/Nov/2026:10:00:00 +0000");
  const auto summary = one.analyse();
  REQUIRE(test::codes(summary) == "V3a");
  const audit::Finding& finding = summary.findings[0];
  CHECK(finding.facts["rules_changed"] == "2026-11-22T09:00:00.000Z");
  CHECK(finding.facts["robots_read_time"] == "2026-11-20T10:00:00.000Z");
  CHECK(finding.facts["robots_read_version"] == sha256(kOpen).hex());
  CHECK(finding.facts["complete_from"] == "2026-11-20T10:00:00.000Z");
  CHECK(finding.facts["version_digest"] == sha256(kRules).hex());
  CHECK(finding.grade.predicate == 3);
  CHECK(finding.grade.value() == 2);
  CHECK(joined(finding.does_not_show) == "use claim law log_coverage");
  CHECK(finding.excuses.size() > 15);
  int lines = 0, versions = 0;
  for (const auto& evidence : finding.evidence) {
    lines += evidence.kind == "log_line";
    versions += evidence.kind == "robots";
  }
  CHECK(lines == 2);
  CHECK(versions == 2);
  CHECK(summary.counts.disallowed == 1);
  CHECK(summary.clients[0].disallowed == 1);
}

}  // namespace
}  // namespace veto::logs
