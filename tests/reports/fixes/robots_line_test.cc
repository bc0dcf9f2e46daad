// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/robots_line.h"

#include <string>

#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

namespace {

// Lines joined with "|"; what was taken out in parentheses.
std::string fixed(std::string_view written, const Wanted& wanted = {}) {
  std::string text;
  for (const auto& line : crawler::read_robots_text(written))
    for (const auto& one :
         fix_robots_line(line, wanted, config::ScraperRegistry::built_in())) {
      text += text.empty() ? "" : "|";
      text += one.out ? "(" + one.text + ")" : one.text;
    }
  return text;
}

}  // namespace

TEST_CASE("robots line: corrected or as it was") {
  struct Row {
    const char* why;
    const char* written;
    const char* fixed;
  };
  const Row rows[] = {
      {"a comment", "# User-agent: x", "# User-agent: x"},
      {"nothing wrong", "Disallow:   /x  # mine", "Disallow:   /x  # mine"},
      {"letter case is free (2.2)", "DISALLOW: /x", "DISALLOW: /x"},
      {"sitemap", "Sitemap: https://e/s.xml", "Sitemap: https://e/s.xml"},
      {"license", "License: https://e/l.xml", "License: https://e/l.xml"},
      {"words", "hello there", "hello there"},
      // Keys.
      {"misspelling Google forgives", "Dissallow: /x", "Disallow: /x"},
      {"misspelling nobody forgives", "Usr-agent: x", "User-agent: x"},
      {"key that goes on", "Disallow-all: /", "Disallow: /"},
      {"key in one word", "useragent: GPTBot", "User-agent: GPTBot"},
      {"no colon", "Disallow /x", "Disallow: /x"},
      {"a comment is kept", "Dissallow: /x # why", "Disallow: /x  # why"},
      {"misspelt and empty", "Dissallow:", "Disallow:"},
      // Names.
      {"version", "User-agent: GPTBot/1.0", "User-agent: GPTBot"},
      {"list", "User-agent: GPTBot, CCBot",
       "User-agent: GPTBot|User-agent: CCBot"},
      {"star and more", "User-agent: * all", "User-agent: *"},
      {"nobody", "User-agent:", "(User-agent:)"},
      {"wildcard", "User-agent: *bot", "(User-agent: *bot)"},
      {"kept for literal readers", "User-agent: AI2Bot", "User-agent: AI2Bot"},
      {"reads no robots.txt", "User-agent: img2dataset",
       "(User-agent: img2dataset)"},
      // Paths.
      {"no slash", "Disallow: private/", "Disallow: /private/"},
      {"extension", "Disallow: .jpg", "Disallow: /*.jpg"},
      {"URL", "Disallow: https://e/a?b", "Disallow: /a?b"},
      {"leading star (erratum 7995)", "Disallow: *.jpg$", "Disallow: /*.jpg$"},
      {"leading star and slash", "Disallow: */x",
       "Disallow: /x|Disallow: /*/x"},
      {"white space", "Disallow: /a b", "Disallow: /a%20b"},
      {"an Allow is not guessed", "Allow: public/", "Allow: public/"},
      {"an Allow with white space", "Allow: /a b", "Allow: /a%20b"},
      {"Latin-1", "Disallow: /caf\xe9", "Disallow: /caf%E9"},
      {"UTF-8", "Disallow: /caf\xc3\xa9", "Disallow: /caf\xc3\xa9"},
      // Delays.
      {"delay with a unit", "Crawl-delay: 10s", "Crawl-delay: 10"},
      {"delay in words", "Crawl-delay: slow", "(Crawl-delay: slow)"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(fixed(row.written) == row.fixed);
  }
}

TEST_CASE("robots line: Content-Usage and Content-Signal") {
  struct Row {
    const char* why;
    const char* written;
    const char* fixed;
  };
  // What is wanted is said once a group, by the group.
  const Row rows[] = {
      {"as wanted", "Content-Usage: train-ai=n, ai-use=n",
       "Content-Usage: train-ai=n, ai-use=n"},
      {"as wanted, and more", "Content-Usage: search=y,train-ai=n,ai-use=n",
       "Content-Usage: search=y,train-ai=n,ai-use=n"},
      {"half of it", "Content-Usage: train-ai=n",
       "(Content-Usage: train-ai=n)"},
      {"the contrary", "Content-Usage: train-ai=y, search=y",
       "Content-Usage: search=y"},
      {"Cloudflare's words", "Content-Usage: ai-train=no, search=yes",
       "Content-Usage: search=y"},
      {"Cloudflare's words for a path", "Content-Usage: /a ai-train=no",
       "Content-Usage: /a train-ai=n"},
      {"quotes", "Content-Usage: /a train-ai=\"n\"",
       "Content-Usage: /a train-ai=n"},
      {"a capital key loses all (RFC 9651)", "Content-Usage: /a Train-AI=n",
       "Content-Usage: /a train-ai=n"},
      {"a draft's category", "Content-Usage: /a genai=n",
       "Content-Usage: /a train-ai=n"},
      {"no value", "Content-Usage: /a train-ai",
       "(Content-Usage: /a train-ai)"},
      {"only a path", "Content-Usage: /a", "(Content-Usage: /a)"},
      {"signal as wanted", "Content-Signal: ai-train=no, ai-input=no",
       "Content-Signal: ai-train=no, ai-input=no"},
      {"AIPREF's words", "Content-Signal: train-ai=n, search=y",
       "Content-Signal: search=yes"},
      {"use stays", "Content-Signal: use=reference, ai-train=yes",
       "Content-Signal: use=reference"},
      {"plural", "Content-Signals: ai-train=no, ai-input=no",
       "Content-Signal: ai-train=no, ai-input=no"},
      {"semicolons", "Content-Signal: search=yes; use=full",
       "Content-Signal: search=yes, use=full"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(fixed(row.written) == row.fixed);
  }
}

TEST_CASE("robots line: a byte order mark and line ends") {
  CHECK(fixed("\xEF\xBB\xBFUser-agent: *\r\nDisallow: /x\r") ==
        "User-agent: *|Disallow: /x");
}
