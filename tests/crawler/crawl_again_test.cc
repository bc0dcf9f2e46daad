// SPDX-License-Identifier: GPL-3.0-or-later
//
// A case is crawled a second time: what did not change is not fetched again,
// and is there all the same.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "crawler/warc_reader.h"
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

namespace {

const std::string kPicture(5000, 'p');
const std::string kHome =
    "<title>Home</title><a href=/a>a</a><img src=/1.png><img src=/2.png>" +
    std::string(2000, ' ');

bool asks(const std::string& request, std::string_view field) {
  return request.find(field) != std::string::npos;
}

// The home page by ETag, a picture by date; the rest has no validator.
Answer changing_site(const std::string& target, const std::string& request) {
  if (target == "/") {
    if (asks(request, "If-None-Match: \"v1\"\r\n"))
      return {
          "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n"
          "X-Robots-Tag: noai\r\n\r\n",
          After::keep,
          {}};
    return html(kHome, "ETag: \"v1\"\r\nX-Old: 1\r\n");
  }
  if (target == "/1.png") {
    if (asks(request, "If-Modified-Since: Sat, 01 Nov 2025 00:00:00 GMT\r\n"))
      return {"HTTP/1.1 304 Not Modified\r\n\r\n", After::keep, {}};
    return answer(200, "image/png", kPicture,
                  "Last-Modified: Sat, 01 Nov 2025 00:00:00 GMT\r\n");
  }
  if (target == "/2.png") return answer(200, "image/png", kPicture + "2");
  if (target == "/a") return html("<title>A</title>");
  return answer(404, "text/plain", "none");
}

void begin_another_run(CrawlCase& crawl) {
  REQUIRE(crawl.the_case.end_run("done"));
  REQUIRE(crawl.the_case.begin_run("test"));
}

std::string record_of(CrawlCase& crawl, const Capture& capture) {
  return CaptureReader(crawl.the_case).record(capture, 1 << 20).value_or("");
}

std::string type_of(CrawlCase& crawl, const Capture& capture) {
  const std::string bytes = record_of(crawl, capture);
  const auto record = parse_warc_record(bytes);
  REQUIRE(record);
  return std::string(record->field("WARC-Type").value_or(""));
}

}  // namespace

TEST_CASE("what a server says is unchanged stands as it was") {
  LoopbackServer server(changing_site);
  CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  const auto before = crawl.by_url();
  begin_another_run(crawl);
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(count_of(*report, "pages") == 2);
  CHECK(count_of(*report, "images") == 2);
  CHECK(server.hits().at("/") == 2);
  const auto after = crawl.by_url();
  CHECK(after.size() == before.size());
  CaptureReader reader(crawl.the_case);
  const Capture& home = after.at(server.url("/"));
  CHECK(home.not_modified);
  CHECK(home.status == 200);
  CHECK(home.mime == "text/html");
  CHECK(home.outcome == Outcome::fetched);
  CHECK(home.revisit_of == before.at(server.url("/")).id);
  CHECK(home.payload_digest == sha256(kHome));
  CHECK(home.payload_size == kHome.size());
  CHECK(find_header(home.headers, "x-robots-tag") == "noai");
  CHECK(find_header(home.headers, "x-old") == "1");
  CHECK(reader.payload(home, 1 << 20) == kHome);
  CHECK(type_of(crawl, home) == "revisit");
  CHECK(record_of(crawl, home).find("HTTP/1.1 304 Not Modified\r\n") !=
        std::string::npos);
  const Capture& picture = after.at(server.url("/1.png"));
  CHECK(picture.not_modified);
  CHECK(reader.payload(picture, 1 << 20) == kPicture);
  for (const Page& page : crawl.pages())
    if (page.url == server.url("/")) {
      CHECK(page.capture_id == home.id);
      CHECK(page.images.size() == 2);
    }
}

TEST_CASE("a third run refers to the bytes, not to a reference") {
  LoopbackServer server(changing_site);
  CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  const std::string first = crawl.by_url().at(server.url("/")).id;
  for (int again = 0; again < 2; ++again) {
    begin_another_run(crawl);
    REQUIRE(crawl.run());
    const Capture home = crawl.by_url().at(server.url("/"));
    CHECK(home.not_modified);
    CHECK(home.revisit_of == first);
    CHECK(CaptureReader(crawl.the_case).payload(home, 1 << 20) == kHome);
  }
}

TEST_CASE("the same bytes without a validator are stored once") {
  LoopbackServer server(changing_site);
  CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  const auto before = crawl.by_url();
  begin_another_run(crawl);
  REQUIRE(crawl.run());
  const auto after = crawl.by_url();
  const Capture& picture = after.at(server.url("/2.png"));
  CHECK(!picture.not_modified);
  CHECK(picture.revisit_of == before.at(server.url("/2.png")).id);
  CHECK(type_of(crawl, picture) == "revisit");
  CHECK(CaptureReader(crawl.the_case).payload(picture, 1 << 20) ==
        kPicture + "2");
  // Below the threshold a record of its own is kept.
  const Capture& small = after.at(server.url("/a"));
  CHECK(small.revisit_of.empty());
  CHECK(type_of(crawl, small) == "response");
}

TEST_CASE("an earlier answer that cannot be read is asked for in full") {
  LoopbackServer server(changing_site);
  CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  const Capture first = crawl.by_url().at(server.url("/"));
  const auto path = crawl.the_case.path(first.warc_file);
  auto bytes = read_file(path, 1 << 20);
  REQUIRE(bytes);
  (*bytes)[first.warc_offset + first.warc_length / 2] ^= 1;
  REQUIRE(write_file_atomic(path, *bytes));
  begin_another_run(crawl);
  REQUIRE(crawl.run());
  const Capture home = crawl.by_url().at(server.url("/"));
  CHECK(!home.not_modified);
  CHECK(server.hits().at("/") == 3);
  CHECK(find_header(home.headers, "etag") == "\"v1\"");
}

TEST_CASE("a reference to another payload is damage") {
  LoopbackServer server(changing_site);
  CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  const auto found = crawl.by_url();
  Capture wrong = found.at(server.url("/1.png"));
  wrong.revisit_of = found.at(server.url("/2.png")).id;
  CHECK(CaptureReader(crawl.the_case).payload(wrong, 1 << 20).error().kind ==
        ErrorKind::damaged);
  wrong.revisit_of = "none";
  CHECK(CaptureReader(crawl.the_case).payload(wrong, 1 << 20).error().kind ==
        ErrorKind::not_found);
}

TEST_CASE("a validator that could not be sent safely is not sent") {
  LoopbackServer server([](const std::string& target, const std::string&) {
    if (target == "/robots.txt") return answer(404, "text/plain", "none");
    if (target == "/long")
      return html("long", "ETag: \"" + std::string(5000, 'x') + "\"\r\n");
    return html("odd", "ETag: \"\xff\x01\"\r\n");
  });
  CrawlCase crawl({server.url("/odd"), server.url("/long")});
  REQUIRE(crawl.run());
  begin_another_run(crawl);
  REQUIRE(crawl.run());
  CHECK(!asks(server.last_request(), "If-None-Match"));
  for (const auto& [url, capture] : crawl.by_url())
    CHECK(!capture.not_modified);
}
