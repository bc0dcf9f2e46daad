// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files at fixed places, license files, levels of TDMRep, and families held
// against each other.

#include <doctest/doctest.h>

#include "tests/audit/signals/lints/site_builder.h"

using namespace veto;
using namespace veto::test;

namespace {

constexpr std::string_view kHtml = "<!doctype html><title>Home</title>";
constexpr std::string_view kLicense =
    R"(<rsl xmlns="https://rslstandard.org/rsl"><content url="/*"><license>)"
    R"(<prohibits type="usage">ai-train</prohibits></license></content></rsl>)";

}  // namespace

TEST_CASE("files at fixed places") {
  struct Row {
    const char *path, *type;
    int status;
    std::string_view body, codes;
  };
  const Row rows[] = {
      // An application that answers everything with its start page.
      {kTdmrep, "text/html", 200, kHtml, "file-is-page"},
      {"/ai.txt", "text/html", 200, kHtml, "file-is-page"},
      {"/ai.txt", "text/html", 404, kHtml, ""},
      {kTdmrep, "application/json", 200, " \n", "file-empty"},
      {kTdmrep, "image/png", 200, "PNG", "file-unreadable"},
      {kTdmrep, "text/plain", 200, kReserved, "file-wrong-type"},
      {kTdmrep, "application/json", 200, kReserved, ""},
      {"/llms.txt", "text/plain", 200, "# Us", "llms-txt-is-no-opt-out"},
      {"/llms.txt", "text/html", 200, kHtml, "file-is-page"},
      {"/llms.txt", "text/plain", 200, "\n", ""},
      {"/llms.txt", "text/plain", 404, "", ""}};
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CAPTURE(row.body);
    SiteBuilder site;
    site.file(kHome, row.path, row.body, row.type, row.status);
    CHECK(codes(lints(site), true) == row.codes);
  }
}

TEST_CASE("a start page in place of all files is one lint") {
  SiteBuilder site;
  for (const char* path : {kTdmrep, "/ai.txt", "/trust.txt"})
    site.file(kHome, path, kHtml, "text/html");
  const auto found = lints(site);
  REQUIRE(found.size() == 1);
  CHECK(found.front().facts["files"] ==
        "/.well-known/tdmrep.json, /ai.txt, /trust.txt");
}

TEST_CASE("redirects of a file that nobody follows to the end") {
  struct Row {
    int redirects;
    bool loops;
    int status;
    std::string_view codes;
  };
  const Row rows[] = {{0, false, 200, ""},
                      {5, false, 200, ""},
                      {6, false, 200, "file-redirects-far"},
                      {2, true, 302, "file-redirect-loop"}};
  for (const Row& row : rows) {
    CAPTURE(row.redirects);
    SiteBuilder builder;
    builder.file(kHome, kTdmrep, kReserved, "application/json", row.status);
    signals::Site site = builder.build();
    signals::SignalFile& file = site.origins.at(kHome).files.at(0);
    file.redirects = row.redirects;
    file.loops = row.loops;
    CHECK(codes(lint_site(site, config::ScraperRegistry::built_in())) ==
          row.codes);
  }
}

TEST_CASE("a license that is named has to be there") {
  const auto with = [](int status, std::string_view type,
                       std::string_view body) {
    SiteBuilder site;
    site.robots(kHome, "License: https://example.org/license.xml\n");
    site.file(kHome, "/license.xml", body, type, status);
    return codes(lints(site));
  };
  CHECK(with(404, "text/plain", "") == "rsl-license-missing");
  CHECK(with(200, "text/html", kHtml) == "rsl-license-missing");
  CHECK(with(200, "application/rsl+xml", kLicense) == "");
  CHECK(with(200, "application/xml", "<other/>") == "rsl-not-rsl");
  // One that was never asked for is not known to be absent.
  SiteBuilder unknown;
  unknown.robots(kHome, "License: https://example.org/license.xml\n");
  CHECK(codes(lints(unknown)) == "");
}

TEST_CASE("levels of the TDM Reservation Protocol") {
  struct Row {
    std::string_view rule;
    std::string_view file;
    crawler::Headers headers;
    std::vector<Meta> metas;
    std::string_view codes;
  };
  constexpr std::string_view kOne =
      R"([{"location": "/", "tdm-reservation": 1}])";
  constexpr std::string_view kZero =
      R"([{"location": "/", "tdm-reservation": 0}])";
  const crawler::Headers one = {{"tdm-reservation", "1"}};
  const crawler::Headers zero = {{"tdm-reservation", "0"}};
  const Meta page_one = {"tdm-reservation", "1"};
  const Meta page_zero = {"tdm-reservation", "0"};
  const Row rows[] = {
      {"page 0 beats header 1", kOne, one, {page_zero}, "tdm-page-opens"},
      {"page 1 beats header 0", kOne, zero, {page_one}, ""},
      {"header 1 beats file 0", kZero, one, {}, ""},
      {"an exception of the file", kOne, zero, {}, "tdm-exception"},
      {"one of the page's", kOne, {}, {page_zero}, "tdm-exception"},
      {"file and page say 0", kZero, {}, {page_zero}, ""},
      {"all say 1", kOne, one, {page_one}, ""},
      {"two values are an error",
       kOne,
       {one.front(), zero.front()},
       {},
       "tdm-values-differ"},
      {"twice the same is none", kOne, {one.front(), one.front()}, {}, ""}};
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    SiteBuilder site;
    site.file(kHome, kTdmrep, row.file, "application/json");
    site.page(kHome + "/", row.headers, row.metas);
    CHECK(codes(lints(site), true) == row.codes);
  }
}

TEST_CASE("training allowed by one carrier and reserved by another") {
  struct Row {
    std::string_view rule, robots;
    crawler::Headers page;
    std::string_view codes;
  };
  constexpr std::string_view kAll8 =
      "User-agent: Google-Extended\nUser-agent: GPTBot\nUser-agent: ClaudeBot\n"
      "User-agent: CCBot\nUser-agent: Amazonbot\n"
      "User-agent: Applebot-Extended\nUser-agent: meta-externalagent\n"
      "User-agent: MistralAI-Training\nDisallow: /\n"
      "User-agent: *\nContent-Signal: ai-train=yes\nAllow: /\n";
  const Row rows[] = {
      {"a yes beside agents that are shut out", kAll8, {}, "carriers-disagree"},
      {"a host's default beside an opt-out",
       "User-agent: *\nContent-Signal: ai-train=no\n",
       {{"Content-Signal", "ai-train=yes, search=yes, ai-input=yes"}},
       "carriers-disagree"},
      {"two fields of one response",
       "",
       {{"Content-Usage", "train-ai=n"}, {"Content-Signal", "ai-train=yes"}},
       "carriers-disagree"},
      {"robots.txt by itself",
       "User-agent: *\nContent-Usage: train-ai=y\nContent-Signal: "
       "ai-train=no\n",
       {},
       "carriers-disagree"},
      {"all say no",
       "User-agent: *\nContent-Usage: train-ai=n\nContent-Signal: "
       "ai-train=no\n",
       {{"Content-Signal", "ai-train=no"}, {"tdm-reservation", "1"}},
       ""},
      {"search is another use",
       "User-agent: *\nContent-Signal: ai-train=no\n",
       {{"Content-Signal", "search=yes"}},
       ""},
      {"rules about fetching are no word on training",
       "User-agent: *\nContent-Signal: ai-train=yes\nDisallow: /search\n",
       {},
       ""}};
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    SiteBuilder site;
    site.robots(kHome, row.robots);
    site.page(kHome + "/search", row.page);
    CHECK(codes(lints(site)) == row.codes);
  }
}

TEST_CASE("both sides of a contradiction are named") {
  SiteBuilder site;
  site.robots(kHome, "User-agent: *\nContent-Signal: ai-train=no\n");
  site.page(kHome + "/", {{"Content-Signal", "ai-train=yes"}});
  const auto found = lints(site);
  REQUIRE(codes(found) == "carriers-disagree");
  const auto values = found.front().values();
  CHECK(values["allows_raw"] == "Content-Signal: ai-train=yes");
  CHECK(values["reserves_raw"] == "Content-Signal: ai-train=no");
  CHECK(values["reserves_place"] == kHome + "/robots.txt:2");
  CHECK(values["url"] == kHome + "/");
  CHECK(values["n"] == 1);
}
