// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/robots_txt.h"

#include <algorithm>
#include <string>

#include "audit/signals/families/content_signal.h"
#include "audit/signals/families/content_signal_rules.h"
#include "audit/signals/families/content_usage.h"
#include "audit/signals/families/content_usage_rules.h"
#include "crawler/api/robots.h"
#include "crawler/api/robots_lint.h"
#include "reports/fixes/shut_out.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;
using crawler::Reading;
using crawler::RobotsRules;

namespace {

const config::ScraperRegistry& registry() {
  return config::ScraperRegistry::built_in();
}

std::string fix(std::string_view present, const Wanted& wanted = {}) {
  auto fixed = fix_robots_txt(present, wanted, registry());
  REQUIRE(fixed.has_value());
  return *fixed;
}

struct Sample {
  const char* name;
  const char* text;
  // Whether strict readers understood all of it, so that they too are told the
  // same as before.
  bool sound = true;
  Reading meant = Reading::google;  // who understood what was misspelt
};

constexpr Sample kSamples[] = {
    {"nothing", ""},
    {"no star", "User-agent: bingbot\nDisallow: /slow/\n"},
    {"open", "User-agent: *\nDisallow:\n"},
    {"closed", "User-agent: *\nDisallow: /\n"},
    {"closed, but for Google",
     "User-agent: *\nDisallow: /\n\nUser-agent: Googlebot\nAllow: /\n"},
    {"usual",
     "# Ours\nUser-agent: *\nDisallow: /a/\nAllow: /a/b/\nSitemap: "
     "https://e/s.xml\n"},
    {"named group inherits nothing",
     "User-agent: *\nDisallow: /a/\n\nUser-agent: bingbot\nDisallow: /z/\n"},
    {"shut already", "User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n"},
    {"shut, with a hole",
     "User-agent: GPTBot\nDisallow: /\nAllow: /press/\n\nUser-agent: *\n"
     "Disallow: /a/\n"},
    {"opened to one", "User-agent: GPTBot\nAllow: /\n"},
    {"opened to one among others",
     "User-agent: bingbot\nUser-agent: gptbot\nDisallow: /a/\n"},
    {"two groups of one name",
     "User-agent: GPTBot\nDisallow: /\n\nUser-agent: GPTBot\nAllow: /a\n"},
    {"ends in a group without rules",
     "User-agent: *\nDisallow: /a/\n\nUser-agent: bingbot"},
    {"ends in a group of one to be moved",
     "User-agent: *\nDisallow: /a/\n\nUser-agent: GPTBot"},
    {"group between two",
     "User-agent: bingbot\nDisallow: /b/\n\nUser-agent: GPTBot\nAllow: /\n"
     "Crawl-delay: 3\n\nUser-agent: *\nDisallow: /a/\n"},
    {"sitemap among names (2.2.4)",
     "User-agent: bingbot\nSitemap: https://e/s\nUser-agent: Slurp\n"
     "Disallow: /b/\n"},
    {"several stars",
     "User-agent: *\nDisallow: /a/\n\nUser-agent: *\nDisallow: /b/\n"},
    {"rules before any group", "Disallow: /x\n\nUser-agent: *\nAllow: /\n"},
    {"delays", "User-agent: *\nCrawl-delay: 5\nDisallow: /a\n"},
    {"statements",
     "User-agent: *\nContent-Signal: search=yes, ai-train=yes\n"
     "Content-Usage: train-ai=y\nAllow: /\n"},
    {"bare carriage returns", "User-agent: *\rDisallow: /a/\r"},
    {"an old list in Google's reading",
     "User-agent: Brightbot 1.0\nAllow: /\n\nUser-agent: *\nDisallow: /a/\n",
     false},
    {"misspelt", "useragent: *\nDissallow: /a/\nAllowed: /a/b/\n", false},
    {"colons missing", "User-agent *\nDisallow /a/\n", false},
    {"versions", "User-agent: bingbot/2.0\nDisallow: /a/\n", false},
    {"versions of one to be moved", "User-agent: GPTBot/1.1\nAllow: /\n",
     false},
    {"star and more", "User-agent: * \t all\nDisallow: /a/\n", false},
    {"spaces in a path", "User-agent: *\nDisallow: /a b/\n", false,
     Reading::lenient},
    {"kept names", "User-agent: AI2Bot\nDisallow: /\n", false},
};

constexpr const char* kTargets[] = {
    "/",       "/a/", "/a/b/c",    "/a/x",     "/b/",        "/z/1",
    "/press/", "/x",  "/slow/q?1", "/a%20b/x", "/index.html"};

std::vector<std::string> everybody_else() {
  const ShutOut out = shut_out({}, registry());
  std::vector<std::string> tokens = {"SomebodyElse", "Slurp"};
  for (const auto& scraper : registry().all()) {
    const bool is_out =
        std::ranges::find(out.named, &scraper) != out.named.end();
    if (!is_out) tokens.push_back(scraper.token);
  }
  return tokens;
}

}  // namespace

TEST_CASE("robots.txt: who is shut out is shut out, for strict and Google's") {
  const ShutOut out = shut_out({}, registry());
  REQUIRE(out.named.size() > 50);
  for (const Sample& sample : kSamples) {
    CAPTURE(sample.name);
    const auto rules = RobotsRules::parse(fix(sample.text));
    for (const auto* scraper : out.named)
      for (const char* target : kTargets)
        for (const Reading reading :
             {Reading::rfc, Reading::google, Reading::lenient}) {
          CAPTURE(scraper->token);
          CAPTURE(target);
          CHECK_FALSE(rules.decide(scraper->token, target, reading).allowed);
        }
  }
}

TEST_CASE("robots.txt: for everybody else the rules are the same") {
  const auto tokens = everybody_else();
  for (const Sample& sample : kSamples) {
    CAPTURE(sample.name);
    const auto before = RobotsRules::parse(sample.text);
    const auto after = RobotsRules::parse(fix(sample.text));
    for (const std::string& token : tokens) {
      CAPTURE(token);
      for (const char* target : kTargets) {
        CAPTURE(target);
        const bool meant = before.decide(token, target, sample.meant).allowed;
        if (config::is_product_token(token))
          CHECK(after.decide(token, target, Reading::google).allowed == meant);
        if (sample.sound)
          CHECK(after.decide(token, target).allowed ==
                before.decide(token, target).allowed);
        else if (config::is_product_token(token))
          CHECK(after.decide(token, target).allowed == meant);
      }
    }
  }
}

TEST_CASE("robots.txt: done again it changes nothing") {
  for (const Sample& sample : kSamples) {
    CAPTURE(sample.name);
    const std::string once = fix(sample.text);
    CHECK(fix(once) == once);
  }
}

TEST_CASE("robots.txt: no error is left, but for names that are kept") {
  for (const Sample& sample : kSamples) {
    CAPTURE(sample.name);
    const auto lint = crawler::lint_robots(fix(sample.text), registry());
    for (const auto& note : lint.notes) {
      CAPTURE(note.code);
      CAPTURE(note.written);
      const bool kept = note.code == "token-invalid";
      const bool is_error = note.level == crawler::LintLevel::error;
      CHECK((!is_error || kept));
    }
  }
}

TEST_CASE("robots.txt: every group says no to training and answering") {
  using namespace veto::signals;
  for (const Sample& sample : kSamples) {
    CAPTURE(sample.name);
    const auto rules = RobotsRules::parse(fix(sample.text));
    const auto records = rules.records();
    const auto usage = read_content_usage_robots(records);
    const auto signal = read_content_signal_robots(records);
    for (const char* token : {"SomebodyElse", "bingbot", "Googlebot"}) {
      CAPTURE(token);
      if (!rules.decide(token, "/q").allowed) continue;
      const RobotsQuestion question{rules, token, "/q"};
      for (const Use use : {Use::training, Use::answer}) {
        const auto said = resolve_content_usage(usage, question, use);
        REQUIRE(said.has_value());
        CHECK(said->wish == Wish::reserved);
        const auto signalled = resolve_content_signal(signal, question, use);
        REQUIRE(signalled.has_value());
        CHECK(signalled->wish == Wish::reserved);
      }
      CHECK_FALSE(resolve_content_usage(usage, question, Use::index));
    }
    for (const auto& one : usage) CHECK(one.problem == "");
    for (const auto& one : signal) CHECK(one.problem == "");
  }
}

TEST_CASE("robots.txt: the owner's comments, sitemaps and groups stay") {
  const std::string text =
      "# Ours, since 2019\nUser-agent: *\nDisallow: /a/ # drafts\n\n"
      "User-agent: bingbot\nCrawl-delay: 2\nDisallow: /z/\n\n"
      "Sitemap: https://e/s.xml\nLicense: https://e/l.xml\n";
  const std::string fixed = fix(text);
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = text.find('\n', from);
    const std::string line = text.substr(from, end - from + 1);
    CAPTURE(line);
    CHECK(("\n" + fixed).find("\n" + line) != std::string::npos);
    from = end + 1;
  }
}

TEST_CASE("robots.txt: paths closed to all, in every group") {
  Wanted wanted;
  wanted.closed = {"/team/", "/a/b/"};
  for (const Sample& sample : kSamples) {
    CAPTURE(sample.name);
    const auto rules = RobotsRules::parse(fix(sample.text, wanted));
    for (const char* token : {"SomebodyElse", "bingbot", "GPTBot", "Slurp"})
      for (const Reading reading : {Reading::rfc, Reading::google}) {
        CAPTURE(token);
        CHECK_FALSE(rules.decide(token, "/team/ann.jpg", reading).allowed);
        CHECK_FALSE(rules.decide(token, "/a/b/c", reading).allowed);
      }
  }
}

TEST_CASE("robots.txt: what Cloudflare adds on the way is left out") {
  const std::string fixed =
      fix("# BEGIN Cloudflare Managed content\nUser-agent: *\n"
          "Content-Signal: search=yes,ai-train=no\nAllow: /\n\n"
          "User-agent: GPTBot\nDisallow: /\n# END Cloudflare Managed Content\n"
          "User-agent: *\nDisallow: /mine/\n");
  CHECK(fixed.find("Managed content") == std::string::npos);
  CHECK(fixed.find("Allow: /\n\nUser-agent: GPTBot") == std::string::npos);
  CHECK(fixed.find("User-agent: *\nDisallow: /mine/\n") != std::string::npos);
}

TEST_CASE("robots.txt: a page in place of rules, and too much of them") {
  const std::string page = "<!DOCTYPE html><title>Not found</title>";
  const std::string fixed = fix(page);
  CHECK(fixed.find("<title>") == std::string::npos);
  CHECK_FALSE(RobotsRules::parse(fixed).decide("GPTBot", "/").allowed);
  const std::string large(RobotsRules::kMaxBytes + 1, '#');
  const auto refused = fix_robots_txt(large, {}, registry());
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == ErrorKind::too_large);
}

TEST_CASE("robots.txt: what was changed says so, line by line") {
  const std::string fixed =
      fix("User-agent: *\nDissallow: /a\n\nUser-agent: GPTBot\nAllow: /\n");
  for (const char* part :
       {"# veto: corrected, strict readers passed this over; was: Dissallow: "
        "/a\nDisallow: /a\n",
        "# User-agent: GPTBot\n# Allow: /\n",
        "# OpenAI\nUser-agent: GPTBot\n"}) {
    CAPTURE(part);
    CHECK(fixed.find(part) != std::string::npos);
  }
}

TEST_CASE("robots.txt: a contact, once") {
  Wanted wanted;
  wanted.contact = "privacy@example.org";
  const std::string once = fix("", wanted);
  CHECK(once.find("# Questions about this file: privacy@example.org\n") !=
        std::string::npos);
  CHECK(fix(once, wanted) == once);
}
