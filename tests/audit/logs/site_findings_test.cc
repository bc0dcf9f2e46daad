// SPDX-License-Identifier: GPL-3.0-or-later
//
// S1, S3, S4, S5: what the site's own side lacks.

#include <doctest/doctest.h>

#include "audit/logs/log_gaps.h"
#include "audit/logs/own_robots.h"
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

const audit::Finding& only(const LogSummary& summary, const char* code) {
  const audit::Finding* found = nullptr;
  for (const audit::Finding& finding : summary.findings)
    if (finding.code == code) found = &finding;
  REQUIRE(found);
  return *found;
}

TEST_CASE("S1: answers that are no rules") {
  const struct {
    int status;
    std::int64_t bytes;
    bool known;
    const char* fault;
  } cases[] = {
      {200, 28, true, ""},
      {200, 512'000, true, ""},
      {200, 512'001, true, "too_large"},
      {206, 512'001, true, ""},
      {304, 0, true, ""},
      {301, 5, true, "redirect"},
      {302, 5, false, "redirect"},
      {404, 5, true, "missing"},
      {410, 5, true, "missing"},
      {404, 5, false, ""},  // a site may have none
      {403, 5, true, ""},   // S2
      {500, 5, false, "server_error"},
      {503, 5, true, "server_error"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.status);
    CAPTURE(one.bytes);
    CHECK(answer_fault(one.status, one.bytes, one.known) == one.fault);
  }
}

std::string names_of(const std::vector<crawler::LintNote>& notes) {
  std::vector<std::string> names;
  for (const auto& note : notes) names.push_back(note.code);
  return joined(names);
}

TEST_CASE("S1, S3: texts that are none, and rules that bind nobody") {
  const struct {
    std::string text;
    const char* faults;
    const char* nobody;
  } cases[] = {
      {kRules, "", ""},
      {"", "", ""},
      {"<!doctype html><html><p>x</p></html>", "html", ""},
      {std::string(kRules) + "#" + std::string(600'000, 'x'), "size-over-limit",
       ""},
      {"User-agent: img2dataset\nDisallow: /\n", "", "token-invalid"},
      {"User-agent: *bot\nDisallow: /\n", "", "token-wildcard"},
      {"Disallow: /\nUser-agent: *\nDisallow: /p/\n", "", "rule-outside-group"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.text.substr(0, 60));
    CHECK(names_of(text_faults(one.text, test::registry())) == one.faults);
    CHECK(names_of(void_rules(one.text, test::registry())) == one.nobody);
  }
}

TEST_CASE("S1: in a log, with the clients that met it") {
  Site site(kRules);
  site.hit("11.0.0.1", at("10:00:00"), "/robots.txt", "A/1", 301)
      .hit("11.0.0.1", at("10:00:05"), "/robots.txt", "A/1", 503)
      .hit("11.0.0.2", at("10:00:09"), "/robots.txt", "B/1", 404)
      .hit("11.0.0.3", at("10:00:10"), "/robots.txt", "C/1", 404, 0, "-",
           "HEAD");
  const auto summary = site.analyse();
  REQUIRE(codes(summary) == "S1");
  const auto& finding = summary.findings[0];
  CHECK(finding.facts["count"] == 3);
  CHECK(finding.facts["clients"] == 2);
  CHECK(finding.facts["faults"]["redirect"] == 1);
  CHECK(finding.facts["faults"]["server_error"] == 1);
  CHECK(finding.facts["faults"]["missing"] == 1);
  CHECK(finding.facts["first"] == "2026-11-23T10:00:00.000Z");
  CHECK(finding.facts["last"] == "2026-11-23T10:00:09.000Z");
  CHECK(finding.evidence.size() == 3);
  Site good(kRules);
  good.hit("11.0.0.1", at("10:00:00"), "/robots.txt", "A/1");
  CHECK(codes(good.analyse()).empty());
}

TEST_CASE("S1, S3: only texts of the time of the logs") {
  const char* odd = "User-agent: img2dataset\nDisallow: /\n";
  for (const auto& [text, code] :
       {std::pair(odd, "S3"), std::pair("<html><body>x</body></html>", "S1")}) {
    CAPTURE(code);
    Site then(text);
    then.hit("11.0.0.1", at("10:00:00"), "/", "A/1");
    CHECK(codes(then.analyse()) == code);
    Site before(text);
    before.robots("20261101T000000Z", kRules);
    before.hit("11.0.0.1", at("10:00:00"), "/", "A/1");
    CHECK(codes(before.analyse()).empty());
  }
  Site site(odd);
  site.hit("11.0.0.1", at("10:00:00"), "/", "A/1");
  const auto summary = site.analyse();
  const auto& finding = only(summary, "S3");
  CHECK(finding.facts["rule_line"] == 1);
  CHECK(finding.facts["rule_text"] == "User-agent: img2dataset");
  CHECK(finding.facts["faults"]["token-invalid"] == 1);
  CHECK(finding.evidence.size() == 1);
}

// Three days, `lines` an hour, without the hours of [from, to).
LogHours hours(int lines, int from, int to, int days = 3) {
  LogHours all;
  const UtcTime begin = utc("2026-11-20T00:00:00Z");
  for (int hour = 0; hour < 24 * days; ++hour)
    for (int i = 0; i < lines && (hour < from || hour >= to); ++i)
      all.add(begin + std::chrono::hours(hour) + std::chrono::minutes(i));
  return all;
}

TEST_CASE("S4: hours without a line, in a busy log alone") {
  const struct {
    int lines, from, to, days;
    std::size_t gaps;
  } cases[] = {
      {10, 30, 33, 3, 1}, {10, 30, 32, 3, 0},  // two hours are nothing
      {9, 30, 33, 3, 0},                       // hardly visited
      {10, 30, 36, 3, 1}, {10, 30, 38, 3, 0},  // more hole than log
      {10, 30, 33, 2, 1}, {10, 20, 23, 1, 0},  // too short to tell
      {10, 0, 3, 3, 0},                        // before it began
      {10, 69, 72, 3, 0},                      // after it ended
  };
  for (const auto& one : cases) {
    CAPTURE(one.lines);
    CAPTURE(one.from);
    CAPTURE(one.to);
    CAPTURE(one.days);
    CHECK(hours(one.lines, one.from, one.to, one.days).gaps().size() ==
          one.gaps);
  }
  const auto found = hours(10, 30, 34).gaps();
  REQUIRE(found.size() == 1);
  CHECK(found[0].from == utc("2026-11-21T06:00:00Z"));
  CHECK(found[0].to == utc("2026-11-21T10:00:00Z"));
  CHECK(LogHours().gaps().empty());
}

// Ten lines an hour from the 20th on, but for [from, to); then one bot.
struct Busy : Site {
  Busy(int from, int to) : Site(kRules) {
    for (int hour = 0; hour < 82; ++hour)
      for (int i = 10; i < 20 && (hour < from || hour >= to); ++i) {
        const std::string clock = std::to_string(20 + hour / 24) +
                                  "/Nov/2026:" + (hour % 24 < 10 ? "0" : "") +
                                  std::to_string(hour % 24) + ":" +
                                  std::to_string(i) + ":00 +0000";
        hit("11.0.0.7", clock, "/", "B/1");
      }
    hit("11.0.0.1", at("10:00:00"), "/p/x", "A/1");
  }
};

TEST_CASE("S4: a gap takes what the log does not hold from what is said") {
  Busy whole(0, 0);
  CHECK(last_outcome(whole) == "disallowed V2 ");
  CHECK(codes(whole.analyse()) == "V2");
  Busy gap(70, 74);
  CHECK(last_outcome(gap) == "disallowed  coverage_unknown");
  const auto summary = gap.analyse();
  CHECK(codes(summary) == "S4");
  CHECK(summary.findings[0].facts["faults"]["gap"] == 1);
  CHECK(summary.findings[0].facts["gaps"][0]["hours"] == 4);
  CHECK(summary.findings[0].facts["gaps"][0]["from"] ==
        "2026-11-22T22:00:00.000Z");
  // Two days before, it does not matter to that request.
  Busy earlier(20, 24);
  CHECK(last_outcome(earlier) == "disallowed V2 ");
  CHECK(codes(earlier.analyse()) == "S4 V2");
}

TEST_CASE("S4: a log without any user agent") {
  for (const auto& [agent, last, expected] :
       {std::tuple("-", "-", "S4"), std::tuple("-", "A/1", ""),
        std::tuple("A/1", "A/1", "")}) {
    CAPTURE(agent);
    CAPTURE(last);
    Site site(kRules);
    for (int i = 0; i < 20; ++i)
      site.hit("11.0.0.1", at("10:00:00"), "/", agent);
    site.hit("11.0.0.1", at("10:00:00"), "/", last);
    CHECK(codes(site.analyse()) == expected);
  }
}

TEST_CASE("S5: for how many requests no rules are known") {
  Site site;
  site.robots("20261123T110000Z", kRules);
  site.hit("11.0.0.1", at("10:00:00"), "/a", "A/1")
      .hit("11.0.0.1", at("10:30:00"), "/b", "A/1")
      .hit("11.0.0.1", at("10:40:00"), "/robots.txt", "A/1")
      .hit("11.0.0.1", at("10:50:00"), "/b", "veto/1")
      .hit("11.0.0.2", at("12:00:00"), "/a", "B/1");
  const auto summary = site.analyse();
  const auto& finding = only(summary, "S5");
  CHECK(finding.facts["count"] == 2);
  CHECK(finding.facts["requests"] == 3);
  CHECK(finding.facts["percent"] == 67);
  CHECK(finding.facts["first"] == "2026-11-23T10:00:00.000Z");
  CHECK(finding.facts["last"] == "2026-11-23T10:30:00.000Z");
  Site known(kRules);
  known.hit("11.0.0.1", at("10:00:00"), "/a", "A/1");
  CHECK(codes(known.analyse()).empty());
  // Without any version the stage itself says that nothing was judged.
  Site none(kRules);
  none.hit("11.0.0.1", at("10:00:00"), "/a", "A/1");
  auto inputs = none.inputs();
  inputs.history = crawler::RobotsHistory();
  const auto unjudged = analyse_logs(inputs, {}, {});
  REQUIRE(unjudged.has_value());
  CHECK(codes(*unjudged).empty());
}

}  // namespace
}  // namespace veto::logs
