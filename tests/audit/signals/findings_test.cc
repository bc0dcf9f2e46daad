// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/findings.h"

#include "tests/support.h"

using namespace veto;
using namespace veto::signals;
using audit::Finding;
using crawler::Capture;
using crawler::RobotsVersion;

namespace {

struct Site {
  std::string run = "1";  // changes what changes from run to run
  int images = 1;
  std::string host = "https://a.example/";
  std::string image_header = {};
};

std::vector<Finding> findings_of(const Site& site) {
  ResourceBook book(config::ScraperRegistry::built_in());
  Capture html;
  html.url = "https://a.example/";
  html.id = "page capture " + site.run;
  html.status = 200;
  html.mime = "text/html";
  html.payload_digest = sha256("page");
  book.add_capture(html);
  crawler::Page page;
  page.url = html.url;
  page.capture_id = html.id;
  page.metas = {{"robots", "noimageai"}};
  for (int i = 0; i < site.images; ++i) {
    Capture image = html;
    image.url = site.host + std::to_string(1000 + i) + ".jpg";
    image.id = "image capture " + site.run;
    image.target = crawler::Target::image;
    image.mime = "image/jpeg";
    image.payload_digest = sha256(image.url);
    image.headers = {{"X-Robots-Tag", site.image_header}};
    book.add_capture(image);
    page.images.emplace_back().url = image.url;
  }
  book.add_page(page);
  const auto holes = book.find_holes();
  return page_only_findings(holes, book);
}

RobotsVersion version(const std::string& text) {
  RobotsVersion v;
  v.text = text;
  v.digest = sha256(text);
  v.rules = crawler::RobotsRules::parse(text);
  return v;
}

std::vector<Finding> tokens_of(const std::string& text) {
  bool complete = true;
  auto findings =
      invalid_token_findings("https://a.example", version(text),
                             config::ScraperRegistry::built_in(), complete);
  CHECK(complete);
  return findings;
}

}  // namespace

TEST_CASE("G1: one finding an origin of images, with what a reader needs") {
  const auto findings = findings_of({.image_header = "noai; noimageai"});
  REQUIRE(findings.size() == 1);
  const Finding& finding = findings[0];
  CHECK(finding.code == "G1");
  CHECK(finding.subject == "https://a.example");
  CHECK(finding.grade.value() == 4);
  CHECK_FALSE(finding.fileable());  // it names nobody
  CHECK(finding.facts["images"] == 1);
  CHECK(finding.facts["pages"] == 1);
  CHECK(finding.facts["signals"] == nlohmann::json{"noimageai"});
  CHECK(finding.facts["near_misses"] == nlohmann::json{"noai; noimageai"});
  CHECK(finding.facts["examples_complete"] == true);
  CHECK(finding.facts["examples"][0]["image"] == "https://a.example/1000.jpg");
  REQUIRE(finding.evidence.size() == 2);
  CHECK(finding.evidence[0].kind == "image");
  CHECK(finding.evidence[0].sha256 ==
        sha256("https://a.example/1000.jpg").hex());
  CHECK(finding.evidence[1].raw ==
        "<meta name=\"robots\" content=\"noimageai\">");
  CHECK(audit::finding_from_json(audit::to_json(finding)));
}

TEST_CASE("G1: the same site gives the same id in every run") {
  const std::string id = findings_of({})[0].id;
  CHECK(id.size() == 52);
  CHECK(findings_of({.run = "2"})[0].id == id);
  CHECK(findings_of({.images = 2})[0].id != id);
  CHECK(findings_of({.host = "https://cdn.example/"})[0].id != id);
}

TEST_CASE("G1: many images are counted, the first twenty are shown") {
  const auto findings = findings_of({.images = 50});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].facts["images"] == 50);
  CHECK(findings[0].facts["examples"].size() == 20);
  CHECK(findings[0].facts["examples_complete"] == false);
  CHECK(findings[0].evidence.size() == 21);
}

TEST_CASE("G1: nothing to find where the images carry it") {
  CHECK(findings_of({.image_header = "noimageai"}).empty());
  CHECK(findings_of({.images = 0}).empty());
}

TEST_CASE("G3: names that bind nobody under RFC 9309") {
  struct Row {
    const char* line;
    const char* token;  // "" for no finding
    const char* google;
    const char* scraper;
  };
  const Row rows[] = {
      {"User-agent: GPTBot", "", "", ""},
      {"User-agent: *", "", "", ""},
      {"User-agent:", "", "", ""},
      {"User-agent: ia_archiver", "", "", ""},
      {"User-agent: GPTBot # not 4", "", "", ""},
      {"# User-agent: AI2Bot", "", "", ""},
      {"Disallow: /2", "", "", ""},
      {"User-agent: img2dataset", "img2dataset", "img", "img2dataset"},
      {"USER-AGENT :\tAI2Bot", "AI2Bot", "AI", "ai2bot"},
      {"User-agent: Kangaroo Bot", "Kangaroo Bot", "Kangaroo", "kangaroo-bot"},
      {"User-agent: GPTBot/1.0", "GPTBot/1.0", "GPTBot", ""},
      {"User-agent: 360Spider", "360Spider", "", ""},
      {"User-agent: bigsur.ai", "bigsur.ai", "bigsur", "bigsur-ai"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    const auto findings =
        tokens_of("\n" + std::string(row.line) + "\r\nDisallow: /\r\n");
    REQUIRE(findings.size() == (*row.token ? 1 : 0));
    if (findings.empty()) continue;
    CHECK(findings[0].code == "G3");
    CHECK(findings[0].facts["token"] == row.token);
    CHECK(findings[0].facts["lines"] == nlohmann::json{2});
    CHECK(findings[0].facts["google_reads"] == row.google);
    CHECK(findings[0].facts["scraper"] == row.scraper);
    CHECK(findings[0].facts["allowed_rfc"] == true);
    CHECK(findings[0].facts["allowed_lenient"] == false);
    CHECK(findings[0].evidence[0].where == "https://a.example/robots.txt:2");
  }
}

TEST_CASE("G3: repeated names are one finding; all lines are named") {
  const auto findings = tokens_of(
      "User-agent: AI2Bot\rDisallow: /a\r\rUser-agent: AI2Bot\n"
      "User-agent: *\nDisallow: /\n");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].facts["lines"] == nlohmann::json{1, 4});
  CHECK(findings[0].facts["allowed_rfc"] == false);  // "*" holds for it
}

TEST_CASE("G3: a hostile file is read up to a limit that is told") {
  std::string text;
  for (int i = 0; i < 3000; ++i)
    text += "User-agent: bot" + std::to_string(i) + "\n";
  bool complete = true;
  const auto findings =
      invalid_token_findings("https://a.example", version(text),
                             config::ScraperRegistry::built_in(), complete);
  CHECK(findings.size() == 200);
  CHECK_FALSE(complete);
  RobotsVersion gone = version("");
  gone.status = 404;
  complete = true;
  CHECK(invalid_token_findings("https://a.example", gone,
                               config::ScraperRegistry::built_in(), complete)
            .empty());
}
