// SPDX-License-Identifier: GPL-3.0-or-later
//
// Records that are no rules, and the groups they stand in.

#include <string>
#include <vector>

#include "crawler/api/robots.h"
#include "tests/support.h"

using namespace veto;
using crawler::RobotsRecord;
using crawler::RobotsRules;

namespace {

// "line key=value for agent,agent", one record a line of text.
std::string shown(const std::vector<RobotsRecord>& records) {
  std::string text;
  for (const RobotsRecord& record : records) {
    text += std::to_string(record.line) + " " + record.key + "=" + record.value;
    for (std::size_t i = 0; i < record.agents.size(); ++i)
      text += (i == 0 ? " for " : ",") + record.agents[i];
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("robots records: which lines, and for whom") {
  struct Row {
    const char* what;
    const char* text;
    const char* records;
  };
  const Row rows[] = {
      {"in a group, before and after its rules",
       "User-agent: a\nContent-Signal: search=yes\nDisallow: /x\n"
       "Content-Usage: / train-ai=n\n",
       "2 content-signal=search=yes for a\n"
       "4 content-usage=/ train-ai=n for a\n"},
      {"2.2.4: it ends no run of user-agent lines",
       "User-agent: a\nContent-Signal: x=1\nUser-agent: b\nDisallow: /\n",
       "2 content-signal=x=1 for a,b\n"},
      {"nor do Sitemap, Crawl-delay, blank lines and comments",
       "User-agent: a\nSitemap: https://e/\n\n# c\nCrawl-delay: 1\n"
       "User-agent: b\nx: y\n",
       "7 x=y for a,b\n"},
      {"a rule ends it", "User-agent: a\nx: 1\nAllow:\nUser-agent: b\nx: 2\n",
       "2 x=1 for a\n5 x=2 for b\n"},
      {"2.2.2: before every group", "License: https://e/l.xml\nUser-agent: *\n",
       "1 license=https://e/l.xml\n"},
      {"every * group keeps its own",
       "User-agent: *\nx: 1\nAllow: /\nUser-agent: *\nx: 2\n",
       "2 x=1 for *\n5 x=2 for *\n"},
      {"a name counts once, whatever its case",
       "User-agent: A\nUser-agent: a\nx: 1\n", "3 x=1 for A\n"},
      {"no product token, yet a group",
       "User-agent: a\nDisallow: /\nUser-agent: AI 2\nx: 1\n",
       "4 x=1 for AI 2\n"},
      {"a group without a name is none of the others",
       "User-agent: a\nDisallow: /\nUser-agent:\nx: 1\n", "4 x=1 for \n"},
      {"keys in lower case, comment and blanks cut",
       "User-agent: a\n \tContent-SIGNALS\t: Search=Yes # c\n",
       "2 content-signals=Search=Yes for a\n"},
      {"an empty value is one, an empty key none",
       "User-agent: a\nx:\n: y\nno colon\n", "2 x= for a\n"},
      {"the second colon is the value's", "L: https://e:1/\n",
       "1 l=https://e:1/\n"},
      {"what google forgives is no rule here",
       "User-agent: a\nDissallow: /\nAllowed: /\n",
       "2 dissallow=/ for a\n3 allowed=/ for a\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(shown(RobotsRules::parse(row.text).records()) == row.records);
  }
}

TEST_CASE("robots records: the line as written") {
  const auto records =
      RobotsRules::parse("\xEF\xBB\xBF Content-Signal: a=b # why \r\n")
          .records();
  REQUIRE(records.size() == 1);
  CHECK(records[0].raw == "Content-Signal: a=b # why");
  CHECK(records[0].agents.empty());
  CHECK(RobotsRules().records().empty());
}

TEST_CASE("robots records: rules and their answers stay as they are") {
  const auto rules = RobotsRules::parse(
      "User-agent: a\nContent-Signal: ai-train=no\nUser-agent: b\n"
      "Disallow: /x\n");
  CHECK_FALSE(rules.decide("a", "/x").allowed);
  CHECK_FALSE(rules.decide("b", "/x").allowed);
}

TEST_CASE("robots records: hostile numbers of records and agents") {
  std::string text = "User-agent: a\n";
  for (int i = 0; i < 5000; ++i) text += "x: 1\n";
  CHECK(RobotsRules::parse(text).records().size() == RobotsRules::kMaxRecords);

  std::string agents;
  for (int i = 0; i < 3000; ++i)
    agents += "User-agent: a" + std::to_string(i) + "\n";
  text = agents;
  for (int i = 0; i < 10; ++i) text += "x: 1\n";
  const auto records =
      RobotsRules::parse(text + "Allow: /\nUser-agent: z\ny: 1\n").records();
  // A record has all its agents or is left out, with what comes after it.
  REQUIRE(records.size() == 3);
  for (const auto& record : records) CHECK(record.agents.size() == 3000);
}
