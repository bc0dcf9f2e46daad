// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/crawl.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/file.h"
#include "base/gzip.h"
#include "tests/crawler/crawl_case.h"
#include "tests/crawler/loopback_server.h"

using namespace veto;
using namespace veto::crawler;
using test::After;
using test::Answer;
using test::answer;
using test::count_of;
using test::CrawlCase;
using test::html;
using test::LoopbackServer;
using test::redirect;
using test::tells;

namespace {

const std::string kRobots =
    "User-agent: *\nDisallow: /private/\n\nUser-agent: veto\n"
    "Disallow: /not-for-us\n";

Answer small_site(const std::string& target) {
  if (target == "/robots.txt") return answer(200, "text/plain", kRobots);
  if (target == "/")
    return html(
        "<title>Home</title><a href=/a>a</a><a href='/b#x'>b</a>"
        "<a href=/private/x>p</a><a href=/not-for-us>n</a>"
        "<a href=https://elsewhere.test/>e</a><a href=mailto:x@y.test>m</a>"
        "<a rel=nofollow href=/never>f</a><img src=/1.jpg alt='A face'>"
        "<a href=/big.JPG>photo</a>");
  if (target == "/a") return html("<a href=/>home</a><img src='2.jpg'>");
  if (target == "/b")
    return html(
        "<meta name=robots content=nofollow><a href=/never>x</a>"
        "<img src=/1.jpg>");
  if (target == "/1.jpg" || target == "/2.jpg" || target == "/big.JPG")
    return answer(200, "image/jpeg", "not really a jpeg");
  return answer(404, "text/html", "none");
}

}  // namespace

TEST_CASE("a small site is crawled as its robots.txt allows") {
  LoopbackServer server(small_site);
  CrawlCase crawl({server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(report->incomplete.empty());
  CHECK(!report->interrupted);
  CHECK(count_of(*report, "urls") == 8);
  CHECK(count_of(*report, "pages") == 3);
  CHECK(count_of(*report, "images") == 3);
  CHECK(count_of(*report, "robots denied") == 1);
  CHECK(count_of(*report, "out of scope") == 1);
  CHECK(count_of(*report, "failed") == 0);
  const std::map<std::string, int> expected = {
      {"/", 1},  {"/1.jpg", 1},   {"/2.jpg", 1},     {"/a", 1},
      {"/b", 1}, {"/big.JPG", 1}, {"/private/x", 1}, {"/robots.txt", 1}};
  CHECK(server.hits() == expected);
}

TEST_CASE("captures say what was seen and hold it") {
  LoopbackServer server(small_site);
  CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  auto found = crawl.by_url();
  const Capture& home = found.at(server.url("/"));
  CHECK(home.target == Target::seed);
  CHECK(home.outcome == Outcome::fetched);
  CHECK(home.status == 200);
  CHECK(home.mime == "text/html");
  CHECK(home.remote_ip == "127.0.0.1");
  CHECK(find_header(home.headers, "content-type") ==
        "text/html; charset=utf-8");
  const Capture& photo = found.at(server.url("/1.jpg"));
  CHECK(photo.target == Target::image);
  CHECK(photo.via == server.url("/"));
  CHECK(found.at(server.url("/not-for-us")).outcome == Outcome::robots_denied);
  CHECK(found.at(server.url("/not-for-us")).problem ==
        "robots.txt, line 5 (Disallow: /not-for-us), asks veto not to fetch "
        "it");
  CHECK(found.at("https://elsewhere.test/").outcome == Outcome::out_of_scope);
  CaptureReader reader(crawl.the_case);
  CHECK(reader.payload(photo, 1000) == "not really a jpeg");
  CHECK(reader.payload(photo, 5).error().kind == ErrorKind::too_large);
  CHECK(reader.capture(photo.id)->url == photo.url);
  CHECK(reader.capture("none").error().kind == ErrorKind::not_found);
  const auto record = reader.record(photo, 100000);
  REQUIRE(record);
  CHECK(sha256(*record).hex() == photo.id);
  CHECK(reader.record(found.at("https://elsewhere.test/"), 1000).error().kind ==
        ErrorKind::not_found);
}

TEST_CASE("an altered archive is noticed") {
  LoopbackServer server(small_site);
  CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  const Capture photo = crawl.by_url().at(server.url("/1.jpg"));
  const auto path = crawl.the_case.path(photo.warc_file);
  auto bytes = read_file(path, 1 << 20);
  REQUIRE(bytes);
  (*bytes)[photo.warc_offset + photo.warc_length / 2] ^= 1;
  REQUIRE(write_file_atomic(path, *bytes));
  CHECK(CaptureReader(crawl.the_case).payload(photo, 1000).error().kind ==
        ErrorKind::damaged);
}

TEST_CASE("pages are read back as they were parsed") {
  LoopbackServer server(small_site);
  CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  for (const Page& page : crawl.pages()) {
    if (page.url != server.url("/")) continue;
    CHECK(page.title == "Home");
    REQUIRE(page.images.size() == 1);
    CHECK(page.images[0].alt == "A face");
    CHECK(page.images[0].url == server.url("/1.jpg"));
    CHECK(page.capture_id == crawl.by_url().at(page.url).id);
    return;
  }
  FAIL("the home page is missing");
}

TEST_CASE("robots.txt is kept as versions, in the case and as files") {
  LoopbackServer server(small_site);
  CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  const std::string origin = server.url("");
  auto histories = CaptureReader(crawl.the_case).robots();
  REQUIRE(histories);
  REQUIRE(histories->contains(origin));
  const auto& versions = histories->at(origin).versions();
  REQUIRE(versions.size() == 1);
  CHECK(versions[0]->text == kRobots);
  CHECK(versions[0]->status == 200);
  CHECK(versions[0]->provenance == Provenance::captured);
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           crawl.the_case.path("robots")))
    if (entry.is_regular_file()) {
      ++files;
      CHECK(read_file(entry.path(), 1000) == kRobots);
    }
  CHECK(files == 1);
}

TEST_CASE("we say who we are and ask for robots.txt uncompressed") {
  LoopbackServer server([](const std::string& target) {
    return answer(404, "text/plain", target);
  });
  CrawlCase crawl({server.url("/x")});
  REQUIRE(crawl.run());
  CHECK(server.last_request().find(
            "User-Agent: veto/0.1 (+https://contact.test/)\r\n") !=
        std::string::npos);
  for (const Capture& capture : crawl.captures()) {
    const auto record = CaptureReader(crawl.the_case).record(capture, 10000);
    CHECK(record);
  }
}

TEST_CASE("redirections are captured hop by hop and end") {
  LoopbackServer server([](const std::string& target) -> Answer {
    if (target == "/loop/a") return redirect("/loop/b", 301);
    if (target == "/loop/b") return redirect("/loop/a", 308);
    if (target == "/away") return redirect("https://elsewhere.test/x");
    if (target == "/ok") return redirect("/landed?q#frag", 307);
    if (target == "/landed?q") return html("<a href=/x>x</a>");
    if (target.starts_with("/chain/"))
      return redirect(
          fmt::format("/chain/{}", std::stoi(target.substr(7)) + 1));
    return answer(404, "text/plain", "none");
  });
  CrawlCase crawl({server.url("/loop/a"), server.url("/away"),
                   server.url("/ok"), server.url("/chain/0")});
  const auto report = crawl.run();
  REQUIRE(report);
  auto found = crawl.by_url();
  CHECK(found.at(server.url("/loop/a")).redirect_to == server.url("/loop/b"));
  CHECK(found.at(server.url("/loop/b")).status == 308);
  CHECK(found.at("https://elsewhere.test/x").outcome == Outcome::out_of_scope);
  CHECK(found.at(server.url("/landed?q")).target == Target::seed);
  CHECK(found.at(server.url("/landed?q")).via == server.url("/ok"));
  CHECK(found.contains(server.url("/x")));
  CHECK(found.contains(server.url("/chain/10")));
  CHECK(!found.contains(server.url("/chain/11")));
  CHECK(tells(*report, "/chain/10: more than 10 redirections"));
}

TEST_CASE("compressed, chunked and oversized bodies") {
  const std::string bomb = gzip_compress(std::string(20 << 20, ' '));
  LoopbackServer server([&](const std::string& target) -> Answer {
    const std::string_view gzip = "Content-Encoding: gzip\r\n";
    if (target == "/gz") return html(gzip_compress("<a href=/x>x</a>"), gzip);
    if (target == "/bomb") return html(bomb, gzip);
    if (target == "/bad") return html("this is no gzip", gzip);
    if (target == "/huge")
      return answer(200, "image/png", std::string(200000, 'x'));
    if (target == "/chunked")
      return {
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
          "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
          After::keep,
          {}};
    return answer(404, "text/plain", "none");
  });
  CrawlCase crawl({server.url("/gz"), server.url("/bomb"), server.url("/bad"),
                   server.url("/huge"), server.url("/chunked")});
  crawl.settings.max_body.value = 100000;
  const auto report = crawl.run();
  REQUIRE(report);
  auto found = crawl.by_url();
  CaptureReader reader(crawl.the_case);
  CHECK(found.contains(server.url("/x")));
  CHECK(reader.payload(found.at(server.url("/gz")), 100) == "<a href=/x>x</a>");
  CHECK(reader.payload(found.at(server.url("/bomb")), 1 << 20).error().kind ==
        ErrorKind::too_large);
  CHECK(reader.payload(found.at(server.url("/bad")), 1 << 20).error().kind ==
        ErrorKind::damaged);
  CHECK(reader.payload(found.at(server.url("/chunked")), 100) == "hello");
  const Capture& huge = found.at(server.url("/huge"));
  CHECK(huge.outcome == Outcome::too_large);
  CHECK(huge.truncation == Truncation::length);
  CHECK(huge.payload_size == 100000);
  CHECK(reader.record(huge, 1 << 20)->find("WARC-Truncated: length\r\n") !=
        std::string::npos);
  CHECK(tells(*report, "1 responses were cut at the limit of 100000 bytes"));
  CHECK(tells(*report, "2 pages could not be read"));
}

TEST_CASE("limits are kept and told") {
  LoopbackServer server([](const std::string& target) -> Answer {
    if (target == "/robots.txt") return answer(404, "text/plain", "none");
    std::string page;
    for (int i = 0; i < 5; ++i)
      page += fmt::format("<a href='{}/{}'>x</a><img src='/i{}{}'>",
                          target == "/" ? "" : target, i, i, target.size());
    return html(page);
  });
  CrawlCase crawl({server.url("/")});
  crawl.settings.max_pages.value = 12;
  crawl.settings.max_images.value = 3;
  auto report = crawl.run();
  REQUIRE(report);
  CHECK(count_of(*report, "urls") == 15);
  CHECK(tells(*report, "the limit of 12 pages was reached"));
  CHECK(tells(*report, "the limit of 3 images was reached"));
  CHECK(report->incomplete.size() == 2);
  CrawlCase shallow({server.url("/")});
  shallow.settings.max_depth.value = 1;
  shallow.settings.max_images.value = 1000;
  report = shallow.run();
  REQUIRE(report);
  CHECK(count_of(*report, "pages") == 6);
  CHECK(tells(*report, "links deeper than 1 steps"));
}

TEST_CASE("one connection to a host means one at a time") {
  LoopbackServer server([](const std::string& target) -> Answer {
    if (target != "/") return html("x");
    std::string page;
    for (int i = 0; i < 20; ++i) page += fmt::format("<a href=/{}>x</a>", i);
    return html(page);
  });
  CrawlCase crawl({server.url("/")});
  crawl.settings.connections_per_host.value = 1;
  REQUIRE(crawl.run());
  CHECK(server.most_at_once() == 1);
  CHECK(crawl.by_url().size() == 21);
}
