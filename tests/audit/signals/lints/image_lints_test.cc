// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images on their own, and what the page's origin says that theirs does not.

#include <doctest/doctest.h>

#include "tests/audit/signals/lints/site_builder.h"

using namespace veto;
using namespace veto::test;

namespace {

constexpr const char* kJson = "application/json";
constexpr std::string_view kClosed = "User-agent: *\nDisallow: /img/\n";
const std::string kImage = kCdn + "/img/a.jpg";

// A page at home that shows one image of another host.
SiteBuilder two_hosts(std::string_view home, std::string_view cdn,
                      const crawler::Headers& of_image = {}) {
  SiteBuilder site;
  site.robots(kHome, home).robots(kCdn, cdn);
  site.page(kHome + "/", {}, {}, {kImage}).image(kImage, of_image);
  return site;
}

}  // namespace

TEST_CASE("a page's noai does not reach its images") {
  struct Row {
    std::string_view rule;
    Meta page;
    crawler::Headers image;
    std::string_view codes;
  };
  const Row rows[] = {
      {"nothing on the image", {"robots", "noai"}, {}, "page-only-noai"},
      {"noimageai alone", {"robots", "noimageai"}, {}, "page-only-noai"},
      {"the same on the image",
       {"robots", "noai"},
       {{"X-Robots-Tag", "noai"}},
       ""},
      {"the other of the two",
       {"robots", "noai"},
       {{"X-Robots-Tag", "noimageai"}},
       ""},
      {"a malformed one is none",
       {"robots", "noai"},
       {{"X-Robots-Tag", "noai; x"}},
       "directive-malformed page-only-noai"},
      {"another directive", {"robots", "noindex"}, {}, ""},
      {"asks one agent alone", {"bingbot", "noarchive"}, {}, ""}};
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    SiteBuilder site;
    site.page(kHome + "/", {}, {row.page}, {kHome + "/a.jpg"});
    site.image(kHome + "/a.jpg", row.image);
    CHECK(codes(lints(site)) == row.codes);
  }
}

TEST_CASE("an image that was never seen lacks nothing") {
  SiteBuilder site;
  site.page(kHome + "/", {}, {{"robots", "noai"}}, {kHome + "/gone.jpg"});
  CHECK(codes(lints(site)) == "");
}

TEST_CASE("an origin of images is held against its pages' origin") {
  const auto check = [](std::string_view rule, SiteBuilder site,
                        std::string_view expected) {
    CAPTURE(rule);
    CHECK(codes(lints(site)) == expected);
  };
  check("rules at home alone (RFC 9309, section 2.3)", two_hosts(kClosed, ""),
        "image-host-without");
  check("rules on both", two_hosts(kClosed, kClosed), "");
  check("rules for other addresses",
        two_hosts("User-agent: *\nDisallow: /private/\n", ""), "");
  check("no rules anywhere", two_hosts("", ""), "");
  check("a training agent alone",
        two_hosts("User-agent: GPTBot\nDisallow: /img/\n", ""),
        "image-host-without");
  check("a search engine alone",
        two_hosts("User-agent: Googlebot\nDisallow: /img/\n", ""), "");
  check("a signal at home alone",
        two_hosts("User-agent: *\nContent-Signal: ai-train=no\n", ""),
        "image-host-without");
  check("a signal at home, a header on the image",
        two_hosts("User-agent: *\nContent-Signal: ai-train=no\n", "",
                  {{"tdm-reservation", "1"}}),
        "");
  check(
      "nothing can be fetched from there",
      [] {
        SiteBuilder site = two_hosts(kClosed, "");
        site.robots(kCdn, "", 503);
        return site;
      }(),
      "robots-unreachable");
}

TEST_CASE("an origin whose robots.txt was never asked for lacks nothing") {
  SiteBuilder site;
  site.robots(kHome, kClosed);
  site.page(kHome + "/", {}, {}, {kImage}).image(kImage, {});
  CHECK(codes(lints(site)) == "");
}

TEST_CASE("tdmrep.json on the pages' origin alone") {
  SiteBuilder site = two_hosts("", "");
  site.file(kHome, kTdmrep, kReserved, kJson);
  CHECK(codes(lints(site)) == "tdmrep-page-origin-only");
  SiteBuilder both = two_hosts("", "");
  both.file(kHome, kTdmrep, kReserved, kJson);
  both.file(kCdn, kTdmrep, kReserved, kJson);
  CHECK(codes(lints(both)) == "");
  SiteBuilder header = two_hosts("", "", {{"tdm-reservation", "1"}});
  header.file(kHome, kTdmrep, kReserved, kJson);
  CHECK(codes(lints(header)) == "");
}

TEST_CASE("many images are one lint with examples") {
  SiteBuilder site;
  site.robots(kHome, kClosed).robots(kCdn, "");
  std::vector<std::string> shows;
  for (int i = 100; i < 150; ++i) {
    shows.push_back(kCdn + "/img/" + std::to_string(i) + ".jpg");
    site.image(shows.back(), {});
  }
  site.page(kHome + "/", {}, {}, shows).page(kHome + "/2", {}, {}, shows);
  const auto found = lints(site);
  REQUIRE(codes(found) == "image-host-without");
  const signals::Lint& lint = found.front();
  CHECK(lint.count == 50);
  CHECK(lint.examples.size() == signals::Lint::kMaxExamples);
  CHECK(lint.first().url == shows.front());
  CHECK(lint.origin == kCdn);
  CHECK(lint.facts["page_origin"] == kHome);
  CHECK(lint.facts["carriers"] == "robots.txt");
}
