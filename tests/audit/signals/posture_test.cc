// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/posture.h"

#include <algorithm>

#include "audit/signals/findings.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::signals;
using crawler::Capture;
using crawler::Page;
using crawler::RobotsVersion;

namespace {

Capture capture(const std::string& url, const std::string& mime,
                crawler::Headers headers = {}) {
  Capture c;
  c.url = url;
  c.id = "capture of " + url;
  c.target = mime.starts_with("image/") ? crawler::Target::image
                                        : crawler::Target::page;
  c.status = 200;
  c.mime = mime;
  c.headers = std::move(headers);
  c.payload_digest = sha256(url);
  return c;
}

Page crawled_page(const std::string& url,
                  const std::vector<std::string>& images,
                  std::vector<crawler::MetaElement> metas = {}) {
  Page p;
  p.url = url;
  p.capture_id = "capture of " + url;
  p.metas = std::move(metas);
  for (const std::string& image : images) p.images.emplace_back().url = image;
  return p;
}

ResourcePosture posture_of(const ResourceBook& book, const std::string& url) {
  for (const ResourcePosture& posture : book.resources())
    if (posture.url == url) return posture;
  return {};
}

RobotsVersion robots_version(const std::string& text, int status = 200) {
  RobotsVersion v;
  v.status = status;
  v.text = text;
  v.digest = sha256(text);
  if (status < 300) v.rules = crawler::RobotsRules::parse(text);
  return v;
}

const AgentPosture* find(const std::vector<AgentPosture>& postures,
                         const std::string& id) {
  const auto at = std::ranges::find(postures, id, &AgentPosture::scraper_id);
  return at == postures.end() ? nullptr : &*at;
}

constexpr const char* kPage = "https://a.example/";
constexpr const char* kImage = "https://a.example/face.jpg";

}  // namespace

TEST_CASE("an image says what its own response says, and no more") {
  struct Row {
    const char* page_meta;    // content of <meta name="robots">
    const char* page_header;  // X-Robots-Tag of the page
    const char* image_header;
    bool noai, noimageai;  // of the image
    bool page_only;
  };
  const Row rows[] = {
      {"", "", "", false, false, false},
      {"noai, noimageai", "", "", false, false, true},
      {"noimageai", "", "", false, false, true},
      {"noai", "", "", false, false, true},
      {"", "noimageai", "", false, false, true},
      {"", "noindex", "", false, false, false},
      {"noimageai", "", "noimageai", false, true, false},
      {"noimageai", "", "noai", true, false, false},
      {"", "", "noai, noimageai", true, true, false},
      // Neither reaches a consumer of the image.
      {"noimageai", "", "noai; noimageai", false, false, true},
      {"noimageai", "", "googlebot: noai", false, false, true},
      {"noimageai", "", "noindex", false, false, true},
      {"noai noimageai", "", "", false, false, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.page_meta);
    CAPTURE(row.page_header);
    CAPTURE(row.image_header);
    ResourceBook book(config::ScraperRegistry::built_in());
    book.add_capture(
        capture(kPage, "text/html", {{"X-Robots-Tag", row.page_header}}));
    book.add_capture(
        capture(kImage, "image/jpeg", {{"x-robots-tag", row.image_header}}));
    book.add_page(crawled_page(kPage, {kImage}, {{"robots", row.page_meta}}));
    const auto holes = book.find_holes();
    const ResourcePosture image = posture_of(book, kImage);
    CHECK(image.kind == "image");
    CHECK(image.noai == row.noai);
    CHECK(image.noimageai == row.noimageai);
    CHECK(image.page_only == row.page_only);
    CHECK(holes.size() == (row.page_only ? 1 : 0));
    CHECK_FALSE(posture_of(book, kPage).page_only);
  }
}

TEST_CASE("a page's posture holds its headers and meta elements") {
  ResourceBook book(config::ScraperRegistry::built_in());
  book.add_capture(capture(kPage, "text/html",
                           {{"X-Robots-Tag", "noindex"},
                            {"x-robots-tag", "GPTBot: noai"},
                            {"Content-Type", "noai"}}));
  book.add_page(crawled_page(kPage, {},
                             {{"robots", "noai, max-snippet:0, noindex"},
                              {"description", "noimageai"}}));
  const ResourcePosture posture = posture_of(book, kPage);
  CHECK(posture.kind == "page");
  CHECK(posture.host == "a.example");
  CHECK(posture.noai);
  CHECK_FALSE(posture.noimageai);
  CHECK(posture.directives ==
        std::vector<std::string>{"noindex", "gptbot: noai", "max-snippet:0"});
  REQUIRE(book.signals().size() == 5);
  CHECK(book.signals()[0].raw == "X-Robots-Tag: noindex");
  CHECK(book.signals()[0].source == Source::header);
  CHECK(book.signals()[1].agent == "GPTBot");
  CHECK(book.signals()[2].source == Source::meta);
  CHECK(book.signals()[2].raw ==
        "<meta name=\"robots\" content=\"noai, max-snippet:0, noindex\">");
}

TEST_CASE("which responses have a posture") {
  struct Row {
    crawler::Target target;
    crawler::Outcome outcome;
    int status;
    const char* mime;
    const char* kind;
  };
  using crawler::Outcome, crawler::Target;
  const Row rows[] = {
      {Target::seed, Outcome::fetched, 200, "text/html", "page"},
      {Target::page, Outcome::fetched, 200, "", "page"},
      {Target::page, Outcome::fetched, 404, "text/html", ""},
      {Target::page, Outcome::fetched, 301, "text/html", ""},
      {Target::page, Outcome::fetched, 200, "image/png", "image"},
      {Target::image, Outcome::fetched, 200, "image/svg+xml", "image"},
      {Target::image, Outcome::fetched, 200, "", "image"},
      {Target::image, Outcome::fetched, 200, "text/html", ""},
      {Target::image, Outcome::too_large, 200, "image/png", "image"},
      {Target::image, Outcome::failed, 0, "", ""},
      {Target::image, Outcome::robots_denied, 0, "", ""},
      {Target::robots, Outcome::fetched, 200, "text/plain", ""},
  };
  for (const Row& row : rows) {
    Capture c = capture(kPage, row.mime);
    c.target = row.target;
    c.outcome = row.outcome;
    c.status = row.status;
    ResourceBook book(config::ScraperRegistry::built_in());
    book.add_capture(c);
    CHECK(posture_of(book, kPage).kind == row.kind);
  }
}

TEST_CASE("an image behind a redirect is judged where it is served") {
  ResourceBook book(config::ScraperRegistry::built_in());
  Capture redirect = capture(kImage, "");
  redirect.status = 302;
  redirect.redirect_to = "https://cdn.example/face.jpg";
  book.add_capture(redirect);
  Capture loop = capture("https://a.example/loop", "");
  loop.status = 302;
  loop.redirect_to = loop.url;
  book.add_capture(loop);
  book.add_capture(capture(kPage, "text/html"));
  book.add_capture(capture("https://cdn.example/face.jpg", "image/jpeg"));
  book.add_page(crawled_page(kPage,
                             {kImage, loop.url, "https://a.example/unseen"},
                             {{"robots", "noimageai"}}));
  const auto holes = book.find_holes();
  REQUIRE(holes.size() == 1);
  CHECK(holes[0].origin == "https://cdn.example");
  CHECK(holes[0].page == kPage);
}

TEST_CASE("robots.txt: what each agent is asked") {
  const std::string text =
      "User-agent: GPTBot\n"
      "Disallow: /\n"
      "\n"
      "User-agent: CCBot\n"
      "Allow: /\n"
      "\n"
      "User-agent: img2dataset\n"
      "Disallow: /\n"
      "\n"
      "User-agent: *\n"
      "Disallow: /private/\n";
  std::vector<Signal> signals;
  const auto postures =
      agent_postures("https://a.example", robots_version(text),
                     config::ScraperRegistry::built_in(), signals);
  struct Row {
    const char* id;
    bool named, allowed, agree;
    int line;
  };
  const Row rows[] = {
      {"gptbot", true, false, true, 2},
      {"ccbot", true, true, true, 5},
      {"claudebot", false, true, true, 0},
      {"google-extended", false, true, true, 0},
      // A digit: the RFC reads no name there, the lenient reading does.
      {"img2dataset", false, true, false, 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.id);
    const AgentPosture* posture = find(postures, row.id);
    REQUIRE(posture);
    CHECK(posture->origin == "https://a.example");
    CHECK(posture->named == row.named);
    CHECK(posture->site_allowed == row.allowed);
    CHECK(posture->readings_agree == row.agree);
    CHECK(posture->line == row.line);
  }
  CHECK(find(postures, "gptbot")->rule == "Disallow: /");
  CHECK(find(postures, "googlebot") == nullptr);  // collects for search
  REQUIRE(signals.size() == 2);
  CHECK(signals[0].agent == "GPTBot");
  CHECK(signals[0].name == "disallow");
  CHECK(signals[0].line == 2);
  CHECK(signals[0].url == "https://a.example/robots.txt");
  CHECK(signals[0].evidence == sha256(text).hex());
}

TEST_CASE("robots.txt that was not served: 4xx asks nothing, 5xx everything") {
  std::vector<Signal> signals;
  for (int status : {404, 403, 503}) {
    const auto postures =
        agent_postures("https://a.example", robots_version("", status),
                       config::ScraperRegistry::built_in(), signals);
    CHECK(find(postures, "gptbot")->site_allowed == (status < 500));
    CHECK(find(postures, "gptbot")->line == 0);
    CHECK_FALSE(find(postures, "gptbot")->named);
  }
  CHECK(signals.empty());
}

TEST_CASE("posture: of a file, the page speaks and its image is not judged") {
  ResourceBook book(config::ScraperRegistry::built_in());
  for (const char* url : {"file:///x/a.html", "file:///x/a.png"}) {
    Capture c = capture(
        url, std::string(url).ends_with("png") ? "image/png" : "text/html");
    c.status = 0;
    c.import_id = "an import";
    book.add_capture(c);
  }
  book.add_page(crawled_page("file:///x/a.html", {"file:///x/a.png"},
                             {{"robots", "noai"}}));
  CHECK(posture_of(book, "file:///x/a.html").noai);
  CHECK(book.find_holes().empty());
  CHECK(book.count("image") == 0);
  CHECK(book.origins().empty());
}

TEST_CASE("posture: a PDF is a document, by its own response") {
  ResourceBook book(config::ScraperRegistry::built_in());
  book.add_capture(capture("https://e/a.pdf", "application/pdf",
                           {{"X-Robots-Tag", "noai"}}));
  book.add_capture(capture("https://e/", "text/html"));
  CHECK(posture_of(book, "https://e/a.pdf").kind == "document");
  CHECK(posture_of(book, "https://e/a.pdf").noai);
  CHECK(book.count("page") == 1);
  CHECK(book.as_resources().at("https://e/a.pdf").said.kind ==
        ResourceKind::document);
}
