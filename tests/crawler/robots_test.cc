// SPDX-License-Identifier: GPL-3.0-or-later
//
// What comes with a verdict, the other questions, and the limits.
#include "crawler/api/robots.h"

#include <string>

#include "tests/support.h"

using namespace veto;
using crawler::Reading;
using crawler::RobotsRules;
using crawler::RobotsVerdict;

TEST_CASE("verdict: the rule and its group as written") {
  const auto rules = RobotsRules::parse(
      "\xEF\xBB\xBFUser-agent: First\nUser-Agent: GPTBot\n"
      "Sitemap: https://example.com/s.xml\n  DISALLOW:  /private/ # keep out \n"
      "\nUser-agent: gptbot\nAllow: /private/press\n");
  RobotsVerdict v = rules.verdict("gptBOT", "/private/x");
  CHECK_FALSE(v.allowed);
  CHECK(v.line == 4);
  CHECK(v.rule == "DISALLOW:  /private/ # keep out");
  CHECK(v.group == "GPTBot");
  CHECK(v.group_line == 1);

  v = rules.verdict("gptbot", "/private/press/1");
  CHECK(v.allowed);
  CHECK(v.line == 7);
  CHECK(v.rule == "Allow: /private/press");
  CHECK(v.group == "gptbot");
  CHECK(v.group_line == 6);

  v = rules.verdict("gptbot", "/open");
  CHECK(v.allowed);
  CHECK(v.line == 0);
  CHECK(v.rule.empty());
  CHECK(v.group == "GPTBot");
  CHECK(v.group_line == 1);

  v = rules.verdict("other", "/private/x");
  CHECK(v.allowed);
  CHECK(v.group.empty());
  CHECK(v.group_line == 0);
}

TEST_CASE("verdict: the star group is named so") {
  const auto rules = RobotsRules::parse("\n\nUser-agent: *\nDisallow: /x");
  CHECK(rules.verdict("a", "/x").group == "*");
  CHECK(rules.verdict("a", "/x").group_line == 3);
  CHECK(rules.verdict("*", "/x").line == 4);
}

TEST_CASE("verdict: targets that are no plain path") {
  const auto rules = RobotsRules::parse(
      "User-agent: *\nDisallow: /$\n"
      "Disallow: /?b\nDisallow: /x$");
  CHECK(rules.verdict("a", "").line == 2);
  CHECK(rules.verdict("a", "?b").line == 3);
  CHECK(rules.verdict("a", "/x#fragment").line == 4);
}

TEST_CASE("verdict: without a text everything is allowed") {
  CHECK(RobotsRules().verdict("a", "/").allowed);
  CHECK(RobotsRules::parse("").verdict("a", "/").allowed);
  CHECK(RobotsRules().agents().empty());
}

TEST_CASE("names: the token itself, not through the star") {
  const auto rules = RobotsRules::parse(
      "User-agent: *\nDisallow: /\nUser-agent: AI2Bot\n"
      "User-agent: GPTBot\nDisallow:\n");
  CHECK(rules.names("gptbot"));
  CHECK_FALSE(rules.names("ClaudeBot"));
  CHECK(rules.names("*"));
  CHECK_FALSE(rules.names("AI2Bot", Reading::rfc));
  CHECK_FALSE(rules.names("AI2Bot", Reading::google));
  CHECK(rules.names("AI", Reading::google));
  CHECK(rules.names("ai2bot", Reading::lenient));
}

TEST_CASE("crawl_delay: of the group that applies") {
  const auto rules = RobotsRules::parse(
      "Crawl-delay: 99\nUser-agent: *\nCrawl-delay: 1.5\nDisallow: /x\n"
      "User-agent: a\nDisallow: /\nUser-agent: b\ncrawl-DELAY : 10 # s\n");
  CHECK(rules.crawl_delay("z") == 1.5);
  CHECK_FALSE(rules.crawl_delay("a"));
  CHECK(rules.crawl_delay("b") == 10.0);
  CHECK_FALSE(RobotsRules().crawl_delay("a"));
  for (const char* bad : {"", "x", "-1", "nan", "inf", "1s", "1e999", "0x10"}) {
    CAPTURE(bad);
    CHECK_FALSE(
        RobotsRules::parse("User-agent: *\nCrawl-delay: " + std::string(bad))
            .crawl_delay("a"));
  }
}

TEST_CASE("sitemaps and agents: as written, in order") {
  const auto rules = RobotsRules::parse(
      "Sitemap: https://a/s.xml?x=1\nUser-agent: B 2\nUser-agent: a\n"
      "Disallow: /\nsitemap:https://b/ # two\nUser-agent: a\nUser-agent:\n");
  CHECK(rules.sitemaps() ==
        std::vector<std::string>{"https://a/s.xml?x=1", "https://b/"});
  CHECK(rules.agents() == std::vector<std::string>{"B 2", "a", "a", ""});
}

TEST_CASE("RFC 9309, 2.5: 500 KiB are read, and no half rule") {
  const std::string head = "User-agent: a\nDisallow: /x\n";
  const std::string tail = "Disallow: /yes-and-more";
  for (std::size_t spare : {0, 1, 9, 10, 11, 12, 22}) {
    CAPTURE(spare);
    std::string text = head;
    text.append(RobotsRules::kMaxBytes - head.size() - spare - 1, '#');
    text += "\n" + tail;
    REQUIRE(text.size() > RobotsRules::kMaxBytes);
    const auto rules = RobotsRules::parse(text);
    CHECK(rules.verdict("a", "/x").line == 2);
    CHECK(rules.verdict("a", "/yes-and-more").allowed);
    CHECK(rules.verdict("a", "/other").allowed);
  }
  // The rule that ends exactly there is whole.
  std::string text = head;
  text.append(RobotsRules::kMaxBytes - head.size() - tail.size() - 1, '#');
  text += "\n" + tail;
  REQUIRE(text.size() == RobotsRules::kMaxBytes);
  CHECK_FALSE(RobotsRules::parse(text).verdict("a", "/yes-and-more").allowed);
}

TEST_CASE("hostile: patterns of many stars against long targets") {
  std::string stars = "/";
  for (int i = 0; i < 80000; ++i) stars += "*a*";
  const std::string target = "/" + std::string(60000, 'a');
  const auto rules =
      RobotsRules::parse("User-agent: *\nDisallow: " + stars + "b$\n");
  CHECK(rules.verdict("x", target).allowed);
  // Where a plain search would compare every pair of bytes.
  const std::string halves =
      "/*" + std::string(30000, 'a') + "b" + std::string(30000, 'a');
  CHECK(RobotsRules::parse("User-agent: *\nDisallow: " + halves)
            .verdict("x", target)
            .allowed);
}

TEST_CASE("hostile: bytes without sense") {
  std::string noise;
  for (int i = 0; i < 100000; ++i)
    noise += static_cast<char>((i * 7919) >> (i % 7));
  noise += "\nUser-agent: *\nDisallow: /x\n";
  for (Reading reading : {Reading::rfc, Reading::google, Reading::lenient})
    CHECK_FALSE(RobotsRules::parse(noise).verdict("a", "/x", reading).allowed);
}

TEST_CASE("hostile: very many groups and agents") {
  std::string text;
  for (int i = 0; i < 10000; ++i)
    text += "User-agent: " + std::string(1 + i % 20, 'a') + "\nDisallow: /x\n";
  const auto rules = RobotsRules::parse(text);
  CHECK(rules.verdict("aaa", "/x").line == 6);
  CHECK(rules.agents().size() == 10000);
}
