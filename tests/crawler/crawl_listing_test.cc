// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sitemaps and feeds on a server: named by the user, by robots.txt, by an
// index; and what of them is followed.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/gzip.h"
#include "crawler/api/listed_images.h"
#include "tests/crawler/crawl_case.h"
#include "tests/crawler/loopback_server.h"

using namespace veto;
using namespace veto::crawler;
using test::Answer;
using test::answer;
using test::count_of;
using test::CrawlCase;
using test::html;
using test::LoopbackServer;
using test::redirect;
using test::tells;

namespace {

std::string urlset(const std::vector<std::string>& urls) {
  std::string text = "<urlset>";
  for (const auto& url : urls)
    text += fmt::format("<url><loc>{}</loc></url>", url);
  return text + "</urlset>";
}

// Pages that link nowhere but for /linked; two sitemaps in an index.
Answer listed_site(const std::string& target) {
  if (target == "/robots.txt")
    return answer(200, "text/plain",
                  "User-agent: *\nDisallow: /private/\n"
                  "Sitemap: /index.xml\nsitemap: https://elsewhere.test/s\n");
  if (target == "/index.xml")
    return answer(200, "text/xml",
                  "<sitemapindex><sitemap><loc>/1.xml.gz</loc></sitemap>"
                  "<sitemap><loc>/moved</loc></sitemap><sitemap><loc>"
                  "https://elsewhere.test/s2</loc></sitemap></sitemapindex>");
  if (target == "/1.xml.gz")
    return answer(200, "application/gzip",
                  gzip_compress(urlset({"/a", "/private/x", "/photo.jpg",
                                        "https://elsewhere.test/p"})));
  if (target == "/moved") return redirect("/2.txt");
  if (target == "/feed")
    return answer(200, "application/rss+xml",
                  "<rss><channel><item><link>/a</link><enclosure "
                  "url='/e.jpg' type='image/jpeg'/></item></channel></rss>");
  if (target.ends_with(".jpg")) return answer(200, "image/jpeg", target);
  if (target == "/bad.xml") return answer(200, "text/xml", "<urlset><url>");
  if (target == "/a") return html("<a href=/linked>x</a>");
  if (target == "/" || target == "/b" || target == "/linked")
    return html("page");
  return answer(404, "text/html", "none");
}

struct Site {
  Site()
      : server([this](const std::string& target) {
          // The text form holds whole URLs.
          if (target == "/2.txt")
            return answer(200, "text/plain", server.url("/b") + "\n");
          return listed_site(target);
        }) {}
  LoopbackServer server;
};

bool hit(const LoopbackServer& server, const std::string& target) {
  return server.hits().contains(target);
}

}  // namespace

TEST_CASE("the images that sitemaps list are known after the crawl") {
  LoopbackServer server([](const std::string& target) {
    if (target == "/robots.txt")
      return answer(200, "text/plain", "Sitemap: /map.xml\nSitemap: /bad\n");
    if (target == "/map.xml")
      return answer(200, "text/xml",
                    "<urlset><url><loc>/</loc><image:image><image:loc>/p.jpg"
                    "</image:loc></image:image></url></urlset>");
    if (target == "/bad") return answer(200, "text/xml", "<urlset><url>");
    return html("page");
  });
  CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  crawler::CaptureReader reader(crawl.the_case);
  const auto listed = crawler::listed_images(reader, crawl.the_case.run_id());
  REQUIRE(listed);
  CHECK(*listed == std::set<std::string>{server.url("/p.jpg")});
}

TEST_CASE("sitemaps that robots.txt names are found by themselves") {
  Site here;
  CrawlCase crawl({here.server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  for (const auto& gap : report->incomplete) CHECK(gap == "");
  for (const char* target : {"/index.xml", "/1.xml.gz", "/moved", "/2.txt",
                             "/a", "/b", "/linked", "/photo.jpg"}) {
    CAPTURE(target);
    CHECK(hit(here.server, target));
  }
  CHECK(!hit(here.server, "/private/x"));
  CHECK(count_of(*report, "pages") == 4);
  CHECK(count_of(*report, "images") == 1);
  CHECK(count_of(*report, "out of scope") == 3);
  auto found = crawl.by_url();
  const Capture& index = found.at(here.server.url("/index.xml"));
  CHECK(index.target == Target::sitemap);
  CHECK(index.via == here.server.url("/robots.txt"));
  CHECK(!index.warc_file.empty());
  CHECK(found.at(here.server.url("/2.txt")).target == Target::sitemap);
  CHECK(found.at(here.server.url("/b")).via == here.server.url("/2.txt"));
  CHECK(found.at(here.server.url("/a")).target == Target::page);
}

TEST_CASE("they are left aside where the user or the scope says so") {
  for (int which = 0; which < 3; ++which) {
    CAPTURE(which);
    Site here;
    CrawlCase crawl({here.server.url("/")});
    if (which == 0) crawl.settings.robots_sitemaps.value = false;
    if (which == 1) crawl.settings.scope.value = "page";
    if (which == 2) crawl.settings.max_depth.value = 0;
    const auto report = crawl.run();
    REQUIRE(report);
    CHECK(!hit(here.server, "/index.xml"));
    CHECK(count_of(*report, "urls") == 1);
  }
}

TEST_CASE("a sitemap alone is something to begin with") {
  Site here;
  CrawlCase crawl({});
  crawl.settings.sitemaps.value = {here.server.url("/1.xml.gz")};
  crawl.settings.robots_sitemaps.value = false;
  auto report = crawl.run();
  REQUIRE(report);
  CHECK(report->incomplete.empty());
  CHECK(count_of(*report, "pages") == 2);  // /a and what it links to
  CHECK(!hit(here.server, "/"));

  CrawlCase pages({});
  pages.settings.scope.value = "page";
  pages.settings.sitemaps.value = {here.server.url("/1.xml.gz")};
  report = pages.run();
  REQUIRE(report);
  CHECK(count_of(*report, "pages") == 1);
}

TEST_CASE("a feed's entries and pictures; a seed may turn out to be one") {
  Site here;
  CrawlCase crawl({});
  crawl.settings.feeds.value = {here.server.url("/feed")};
  crawl.settings.robots_sitemaps.value = false;
  auto report = crawl.run();
  REQUIRE(report);
  CHECK(report->incomplete.empty());
  auto found = crawl.by_url();
  CHECK(found.at(here.server.url("/feed")).target == Target::feed);
  CHECK(found.at(here.server.url("/e.jpg")).target == Target::image);
  CHECK(found.contains(here.server.url("/a")));

  CrawlCase seed({here.server.url("/feed")});
  seed.settings.robots_sitemaps.value = false;
  report = seed.run();
  REQUIRE(report);
  CHECK(seed.by_url().contains(here.server.url("/a")));
}

TEST_CASE("listings that cannot be read are told") {
  Site here;
  CrawlCase crawl({});
  crawl.settings.sitemaps.value = {here.server.url("/bad.xml"),
                                   here.server.url("/gone.xml"),
                                   here.server.url("/b")};
  crawl.settings.robots_sitemaps.value = false;
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(tells(*report, "/bad.xml: not well-formed XML at line 1"));
  CHECK(tells(*report, "/gone.xml: answered 404"));
  CHECK(tells(*report, "/b: neither a sitemap nor a feed"));
}

TEST_CASE("indexes without end are followed three deep") {
  LoopbackServer server([](const std::string& target) -> Answer {
    if (!target.starts_with("/s")) return answer(404, "text/plain", "");
    const int at = std::stoi(target.substr(2));
    return answer(200, "text/xml",
                  fmt::format("<sitemapindex><sitemap><loc>/s{}</loc>"
                              "</sitemap></sitemapindex>",
                              at + 1));
  });
  CrawlCase crawl({});
  crawl.settings.sitemaps.value = {server.url("/s0")};
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(hit(server, "/s3"));
  CHECK(!hit(server, "/s4"));
  CHECK(tells(*report, "sitemaps nested deeper than 3 indexes: 1 URL not"));
}
