// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each row plants one mistake into a robots.txt, and beside it something that
// looks alike and is none.

#include <doctest/doctest.h>

#include "tests/audit/signals/lints/site_builder.h"

using namespace veto;
using namespace veto::test;

namespace {

std::string codes_of(std::string_view robots, bool with_notes = false) {
  SiteBuilder site;
  site.robots(kHome, robots);
  site.page(kHome + "/", {});
  return codes(lints(site), with_notes);
}

const signals::Lint& only(const std::vector<signals::Lint>& lints,
                          std::string_view code) {
  const signals::Lint* found = nullptr;
  for (const signals::Lint& lint : lints)
    if (lint.kind->code == code) {
      CHECK(found == nullptr);
      found = &lint;
    }
  REQUIRE(found != nullptr);
  return *found;
}

constexpr std::string_view kMain =
    "User-agent: Google-Extended\nUser-agent: GPTBot\nUser-agent: ClaudeBot\n"
    "User-agent: CCBot\nUser-agent: Amazonbot\nUser-agent: Applebot-Extended\n"
    "User-agent: meta-externalagent\nUser-agent: MistralAI-Training\n";

}  // namespace

TEST_CASE("a robots.txt that is another kind of text") {
  using std::string_view_literals::operator""sv;
  struct Row {
    std::string_view text, codes;
  };
  const Row rows[] = {
      {"<!doctype html><title>Home</title>", "robots-is-page"},
      {"\n <html><body>User agents: none", "robots-is-page"},
      // RFC 9309, section 2.3.1.5: records in it are read.
      {"<html>\nUser-agent: *\nDisallow: /a\n", ""},
      {"# <html>\n", ""},
      {"\xFF\xFEU\0s\0e\0r\0-\0"sv, "robots-utf16"},
      {"\xFE\xFF\0U\0s\0e\0r\0-"sv, "robots-utf16"},
      {"U\0s\0e\0r\0-\0"sv, "robots-utf16"},
      {"\0U\0s\0e\0r\0-"sv, "robots-utf16"},
      {"\xEF\xBB\xBFUser-agent: *\nDisallow: /a\n", ""},
      {"", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.text));
    CHECK(codes_of(row.text) == row.codes);
  }
}

TEST_CASE("a mistake in robots.txt has its code, and what is none has not") {
  struct Row {
    std::string_view code, planted, right;
  };
  const Row rows[] = {
      // RFC 9309, section 2.1: a group without rules allows everything.
      {"empty-named-group",
       "User-agent: *\nDisallow: /\n\nUser-agent: GPTBot\n",
       "User-agent: *\nDisallow: /\n\nUser-agent: GPTBot\nDisallow: /\n"},
      {"empty-named-group",
       "User-agent: *\nDisallow: /\nUser-agent: GPTBot\n"
       "Content-Signal: ai-train=yes, search=yes\n"
       "User-agent: x\nDisallow: /\nUser-agent: ClaudeBot\n",
       "User-agent: *\nDisallow: /\nUser-agent: GPTBot\nDisallow:\n"},
      // Another group of the same name has rules (section 2.2.1).
      {"empty-named-group", "User-agent: *\nDisallow: /\nUser-agent: bot\n",
       "User-agent: bot\nDisallow: /\nUser-agent: *\nDisallow: /\n"
       "User-agent: bot\n"},
      {"group-does-not-inherit",
       "User-agent: *\nDisallow: /private/\nUser-agent: GPTBot\n"
       "Disallow: /blog/\n",
       "User-agent: *\nDisallow: /private/\nUser-agent: GPTBot\n"
       "Disallow: /blog/\nDisallow: /private/\n"},
      // A line that opens the path is meant so.
      {"group-does-not-inherit",
       "User-agent: *\nDisallow: /*.jpg$\nUser-agent: CCBot\nDisallow: /a\n",
       "User-agent: *\nDisallow: /private/\nUser-agent: GPTBot\n"
       "Disallow: /blog/\nAllow: /private/\n"},
      // All closed but to one that is let in; a crawler that is not for AI.
      {"group-does-not-inherit",
       "User-agent: *\nDisallow: /p/\nUser-agent: GPTBot\nCrawl-delay: 1\n"
       "Disallow: /b/\n",
       "User-agent: *\nDisallow: /\nUser-agent: GPTBot\nDisallow: /b/\n"
       "User-agent: Googlebot\nDisallow: /c/\n"},
      // An empty rule beside others lets in what they do not close.
      {"group-does-not-inherit",
       "User-agent: *\nDisallow: /p/\nUser-agent: CCBot\nDisallow: /b/\n",
       "User-agent: *\nDisallow: /p/\nUser-agent: CCBot\nDisallow:\n"
       "Disallow: /b/\n"},
      // Section 2.2.1: letters, "-" and "_" alone.
      {"token-cut", "User-agent: AI2Bot\nDisallow: /\n",
       "User-agent: *\nDisallow: /\n\nUser-agent: AI2Bot\nDisallow: /\n"},
      {"token-cut", "User-agent: img2dataset\nDisallow: /img/\n",
       "User-agent: img2dataset\nDisallow:\n"},
      // Section 2.2.2: of equal rules Allow wins, also across groups.
      {"groups-undo-each-other",
       "User-agent: *\nAllow: /\n\nUser-agent: *\nDisallow: /\n",
       "User-agent: *\nAllow: /\n\nUser-agent: *\nDisallow: /private/\n"},
      // Draft-ietf-aipref-attach: a named group hears nothing of "*".
      {"preference-not-inherited",
       "User-agent: *\nContent-Signal: ai-train=no\nAllow: /\n"
       "User-agent: GPTBot\nAllow: /\n",
       "User-agent: *\nContent-Signal: ai-train=no\nAllow: /\n"
       "User-agent: GPTBot\nContent-Signal: ai-train=no\nAllow: /\n"},
      {"preference-not-inherited",
       "User-agent: *\nContent-Usage: train-ai=n\nAllow: /\n"
       "User-agent: CCBot\nAllow: /\n",
       "User-agent: *\nContent-Usage: train-ai=y\nAllow: /\n"
       "User-agent: CCBot\nAllow: /\n"}};
  for (const Row& row : rows) {
    CAPTURE(row.planted);
    CHECK(codes_of(row.planted) == row.code);
    CAPTURE(row.right);
    CHECK(codes_of(row.right) == "");
  }
}

TEST_CASE("agents are missed where some are shut out by name") {
  CHECK(codes_of("User-agent: GPTBot\nDisallow: /\n") ==
        "known-agents-without-rule");
  // All that known consumers decide by: the rest of the registry is a note.
  const std::string all = std::string(kMain) + "Disallow: /\n";
  CHECK(codes_of(all) == "");
  CHECK(codes_of(all, true) == "other-agents-without-rule");
  // Nobody is shut out by name; or everybody is, one let in.
  CHECK(codes_of("User-agent: Googlebot\nDisallow: /\n", true) == "");
  CHECK(codes_of("User-agent: *\nDisallow: /\nUser-agent: CCBot\nAllow: /\n",
                 true) == "");
}

TEST_CASE("the list of missed agents names them") {
  SiteBuilder site;
  site.robots(kHome, "User-agent: GPTBot\nDisallow: /\n");
  const auto found = lints(site);
  const signals::Lint& lint = only(found, "known-agents-without-rule");
  CHECK(lint.facts["missing"] == 7);
  CHECK(lint.facts["agents"].get<std::string>().find("ClaudeBot") !=
        std::string::npos);
  CHECK(lint.facts["shut"] == "GPTBot");
  CHECK(lint.first().line == 2);
}

TEST_CASE("an answer that is no robots.txt lets in or keeps out") {
  struct Row {
    int status;
    std::string_view code;
  };
  // RFC 9309, sections 2.3.1.3 and 2.3.1.4.
  for (const Row& row :
       {Row{401, "robots-refused"}, Row{403, "robots-refused"},
        Row{429, "robots-refused"}, Row{302, "robots-refused"},
        Row{404, "robots-missing"}, Row{410, "robots-missing"},
        Row{500, "robots-unreachable"}, Row{503, "robots-unreachable"},
        Row{0, "robots-unreachable"}, Row{200, ""}}) {
    CAPTURE(row.status);
    SiteBuilder site;
    site.robots(kHome, "", row.status);
    site.page(kHome + "/", {});
    CHECK(codes(lints(site)) == row.code);
  }
}

TEST_CASE("a block of the host's names its lines") {
  SiteBuilder site;
  site.robots(kHome,
              "# BEGIN Cloudflare Managed content\r\n"
              "User-agent: *\r\nAllow: /\r\n"
              "# END Cloudflare Managed Content\r\n"
              "User-agent: *\r\nDisallow: /a/\r\n");
  const auto found = lints(site);
  CHECK(codes(found, true) == "managed-block star-groups-merge");
  const signals::Lint& block = only(found, "managed-block");
  CHECK(block.facts["provider"] == "Cloudflare");
  CHECK(block.facts["first"] == 1);
  CHECK(block.facts["last"] == 4);
  CHECK(only(found, "star-groups-merge").facts["lines"] == "2, 5");
}

TEST_CASE("blocks are known by their comments alone") {
  CHECK(codes_of("# START YOAST BLOCK\n# END YOAST BLOCK\n", true) ==
        "managed-block");
  CHECK(codes_of("# BEGIN adm.tools Managed content\n", true) ==
        "managed-block");
  CHECK(codes_of("# Managed content begins here\n", true) == "");
  CHECK(codes_of("User-agent: begin managed content\n", true) == "");
}

TEST_CASE("twins are held against each other") {
  struct Row {
    std::string_view rule;
    std::string twin;
    std::string_view text;
    int status;
    std::string_view code;
  };
  const Row rows[] = {
      {"www lets in", "https://www.example.org", "User-agent: *\nAllow: /\n",
       200, "twins-differ"},
      {"http has none", "http://example.org", "", 404, "twins-differ"},
      {"one signal less", "https://www.example.org",
       "User-agent: *\nDisallow: /\n", 200, "twins-differ"},
      {"the same in other words", "https://www.example.org",
       "User-agent: *\nContent-Signal: ai-train=no\nDisallow: /*\n"
       // What is wrong in it is its twin's to say.
       "Content-Usage: ai-train=no\n",
       200, ""},
      {"not there at all", "https://www.example.org", "", 0, ""},
      {"no twin", "https://other.example.org", "", 404, ""},
      {"another port", "https://example.org:8443", "", 404, ""}};
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    SiteBuilder site;
    site.robots(kHome,
                "User-agent: *\nContent-Signal: ai-train=no\nDisallow: /\n");
    site.page(kHome + "/", {});
    site.twin(row.twin, row.text, row.status);
    CHECK(codes(lints(site)) == row.code);
  }
}
