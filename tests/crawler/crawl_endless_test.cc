// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sites that would have us fetch without end: each answer is bounded, marked,
// and the crawl goes on.

#include <brotli/encode.h>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <zstd.h>

#include "base/gzip.h"
#include "tests/crawler/crawl_case.h"
#include "tests/crawler/loopback_server.h"

using namespace veto;
using namespace veto::crawler;
using namespace std::chrono_literals;
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

const std::string kZeros(64 << 20, '\0');

std::string brotli_bomb() {
  std::string out(1 << 20, '\0');
  std::size_t size = out.size();
  REQUIRE(BrotliEncoderCompress(
              1, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, kZeros.size(),
              reinterpret_cast<const std::uint8_t*>(kZeros.data()), &size,
              reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE);
  out.resize(size);
  return out;
}

std::string zstd_bomb() {
  std::string out(1 << 20, '\0');
  const std::size_t size =
      ZSTD_compress(out.data(), out.size(), kZeros.data(), kZeros.size(), 1);
  REQUIRE(!ZSTD_isError(size));
  out.resize(size);
  return out;
}

Answer endless(std::string head, std::string piece,
               std::chrono::milliseconds pause = 0ms) {
  return {"HTTP/1.1 200 OK\r\n" + head, After::repeat, 0ms, std::move(piece),
          pause};
}

const std::string kHtml = "Content-Type: text/html\r\n";
const std::string kText = "Content-Type: text/plain\r\n";

Answer hostile(const std::string& target) {
  static const std::string gzip = gzip_compress(kZeros);
  static const std::string brotli = brotli_bomb();
  static const std::string zstd = zstd_bomb();
  if (target == "/gzip") return html(gzip, "Content-Encoding: gzip\r\n");
  if (target == "/br") return html(brotli, "Content-Encoding: br\r\n");
  if (target == "/zstd") return html(zstd, "Content-Encoding: zstd\r\n");
  if (target == "/body") return endless(kText + "\r\n", std::string(9000, 'x'));
  if (target == "/links") {
    std::string links;
    for (int i = 0; i < 500; ++i) links += "<a href=/ok>x</a>";
    return endless(kHtml + "\r\n", links);
  }
  if (target == "/drip") return endless(kHtml + "\r\n<a href=/ok>", "x", 30ms);
  if (target == "/fields")
    return endless("", "A: " + std::string(9000, 'x') + "\r\n");
  if (target == "/location")
    return redirect("/" + std::string(1 << 20, 'x'), 301);
  if (target == "/lie")
    return {
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        "Content-Length: 1000000000\r\n\r\n<a href=/never>x</a>",
        After::close,
        {}};
  if (target.starts_with("/hop/"))
    return redirect(fmt::format("/hop/{}", std::stoi(target.substr(5)) + 1));
  if (target == "/ok") return html("<title>ok</title>");
  return answer(404, "text/plain", "none");
}

}  // namespace

TEST_CASE("no answer is without end, and the crawl goes on") {
  LoopbackServer server(hostile);
  std::vector<std::string> seeds;
  for (const char* target : {"/gzip", "/br", "/zstd", "/body", "/links",
                             "/drip", "/fields", "/location", "/lie", "/hop/0"})
    seeds.push_back(server.url(target));
  CrawlCase crawl(seeds);
  crawl.settings.max_body.value = 100000;
  crawl.settings.transfer_timeout.value = 3000ms;
  const auto report = crawl.run();
  REQUIRE_MESSAGE(report, report.error().what);
  auto found = crawl.by_url();
  struct Case {
    std::string target;
    Outcome outcome;
    Truncation truncation;
    const char* record;  // WARC-Truncated, if any
  };
  const Case cases[] = {
      {"/gzip", Outcome::fetched, Truncation::none, ""},
      {"/br", Outcome::fetched, Truncation::none, ""},
      {"/zstd", Outcome::fetched, Truncation::none, ""},
      {"/body", Outcome::too_large, Truncation::length, "length"},
      {"/links", Outcome::too_large, Truncation::length, "length"},
      {"/drip", Outcome::too_large, Truncation::time, "time"},
      {"/fields", Outcome::failed, Truncation::none, nullptr},
      {"/location", Outcome::failed, Truncation::none, nullptr},
      {"/lie", Outcome::failed, Truncation::disconnect, "disconnect"},
      {"/ok", Outcome::fetched, Truncation::none, ""},
      {"/hop/10", Outcome::fetched, Truncation::none, ""},
  };
  CaptureReader reader(crawl.the_case);
  for (const auto& c : cases) {
    CAPTURE(c.target);
    const Capture& capture = found.at(server.url(c.target));
    CHECK(capture.outcome == c.outcome);
    CHECK(capture.truncation == c.truncation);
    CHECK(capture.payload_size <= 100000);
    const auto record = reader.record(capture, 1 << 20);
    CHECK(record.has_value() == (c.record != nullptr));
    if (!record) continue;
    const std::string field = fmt::format("WARC-Truncated: {}\r\n", c.record);
    CHECK((record->find("WARC-Truncated") != std::string::npos) ==
          (*c.record != '\0'));
    if (*c.record != '\0') CHECK(record->find(field) != std::string::npos);
  }
  for (const char* bomb : {"/gzip", "/br", "/zstd"})
    CHECK(reader.payload(found.at(server.url(bomb)), 1 << 20).error().kind ==
          ErrorKind::too_large);
  CHECK(!found.contains(server.url("/hop/11")));
  CHECK(!found.contains(server.url("/never")));
  CHECK(tells(*report, "2 responses were cut at the limit of 100000 bytes"));
  CHECK(tells(*report, "1 responses did not end in time and were cut"));
}

TEST_CASE("a robots.txt without end is cut, and the site is crawled by it") {
  LoopbackServer server([](const std::string& target) {
    if (target == "/robots.txt")
      return endless(kText + "\r\nUser-agent: *\nDisallow: /no\n",
                     "# " + std::string(65533, 'x') + "\n");
    if (target == "/") return html("<a href=/no>n</a><a href=/yes>y</a>");
    return html("<title>a page</title>");
  });
  CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  auto found = crawl.by_url();
  CHECK(found.at(server.url("/no")).outcome == Outcome::robots_denied);
  CHECK(found.at(server.url("/yes")).outcome == Outcome::fetched);
  for (const Capture& capture : crawl.captures())
    if (capture.target == Target::robots) {
      CHECK(capture.truncation == Truncation::length);
      CHECK(capture.payload_size <= 4u << 20);
    }
}
