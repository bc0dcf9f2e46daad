// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/rule_words.h"

#include <doctest/doctest.h>

#include "reports/finding_words.h"
#include "tests/reports/report_samples.h"

namespace veto::reports {
namespace {

using nlohmann::json;

audit::Finding ruled_finding(const char* code, int count, json rules,
                             int versions = 1) {
  audit::Finding finding =
      test::sample_finding(code, "11.0.0.1", "A", audit::Identity::i1);
  finding.facts.update({{"count", count},
                        {"rule_line", 2},
                        {"rule_text", "Disallow: /a/"},
                        {"rule_group", "*"},
                        {"robots_read_time", nullptr},
                        {"complete_from", "2026-11-20T00:00:00.000Z"},
                        {"versions", json::array()}});
  for (int i = 0; i < versions; ++i)
    finding.facts["versions"].push_back(std::to_string(i));
  if (!rules.is_null()) finding.facts["rules"] = std::move(rules);
  return finding;
}

json counted_rule(int line, const char* text, int count,
                  const char* group = "*") {
  return {{"line", line}, {"rule", text}, {"group", group}, {"count", count}};
}

const json kRuleA = counted_rule(2, "Disallow: /a/", 3),
           kRuleB = counted_rule(3, "Disallow: /b/", 1),
           kRuleC = counted_rule(4, "Disallow: /c/", 5, "A"),
           kRuleD = counted_rule(5, "Disallow: /d/", 7);
constexpr const char* kTwoRules =
    "line 2, “Disallow: /a/”, in the group for “*” (3 requests); line 3, "
    "“Disallow: /b/”, in the group for “*” (1 request)";

TEST_CASE("rule words: every line that is known, and how many requests more") {
  const auto texts = Texts::load("en");
  REQUIRE(texts.has_value());
  const std::string two = kTwoRules;
  const std::string three =
      two + "; line 4, “Disallow: /c/”, in the group for “A” (5 requests)";
  const struct {
    audit::Finding finding;
    std::string words;
  } cases[] = {
      {ruled_finding("V2", 4, nullptr),
       "line 2, “Disallow: /a/”, in the group for “*”"},
      {ruled_finding("V2", 4, {kRuleA, kRuleB}), two},
      {ruled_finding("V2", 5, {kRuleA, kRuleB}),
       two + "; and 1 more request, whose line is not named here"},
      {ruled_finding("V2", 9, {kRuleA, kRuleB, kRuleC}), three},
      {ruled_finding("V2", 16, {kRuleA, kRuleB, kRuleC, kRuleD}),
       three + "; and 7 more requests, whose lines are not named here"},
      {ruled_finding("V2", 4, {kRuleA, kRuleB}, 2),
       two + " (each line as robots.txt stood at the time of its requests)"},
  };
  for (const auto& one : cases)
    CHECK(rule_words(one.finding, *texts) == one.words);
  CHECK(rule_words(
            test::sample_finding("R1", "11.0.0.1", "A", audit::Identity::i1),
            *texts)
            .empty());
  CHECK(texts->missing().empty());
}

TEST_CASE("V2: names all lines, and no more than the declared log shows") {
  const auto texts = Texts::load("en");
  REQUIRE(texts.has_value());
  const auto data = test::empty_report();
  const FindingWords words(data, *texts);
  const std::string several =
      words.sentence(ruled_finding("V2", 4, {kRuleA, kRuleB}));
  CHECK(several.find(std::string("received what it requested: ") + kTwoRules +
                     ". From 2026-11-20 00:00:00 UTC until the first of them "
                     "the logs show no request of this client for robots.txt. "
                     "That they are complete is the user's statement; if they "
                     "are, it did not consult it.") != std::string::npos);
  const std::string one = words.sentence(ruled_finding("V2", 1, nullptr));
  CHECK(one.find("From 2026-11-20 00:00:00 UTC until then the logs show no "
                 "request") != std::string::npos);
  CHECK(texts->missing().empty());
}

TEST_CASE("what rests on the log being complete says whose word that is") {
  const auto texts = Texts::load("en");
  REQUIRE(texts.has_value());
  const auto data = test::empty_report();
  const FindingWords words(data, *texts);
  for (const char* code : {"V2", "V2u", "V3a", "V3b", "V11"})
    for (int count : {1, 4}) {
      CAPTURE(code);
      auto finding = ruled_finding(code, count, nullptr);
      for (const char* fact :
           {"robots_read_time", "robots_read_status", "rules_changed"})
        finding.facts[fact] = "2026-11-19T00:00:00.000Z";
      CHECK(words.sentence(finding).find("the user's statement") !=
            std::string::npos);
    }
  CHECK(texts->missing().empty());
}

}  // namespace
}  // namespace veto::reports
