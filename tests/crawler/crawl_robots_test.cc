// SPDX-License-Identifier: GPL-3.0-or-later

#include <doctest/doctest.h>
#include <fmt/format.h>

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

// A site whose robots.txt gives this answer and whose page is fine.
LoopbackServer::Site with_robots(Answer robots) {
  return [robots](const std::string& target) {
    return target == "/robots.txt" ? robots : html("page");
  };
}

int page_hits(const LoopbackServer& server) {
  const auto hits = server.hits();
  const auto found = hits.find("/page");
  return found == hits.end() ? 0 : found->second;
}

const std::string kDenyAll = "User-agent: *\nDisallow: /\n";

}  // namespace

TEST_CASE("what robots.txt answers decides about its origin (2.3.1)") {
  struct Case {
    const char* name;
    Answer robots;
    bool fetched;
  };
  const Case cases[] = {
      {"404", answer(404, "text/plain", kDenyAll), true},
      {"410", answer(410, "text/plain", ""), true},
      {"400", answer(400, "text/plain", ""), true},
      {"401", answer(401, "text/plain", ""), false},
      {"403", answer(403, "text/plain", ""), false},
      {"empty", answer(200, "text/plain", ""), true},
      {"deny all", answer(200, "text/plain", kDenyAll), false},
      {"deny all, gzip",
       answer(200, "text/plain", gzip_compress(kDenyAll),
              "Content-Encoding: gzip\r\n"),
       false},
      {"unreadable",
       answer(200, "text/plain", "\x1f\x8b\x08junk",
              "Content-Encoding: gzip\r\n"),
       false},
      {"500", answer(500, "text/plain", ""), false},
      {"502", answer(502, "text/plain", "User-agent: *\nAllow: /\n"), false},
      {"dropped", {"HTTP/1.1 200 OK\r\nContent-", After::close, {}}, false},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    LoopbackServer server(with_robots(c.robots));
    CrawlCase crawl({server.url("/page")});
    CHECK(crawl.run().has_value() == c.fetched);
    CHECK(page_hits(server) == (c.fetched ? 1 : 0));
  }
}

TEST_CASE("our own crawl obeys the strictest of the readings") {
  struct Case {
    const char* robots;
    bool fetched;
    const char* says;
  };
  const Case cases[] = {
      {"User-agent: *\nDisallow: /other", true, ""},
      {"User-agent: *\nDisallow: /page", false, "line 2 (Disallow: /page)"},
      {"User-agent: *\nDissallow: /page", false, "as its google reading"},
      {"User-agent: veto\nDisallow /page", false, "as its google reading"},
      {"User-agent: veto/0.1\nDisallow: /page", false, "its google reading"},
      {"User-agent: * all\nDisallow: /%70age", false, "its lenient reading"},
      // Google's reading allows the folder, the others do not.
      {"User-agent: *\nDisallow: /\nAllow: /page/index.html", false, "line 2"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.robots);
    LoopbackServer server(with_robots(answer(200, "text/plain", c.robots)));
    CrawlCase crawl({server.url("/page")});
    const auto report = crawl.run();
    CHECK(report.has_value() == c.fetched);
    if (!report) CHECK(report.error().what.find(c.says) != std::string::npos);
  }
}

TEST_CASE("500 KiB of a robots.txt are read (2.5), and 1 GB is not received") {
  std::string text = "User-agent: *\nDisallow: /page\n";
  text.append(600 * 1024, '#');
  const std::string late = text + "\nDisallow: /late\n";
  // It goes on for ever: what is sent is what the client takes.
  const std::string endless =
      fmt::format("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n{}",
                  text + std::string(3 << 20, '#'));
  LoopbackServer server([&](const std::string& target) -> Answer {
    if (target == "/robots.txt") return answer(200, "text/plain", late);
    return html("page");
  });
  CrawlCase crawl({server.url("/late"), server.url("/page")});
  REQUIRE(crawl.run());
  CHECK(server.hits().contains("/late"));
  CHECK_FALSE(server.hits().contains("/page"));

  LoopbackServer huge(with_robots({endless, After::hang, {}}));
  CrawlCase other({huge.url("/page")});
  const auto report = other.run();
  REQUIRE_FALSE(report);
  CHECK(report.error().kind == ErrorKind::refused);
  for (const auto& capture : other.captures())
    if (capture.target == Target::robots)
      CHECK(capture.truncation != Truncation::none);
}

TEST_CASE("robots.txt may redirect five times (2.3.1.2)") {
  for (const int hops : {5, 6}) {
    CAPTURE(hops);
    LoopbackServer server([hops](const std::string& target) -> Answer {
      if (target == "/page") return html("page");
      if (target == "/robots.txt") return redirect("/r1");
      const int at = std::stoi(target.substr(2));
      return at == hops ? answer(200, "text/plain", kDenyAll)
                        : redirect(fmt::format("/r{}", at + 1));
    });
    CrawlCase crawl({server.url("/page")});
    CHECK(crawl.run().has_value() == (hops > 5));
    CHECK(server.hits().at("/r5") == 1);
    CHECK(!server.hits().contains("/r6"));
  }
}

TEST_CASE("rules found by redirection belong to the origin that was asked") {
  LoopbackServer other(with_robots(answer(200, "text/plain", kDenyAll)));
  LoopbackServer server(with_robots(redirect(other.url("/robots.txt"))));
  CrawlCase crawl({server.url("/page")});
  CHECK(!crawl.run());
  auto histories = CaptureReader(crawl.the_case).robots();
  REQUIRE(histories);
  CHECK(histories->size() == 1);
  CHECK(histories->at(server.url("")).versions()[0]->text == kDenyAll);
}

TEST_CASE("each origin's robots.txt is read, for images too") {
  LoopbackServer cdn(with_robots(answer(200, "text/plain", kDenyAll)));
  LoopbackServer server([&](const std::string& target) -> Answer {
    if (target == "/page")
      return html(fmt::format("<img src='{}'>", cdn.url("/face.jpg")));
    return answer(404, "text/plain", "");
  });
  CrawlCase crawl({server.url("/page")});
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(count_of(*report, "robots denied") == 1);
  const std::map<std::string, int> asked = {{"/robots.txt", 1}};
  CHECK(cdn.hits() == asked);
}

TEST_CASE("a changed robots.txt begins a new version, the same one extends") {
  std::string text = "User-agent: a\nDisallow: /\n";
  LoopbackServer server([&](const std::string& target) {
    return target == "/robots.txt" ? answer(200, "text/plain", text)
                                   : html("page");
  });
  CrawlCase crawl({server.url("/page")});
  REQUIRE(crawl.run());
  const auto run_again = [&] {
    REQUIRE(crawl.the_case.end_run("done"));
    REQUIRE(crawl.the_case.begin_run("test"));
    REQUIRE(crawl.run());
    auto histories = CaptureReader(crawl.the_case).robots();
    REQUIRE(histories);
    return histories->at(server.url("")).versions();
  };
  const auto same = run_again();
  REQUIRE(same.size() == 1);
  CHECK(same[0]->seen_from < same[0]->seen_to);
  text = "User-agent: b\nDisallow: /\n";
  const auto changed = run_again();
  REQUIRE(changed.size() == 2);
  CHECK(changed[0]->text != changed[1]->text);
  CHECK(changed[1]->text == text);
}

TEST_CASE("when no seed could be fetched the crawl says why") {
  CrawlCase refused({fmt::format("http://127.0.0.1:{}/", test::closed_port())});
  auto report = refused.run();
  REQUIRE(!report);
  CHECK(report.error().kind == ErrorKind::network);
  CHECK(report.error().what.starts_with("cannot reach http://127.0.0.1:"));
  CHECK(!report.error().hint.empty());

  LoopbackServer denying(with_robots(answer(200, "text/plain", kDenyAll)));
  CrawlCase denied({denying.url("/page")});
  report = denied.run();
  REQUIRE(!report);
  CHECK(report.error().kind == ErrorKind::refused);

  CrawlCase one({denying.url("/page"), denying.url("/other")});
  LoopbackServer open(with_robots(answer(404, "text/plain", "")));
  one.settings.seeds.value.push_back(open.url("/page"));
  report = one.run();
  REQUIRE(report);
  CHECK(tells(*report, denying.url("/other")));
  CHECK(report->incomplete.size() == 2);
}
