// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole sites: one with everything right, and one with known mistakes.

#include <doctest/doctest.h>

#include <set>

#include "base/text.h"
#include "tests/audit/signals/lints/site_builder.h"

using namespace veto;
using namespace veto::test;
using signals::Cost;
using signals::Family;

namespace {

// Whoever trains is shut out by name, the rest is told what may be done.
constexpr std::string_view kGoodRobots =
    "User-agent: *\n"
    "Content-Signal: search=yes, ai-train=no\n"
    "Content-Usage: train-ai=n\n"
    "Disallow: /private/\n"
    "\n"
    "User-agent: Googlebot\n"
    "Disallow: /private/\n"
    "\n"
    "User-agent: Google-Extended\nUser-agent: GPTBot\nUser-agent: ClaudeBot\n"
    "User-agent: CCBot\nUser-agent: Amazonbot\nUser-agent: Applebot-Extended\n"
    "User-agent: meta-externalagent\nUser-agent: MistralAI-Training\n"
    "User-agent: AI2Bot\n"
    "Content-Signal: ai-train=no\n"
    "Disallow: /\n"
    "\n"
    "License: https://example.org/license.xml\n"
    "Sitemap: https://example.org/sitemap.xml\n";

// The same without AI2Bot, whose name strict readers do not take.
std::string good_robots() {
  std::string text(kGoodRobots);
  const std::string line = "User-agent: AI2Bot\n";
  text.erase(text.find(line), line.size());
  return text;
}

void add_files(SiteBuilder& site, const std::string& origin) {
  site.robots(origin, good_robots());
  site.file(origin, kTdmrep, kReserved, "application/json");
  site.file(origin, "/ai.txt", "User-Agent: *\nDisallow: /\n", "text/plain");
  site.file(origin, "/trust.txt", "datatrainingallowed=no\n", "text/plain");
  site.file(origin, "/llms.txt", "# About us\n", "text/plain");
  site.file(origin, "/license.xml",
            R"(<rsl xmlns="https://rslstandard.org/rsl"><content url="/*">)"
            R"(<license><prohibits type="usage">ai-all</prohibits></license>)"
            R"(</content></rsl>)",
            "application/rsl+xml");
}

const crawler::Headers& good_headers() {
  static const crawler::Headers kHeaders = {
      {"Content-Type", "text/html"},         {"X-Robots-Tag", "noai"},
      {"X-Robots-Tag", "noimageai"},         {"tdm-reservation", "1"},
      {"Content-Usage", "train-ai=n"},       {"Content-Signal", "ai-train=no"},
      {"X-Robots-Tag", "bingbot: noarchive"}};
  return kHeaders;
}

const std::vector<Meta>& good_metas() {
  static const std::vector<Meta> kMetas = {
      {"robots", "noai, noimageai, max-snippet:20"},
      {"tdm-reservation", "1"},
      {"amazonbot", "noarchive"},
      {"description", "A site"}};
  return kMetas;
}

std::string number(int i) { return std::to_string(1000 + i); }

// Pages of one host, each with two images of another.
SiteBuilder good_site(int pages) {
  SiteBuilder site;
  add_files(site, kHome);
  add_files(site, kCdn);
  site.twin("https://www.example.org", good_robots());
  site.twin("http://example.org", good_robots());
  for (int i = 0; i < pages; ++i) {
    std::vector<std::string> shows;
    for (const char* size : {"s", "l"}) {
      shows.push_back(kCdn + "/" + number(i) + size + ".jpg");
      site.image(shows.back(), good_headers(),
                 {metadata(Family::embedded, "plus:datamining",
                           "DMI-PROHIBITED-AIMLTRAINING"),
                  metadata(Family::training_mining, "cawg.ai_training",
                           "notAllowed")});
    }
    site.page(kHome + "/page/" + number(i), good_headers(), good_metas(),
              shows);
  }
  return site;
}

}  // namespace

TEST_CASE("a site that says everything right gets notes alone") {
  SiteBuilder site = good_site(20);
  const auto found = lints(site);
  CHECK(codes(found) == "");
  CHECK(codes(found, true) ==
        "llms-txt-is-no-opt-out other-agents-without-rule "
        "rule-hides-directive");
}

TEST_CASE("a site that says nothing gets what is missing alone") {
  SiteBuilder site;
  site.robots(kHome, "", 404);
  site.page(kHome + "/", {}, {}, {kHome + "/a.jpg"});
  site.image(kHome + "/a.jpg", {});
  CHECK(codes(lints(site), true) == "robots-missing");
}

TEST_CASE("an empty site has no lints") {
  SiteBuilder site;
  CHECK(lints(site).empty());
}

TEST_CASE("300 pages with twelve mistakes have these twelve codes") {
  SiteBuilder site = good_site(300);
  // In files of origins.
  std::string robots = good_robots();
  robots +=
      "User-agent: Bytespider\nContent-Signal: ai-train=no\n"
      "Content-Usage: train-ai=n\nDisallow: /page/\n";  // 1
  robots += "Content-Usage: ai-train=no\n";             // 2
  site.robots(kHome, robots);
  site.twin("https://www.example.org", "", 404);  // 3
  site.file(kHome, "/.well-known/trust.txt", "datatrainingallowed=maybe\n",
            "text/plain");  // 4
  // On pages.
  const std::string page = kHome + "/page/";
  site.page(page + number(7), good_headers(), {{"GPTBot", "noai"}});  // 5
  auto headers = good_headers();
  headers.emplace_back("Content-Signal", "ai-train=yes");
  std::erase_if(headers, [](const auto& field) {
    return field.first == "Content-Signal" && field.second == "ai-train=no";
  });
  site.page(page + number(70), headers);  // 6
  site.page(page + number(71), good_headers(),
            {{"tdm-reservation", "0"}});                                // 7
  site.page(page + number(72), {{"X-Robots-Tag", "noai; noimageai"}});  // 8
  site.page(page + number(73), {{"Content-Usage", "train-ai=no"}});     // 9
  // On images.
  site.image(kCdn + "/" + number(200) + "s.jpg",
             {{"X-Robots-Tag", "noimageai, max-image-preview:none"}});  // 10
  site.image(kCdn + "/" + number(201) + "s.jpg", {});                   // 11
  site.image(kCdn + "/" + number(202) + "s.jpg", good_headers(),
             {metadata(Family::embedded, "plus:datamining", "No",
                       "unknown_value")});  // 12
  CHECK(codes(lints(site)) ==
        "agent-directive-unread carriers-disagree directive-malformed "
        "group-does-not-inherit header-combined "
        "metadata-unknown-value mixed-vocabulary page-only-noai "
        "preference-not-token tdm-page-opens trust-txt-value twins-differ");
}

TEST_CASE("lints come by cost, then by how often") {
  SiteBuilder site;
  site.robots(kHome, "", 404);
  for (int i = 0; i < 3; ++i)
    site.page(kHome + "/" + number(i), {{"X-Robots-Tag", "no-ai"}});
  site.page(kHome + "/", {{"X-Robots-Tag", "noai;"}});
  site.file(kHome, "/llms.txt", "# Us\n", "text/plain");
  site.page(kHome + "/x", {{"tdm-reservation", "1"}},
            {{"tdm-reservation", "0"}});
  std::vector<std::string> order;
  for (const signals::Lint& lint : lints(site))
    order.emplace_back(lint.kind->code);
  CHECK(order ==
        std::vector<std::string>{"tdm-page-opens", "directive-misspelt",
                                 "directive-malformed", "robots-missing",
                                 "llms-txt-is-no-opt-out"});
}

TEST_CASE("every lint has exactly the facts of its kind") {
  SiteBuilder site = good_site(3);
  site.robots(kHome,
              "# BEGIN X Managed content\nUser-agent: *\nDisallow: /a\n"
              "Content-Usage: ai-train=no, train-ai=no, genai=n, x=n\n"
              "User-agent: GPTBot\nDisallow: /b\nUser-agent: CCBot\n");
  site.robots(kCdn, "", 403);
  site.page(kHome + "/", {}, {{"tdm-reservation", "0"}});
  const auto found = lints(site);
  CHECK(found.size() > 10);
  for (const signals::Lint& lint : found) {
    CAPTURE(lint.kind->code);
    std::string names;
    for (const auto& [name, value] : lint.facts.items())
      names += (names.empty() ? "" : " ") + name;
    CHECK(names == lint.kind->facts);
    CHECK_FALSE(lint.examples.empty());
    CHECK(lint.count >= lint.examples.size());
  }
}

TEST_CASE("kinds have codes of their own, and facts in order") {
  std::set<std::string_view> seen;
  for (const signals::LintKind& kind : signals::lint_kinds()) {
    CAPTURE(kind.code);
    CHECK(seen.insert(kind.code).second);
    CHECK(signals::lint_kind(kind.code) == &kind);
    CHECK_FALSE(kind.source.empty());
    const auto names = split(kind.facts, ' ');
    CHECK(std::is_sorted(names.begin(), names.end()));
  }
  CHECK(signals::lint_kind("no-such-code") == nullptr);
}

TEST_CASE("what strangers write is bounded and printable") {
  SiteBuilder site;
  std::string robots = "User-agent: *\n";
  for (int i = 0; i < 300; ++i)
    robots += "Content-Usage: k" + number(i) + "=n\n";
  site.robots(kHome, robots);
  site.page(kHome + "/", {{"X-Robots-Tag", "noai \x1b[31m\xff;"}});
  const auto found = lints(site);
  CHECK(found.size() == signals::kMaxSubjects + 1);
  for (const signals::Lint& lint : found)
    CHECK(lint.values().dump().find('\x1b') == std::string::npos);
}
