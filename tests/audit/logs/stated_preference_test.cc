// SPDX-License-Identifier: GPL-3.0-or-later
//
// V1u, V2u: agents that act for a person and whose operator says that
// robots.txt may not apply to them.

#include "audit/logs/stated_preference.h"

#include <doctest/doctest.h>

#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::joined;
using test::site;

TEST_CASE("V1u, V2u: only where nothing but the person's request excuses it") {
  config::Scraper disclaims, follows, crawler;
  disclaims.user_triggered = follows.user_triggered = true;
  disclaims.robots_claim = crawler.robots_claim = "may_not_apply";
  follows.robots_claim = "yes";
  using Excuses = std::vector<AppliedExcuse>;
  const Excuses none, person = {{"user_triggered", {}}},
                      grace = {{"grace", {}}},
                      both = {{"user_triggered", {}}, {"grace", {}}};
  const struct {
    const config::Scraper* scraper;
    const Excuses& excuses;
    const char* code;
    const char* expected;
  } cases[] = {
      {nullptr, none, "V1", "V1"},       {&crawler, none, "V2", "V2"},
      {&disclaims, person, "V1", "V1u"}, {&disclaims, person, "V2", "V2u"},
      {&disclaims, grace, "V1", ""},     {&disclaims, both, "V2", ""},
      {&follows, person, "V1", ""},      {&crawler, person, "V1", ""},
      {nullptr, person, "V1", ""},
  };
  for (const auto& one : cases) {
    CAPTURE(&one - cases);
    Agent agent;
    agent.scraper = one.scraper;
    CHECK(code_unless_excused(one.code, agent, one.excuses) == one.expected);
  }
}

TEST_CASE("V1u, V2u: in a log they are excused, listed and never fileable") {
  const struct {
    const char* agent;
    bool reads;
    const char* code;
  } cases[] = {{"ChatGPT-User/1.0", true, "V1u"},
               {"ChatGPT-User/1.0", false, "V2u"},
               {"Perplexity-User/1.0", false, "V2u"},
               // Their operators say otherwise, or nothing.
               {"Claude-User/1.0", false, ""},
               {"facebookexternalhit/1.1", false, ""}};
  for (const auto& one : cases) {
    CAPTURE(one.agent);
    CAPTURE(one.reads);
    auto small = site();
    if (one.reads)
      small.hit("127.0.0.9", at("09:00:00"), "/robots.txt", one.agent);
    small.hit("127.0.0.9", at("10:00:00"), "/p/x", one.agent);
    const auto summary = small.analyse();
    CHECK(codes(summary) == one.code);
    CHECK(summary.verdicts.back().verdict == "disallowed");
    CHECK(summary.verdicts.back().finding == one.code);
    CHECK(joined(summary.verdicts.back().excuses) == "user_triggered");
    CHECK(summary.counts.disallowed == 0);
    CHECK(summary.counts.excused == 1);
    CHECK(summary.clients[0].disallowed == 0);
    CHECK(summary.clients[0].excused == 1);
    for (const audit::Finding& finding : summary.findings) {
      CHECK(finding.grade.predicate == 2);
      int applying = 0;
      for (const audit::Excuse& excuse : finding.excuses)
        applying += excuse.applies;
      CHECK(applying == 1);
      CHECK(finding.facts["rule_text"] == "Disallow: /p/");
    }
  }
}

TEST_CASE("V1u: nobody is accused at any identity") {
  audit::Finding finding;
  finding.code = "V1u";
  finding.identity = audit::Identity::i3;
  finding.grade = {.identity = 4, .rules = 3, .log = 3, .predicate = 2};
  CHECK(!finding.fileable());
}

}  // namespace
}  // namespace veto::logs
