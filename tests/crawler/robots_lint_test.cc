// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each code once where it belongs and once where it does not.
#include "crawler/api/robots_lint.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "crawler/api/robots.h"
#include "tests/support.h"

using namespace std::string_literals;
using namespace veto;
using crawler::LintLevel;
using crawler::LintNote;
using crawler::RobotsLint;

namespace {

RobotsLint lint(const std::string& text) {
  return crawler::lint_robots(text, config::ScraperRegistry::built_in());
}

const LintNote* find(const RobotsLint& result, std::string_view code) {
  for (const LintNote& note : result.notes)
    if (note.code == code) return &note;
  return nullptr;
}

std::string codes(const RobotsLint& result) {
  std::string text;
  for (const LintNote& note : result.notes)
    text += note.code + ":" + std::to_string(note.line) + " ";
  return text;
}

struct LintRow {
  const char* code;
  int line;         // that the note names
  const char* fix;  // a part of it
  std::string bad;
  std::string good;  // the same after the fix
};

const std::string kStar = "User-agent: *\nDisallow: /x\n";
const std::string kLong(17000, 'y');

const LintRow kRows[] = {
    {"encoding-utf16", 0, "UTF-8", "\xFF\xFEU\0s\0e\0r\0"s, kStar},
    {"encoding-utf16", 0, "UTF-8", "\0U\0s\0e\0r\0-\0a\0g"s, kStar},
    {"encoding-mark", 0, "UTF-8", "\xEF\xBB\xBF" + kStar, kStar},
    {"encoding-nul", 0, "remove", kStar + "Disallow: /a\0b"s, kStar},
    {"encoding-not-utf8", 0, "percent", kStar + "Disallow: /\xE9",
     kStar + "Disallow: /\xC3\xA9"},
    {"line-ends-cr", 0, "LF", "User-agent: *\rDisallow: /x\r",
     "User-agent: *\r\nDisallow: /x\r\n"},
    {"html", 0, "text/plain", " <!DOCTYPE html><p>x", kStar},
    {"size-over-limit", 0, "shorten",
     kStar + std::string(crawler::RobotsRules::kMaxBytes, '#'),
     kStar + std::string(1000, '#')},
    {"line-too-long", 3, "shorten", kStar + "Disallow: /" + kLong,
     kStar + "Disallow: /yyy"},
    {"no-rules", 0, "User-agent: *", "Sitemap: https://x/s.xml\n", kStar},
    {"colon-missing", 2, "Disallow: /x", "User-agent: *\nDisallow /x", kStar},
    {"colon-missing", 2, "colon", "User-agent: *\nDisallow /x y\nAllow: /",
     kStar},
    {"line-no-record", 3, "#", kStar + "keep out", kStar + "# keep out"},
    {"key-longer", 3, "Disallow: /y", kStar + "Disallow-all: /y",
     kStar + "Disallow: /y"},
    {"key-misspelt", 3, "Disallow: /y", kStar + "Dissallow: /y",
     kStar + "Disallow: /y"},
    {"key-misspelt", 3, "allow: /y", kStar + "Alow: /y", kStar + "Allow: /y"},
    {"key-misspelt", 1, "user-agent: a", "Usr-agent: a\n" + kStar, kStar},
    {"key-page-only", 3, "X-Robots-Tag", kStar + "Noindex: /y",
     kStar + "Disallow: /y"},
    {"key-unknown", 3, "#", kStar + "Favourite: /y",
     kStar + "Host: example.org"},
    {"crawl-delay-form", 3, "Crawl-delay: 10", kStar + "Crawl-delay: 10s",
     kStar + "Crawl-delay: 10"},
    {"crawl-delay-form", 3, "Crawl-delay: 0", kStar + "Crawl-delay: 0,5",
     kStar + "Crawl-delay: 0.5"},
    {"crawl-delay-form", 3, "number", kStar + "Crawl-delay: -1",
     kStar + "Crawl-delay: 1"},
    {"crawl-delay-long", 3, "disallow", kStar + "Crawl-delay: 86400",
     kStar + "Crawl-delay: 30"},
    {"crawl-delay-outside", 1, "group", "Crawl-delay: 1\n" + kStar,
     kStar + "Crawl-delay: 1"},
    {"crawl-delay-repeated", 4, "remove",
     kStar + "Crawl-delay: 1\nCrawl-delay: 2", kStar + "Crawl-delay: 2"},
    {"sitemap-relative", 3, "https://", kStar + "Sitemap: /s.xml",
     kStar + "Sitemap: https://example.org/s.xml"},
    {"signal-mixed-up", 3, "ai-train=no", kStar + "Content-Signal: train-ai=n",
     kStar + "Content-Signal: ai-train=no"},
    {"signal-mixed-up", 3, "train-ai=n", kStar + "Content-Usage: ai-train=no",
     kStar + "Content-Usage: train-ai=n"},
    {"signal-mixed-up", 3, "train-ai=n", kStar + "Content-Usage: train-ai=no",
     kStar + "Content-Usage: train-ai=n"},
    {"token-empty", 1, "*", "User-agent:\nDisallow: /", kStar},
    {"token-star-and-more", 1, "User-agent: *",
     "User-agent: * all\nDisallow: /", kStar},
    {"token-list", 1, "each", "User-agent: GPTBot, CCBot\nDisallow: /",
     "User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /"},
    {"token-wildcard", 1, "whole name", "User-agent: *bot\nDisallow: /", kStar},
    {"token-invalid", 1, "User-agent: *", "User-agent: AI2Bot\nDisallow: /",
     "User-agent: GPTBot\nDisallow: /"},
    {"token-invalid", 1, "User-agent: *",
     "User-agent: img2dataset\nDisallow: /", "User-agent: CCBot\nDisallow: /"},
    {"token-invalid", 1, "User-agent: Foobot",
     "User-agent: Foobot/2.1\nDisallow: /", "User-agent: Foobot\nDisallow: /"},
    {"token-misspelt", 1, "User-agent: GPTBot",
     "User-agent: GTPBot\nDisallow: /", "User-agent: GPTBot\nDisallow: /"},
    {"path-url", 3, "Disallow: /a?b", kStar + "Disallow: https://x.org/a?b",
     kStar + "Disallow: /a?b"},
    {"path-leading-star", 3, "Disallow: /*.jpg$", kStar + "Disallow: *.jpg$",
     kStar + "Disallow: /*.jpg$"},
    {"path-leading-star", 3, "/a and /*/a", kStar + "Disallow: */a",
     kStar + "Disallow: /a\nDisallow: /*/a"},
    {"path-no-slash", 3, "Disallow: /private/", kStar + "Disallow: private/",
     kStar + "Disallow: /private/"},
    {"path-no-slash", 3, "Disallow: /*.jpg", kStar + "Disallow: .jpg",
     kStar + "Disallow: /*.jpg"},
    {"path-dollar-inside", 3, "%24", kStar + "Disallow: /a$b",
     kStar + "Disallow: /a$"},
    {"path-regex", 3, "each case", kStar + "Disallow: /(a|b)",
     kStar + "Disallow: /a"},
    {"path-regex", 3, "each case", kStar + "Disallow: /a\\.html",
     kStar + "Disallow: /a.html"},
    {"path-trailing-star", 3, "Disallow: /a/", kStar + "Disallow: /a/*",
     kStar + "Disallow: /a/"},
    {"path-space", 3, "/my%20photos", kStar + "Disallow: /my photos",
     kStar + "Disallow: /my%20photos"},
    {"path-escape-broken", 3, "%25", kStar + "Disallow: /100%",
     kStar + "Disallow: /100%25"},
    {"path-escape-plain", 3, "Disallow: /~me", kStar + "Disallow: /%7Eme",
     kStar + "Disallow: /~me"},
    {"rule-outside-group", 1, "User-agent: *", "Disallow: /\n" + kStar, kStar},
    {"rule-undone", 3, "remove", kStar + "Allow: /x", kStar + "Allow: /x/y"},
    {"rule-repeated", 3, "remove", kStar + "Disallow: /x",
     kStar + "Disallow: /y"},
    {"group-empty", 3, "Disallow: /", kStar + "User-agent: GPTBot\n",
     kStar + "User-agent: GPTBot\nDisallow: /\n"},
    {"group-empty", 3, "Disallow: /",
     kStar + "User-agent: GPTBot\nContent-Signal: ai-train=no\n",
     kStar + "User-agent: GPTBot\nDisallow:\n"},
    {"group-inherits-nothing", 3, "repeat",
     kStar + "User-agent: GPTBot\nDisallow: /y\n",
     kStar + "User-agent: GPTBot\nDisallow: /y\nDisallow: /x\n"},
    {"group-inherits-nothing", 3, "repeat",
     kStar + "User-agent: GPTBot\nDisallow:\n",
     kStar + "User-agent: GPTBot\nDisallow: /\n"},
    {"group-repeated", 3, "one group", kStar + "User-agent: *\nDisallow: /y\n",
     kStar + "Disallow: /y\n"},
    {"group-runs-on", 3, "blank line",
     "User-agent: GPTBot\n\nUser-agent: CCBot\nDisallow: /\n",
     "User-agent: GPTBot\n# and\nUser-agent: CCBot\nDisallow: /\n"},
    {"star-missing", 0, "User-agent: *", "User-agent: GPTBot\nDisallow: /\n",
     kStar},
};

}  // namespace

TEST_CASE("lint: each code where it belongs, and not after the fix") {
  for (const LintRow& row : kRows) {
    CAPTURE(row.code);
    CAPTURE(row.bad);
    const RobotsLint bad = lint(row.bad);
    CAPTURE(codes(bad));
    const LintNote* note = find(bad, row.code);
    REQUIRE(note != nullptr);
    CHECK(note->line == row.line);
    CAPTURE(note->fix);
    CHECK(note->fix.find(row.fix) != std::string::npos);
    CHECK_FALSE(note->text.empty());
    CHECK_FALSE(note->text.ends_with('.'));
    CHECK(note->written.empty() == (note->line == 0));
    CHECK(find(lint(row.good), row.code) == nullptr);
  }
}

TEST_CASE("lint: the codes are those of the documentation") {
  std::ifstream in(test::source_dir() / "docs/robots-lint.md");
  const std::string doc{std::istreambuf_iterator<char>(in), {}};
  std::set<std::string> tested, documented;
  for (const LintRow& row : kRows) tested.insert(row.code);
  for (auto at = doc.find("\n| `"); at != doc.npos;
       at = doc.find("\n| `", at)) {
    at += 4;
    documented.insert(doc.substr(at, doc.find('`', at) - at));
  }
  CHECK(tested == documented);
}

TEST_CASE("lint: a file without fault gets no note") {
  const RobotsLint result = lint(
      "# who may not come\n"
      "User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\n"
      "User-agent: *\nContent-Signal: search=yes, ai-train=no\n"
      "Crawl-delay: 1.5\nDisallow: /private/\nDisallow: /*.jpg$\n"
      "Allow: /private/press.html\n\n"
      "Sitemap: https://example.org/sitemap.xml\n");
  CAPTURE(codes(result));
  CHECK(result.notes.empty());
  CHECK(result.complete);
}

TEST_CASE("lint: notes come by line, with the line as written") {
  const RobotsLint result =
      lint("Disallow: /\nUser-agent: AI2Bot # that one\nDisallow: *.jpg$\n");
  CAPTURE(codes(result));
  REQUIRE(result.notes.size() == 4);
  CHECK(codes(result) ==
        "star-missing:0 rule-outside-group:1 token-invalid:2 "
        "path-leading-star:3 ");
  CHECK(result.notes[2].written == "User-agent: AI2Bot # that one");
  CHECK(result.notes[2].text.find("Google's reads AI") != std::string::npos);
  CHECK(result.notes[2].level == LintLevel::error);
  CHECK(to_string(result.notes[0].level) == "note");
}

TEST_CASE("lint: hostile files are bounded") {
  std::string groups;
  for (int i = 0; i < 20000; ++i)
    groups += "User-agent: b" + std::to_string(i) + "\nDisallow: x\n";
  const RobotsLint many = lint(groups);
  CHECK(many.notes.size() == RobotsLint::kMaxNotes);
  CHECK_FALSE(many.complete);
  std::string rules = "User-agent: *\n";
  for (int i = 0; i < 12000; ++i)
    rules += "Disallow: /" + std::to_string(i) + "\n";
  for (int i = 0; i < 12000; ++i)
    rules += "User-agent: a\nDisallow: /" + std::to_string(i) + "\n";
  CHECK(lint(rules).notes.size() == RobotsLint::kMaxNotes);
}
