// SPDX-License-Identifier: GPL-3.0-or-later
//
// Directives: each row plants one mistake, and beside it what looks alike and
// is none.

#include <doctest/doctest.h>

#include "tests/audit/signals/lints/site_builder.h"

using namespace veto;
using namespace veto::test;

namespace {

std::string image_codes(const crawler::Headers& headers) {
  SiteBuilder site;
  site.image(kHome + "/a.jpg", headers);
  return codes(lints(site));
}

std::string page_codes(const std::vector<Meta>& metas) {
  SiteBuilder site;
  site.page(kHome + "/", {}, metas);
  return codes(lints(site));
}

constexpr const char* kTag = "X-Robots-Tag";

}  // namespace

TEST_CASE("fields that img2dataset misreads") {
  struct Row {
    crawler::Headers headers;
    std::string_view codes;
  };
  const Row rows[] = {
      // All before the first colon is taken for a name.
      {{{kTag, "noai, max-image-preview:none"}}, "header-combined"},
      {{{kTag, "max-image-preview:none, noai"}}, "header-combined"},
      {{{kTag, "noindex, unavailable_after: 2030-01-01"}}, "header-combined"},
      // Another field is enough.
      {{{kTag, "max-image-preview:none, noai"}, {kTag, "noai"}}, ""},
      {{{kTag, "noai"}, {kTag, "max-image-preview:none"}}, ""},
      {{{kTag, "noai, noimageai"}}, ""},
      // Only commas separate.
      {{{kTag, "noai; noimageai"}}, "directive-malformed"},
      {{{kTag, "noai noimageai"}}, "directive-malformed"},
      {{{kTag, "*: noai"}}, "directive-malformed"},
      // Of others' directives nothing is lost.
      {{{kTag, "max-image-preview:none, noarchive"}}, ""},
      {{{kTag, "googlebot: noindex"}}, ""}};
  for (const Row& row : rows) {
    CAPTURE(row.headers.front().second);
    CHECK(image_codes(row.headers) == row.codes);
  }
}

TEST_CASE("the program fetches no pages, so theirs are not lost on it") {
  SiteBuilder site;
  site.page(kHome + "/", {{kTag, "noai, max-image-preview:none"}});
  CHECK(codes(lints(site)) == "");
}

TEST_CASE("capitals, hyphens and dates") {
  struct Row {
    std::string_view value, codes;
  };
  const Row rows[] = {
      {"NoAI", "directive-capitals"},
      {"noai, NOIMAGEAI", "directive-capitals"},
      {"noai, NOARCHIVE", ""},
      {"no-ai", "directive-misspelt"},
      {"no_image_ai", "directive-misspelt"},
      {"max-snippet:0", ""},
      {"unavailable_after: next spring", "unavailable-after-unreadable"},
      {"unavailable_after: 2030-01-01", ""},
      {"unavailable_after: Sunday, 06-Nov-94 08:49:37 GMT", ""}};
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(image_codes({{kTag, std::string(row.value)}}) == row.codes);
  }
}

TEST_CASE("directives for agents that are not known to read them") {
  struct Row {
    Meta meta;
    std::string_view codes;
  };
  const Row rows[] = {{{"GPTBot", "noai"}, "agent-directive-unread"},
                      {{"CCBot", "noindex"}, "agent-directive-unread"},
                      // A reader of directives, and not of this one.
                      {{"googlebot", "noai"}, "agent-directive-unread"},
                      {{"bingbot", "noarchive"}, ""},
                      {{"Amazonbot", "noarchive"}, ""},
                      {{"googlebot", "noindex"}, ""},
                      {{"googlebot-news", "noindex"}, ""},
                      {{"GPTBot", "nofollow"}, ""},
                      {{"robots", "noai"}, ""},
                      {{"description", "noai"}, ""}};
  for (const Row& row : rows) {
    CAPTURE(row.meta.name);
    CAPTURE(row.meta.content);
    CHECK(page_codes({row.meta}) == row.codes);
  }
}

TEST_CASE("rules that hide what a page says from those it is for") {
  const auto hidden = [](std::string_view robots, const Meta& meta) {
    SiteBuilder site;
    site.robots(kHome, robots);
    site.page(kHome + "/a", {}, {meta});
    return codes(lints(site), true);
  };
  // Google: noindex counts only where the page may be fetched.
  CHECK(hidden("User-agent: Googlebot\nDisallow: /a\n",
               {"robots", "noindex"}) == "rule-hides-noindex");
  CHECK(hidden("User-agent: Googlebot\nDisallow: /b\n",
               {"robots", "noindex"}) == "");
  // Addressed to another.
  CHECK(hidden("User-agent: Googlebot\nDisallow: /a\n",
               {"bingbot", "noindex"}) == "");
  // Of an agent that collects it is no mistake.
  CHECK(hidden("User-agent: *\nDisallow: /a\n", {"robots", "noai"}) ==
        "rule-hides-directive");
  CHECK(hidden("User-agent: *\nDisallow: /a\n", {"tdm-reservation", "1"}) ==
        "rule-hides-directive");
  CHECK(hidden("User-agent: *\nDisallow: /a\n", {"tdm-reservation", "0"}) ==
        "");
  CHECK(hidden("User-agent: *\nDisallow: /b\n", {"robots", "noai"}) == "");
}

TEST_CASE("an image's crawler follows another group where it has none") {
  SiteBuilder site;
  site.robots(kHome, "User-agent: Googlebot\nDisallow: /\n");
  site.image(kHome + "/a.jpg", {{kTag, "noimageindex"}});
  const auto found = lints(site);
  REQUIRE(codes(found) == "rule-hides-noindex");
  CHECK(found.front().facts["readers"] == "Google");
}

TEST_CASE("an opt-out in the body of a page") {
  CHECK(page_codes({{"robots", "noindex", true}}) == "meta-in-body");
  CHECK(page_codes({{"robots", "noindex"}}) == "");
  CHECK(page_codes({{"robots", "index, follow", true}}) == "");
}
