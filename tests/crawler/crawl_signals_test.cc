// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files in which sites state their opt-outs are captured, once, and cost
// the pages nothing.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/gzip.h"
#include "crawler/plan.h"
#include "crawler/signal_files.h"
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

const std::string kTdmrep = R"([{"location": "/*", "tdm-reservation": 1}])";
const std::string kLicense = "<rsl xmlns=\"https://rslstandard.org/rsl\"/>";
const std::string kRslLink = "; rel=\"license\"; type=\"application/rsl+xml\"";

// A page and two pictures; the rest is what `files` answers.
LoopbackServer::Site site(LoopbackServer::Site files, std::string head = "") {
  return [files = std::move(files),
          head = std::move(head)](const std::string& target) -> Answer {
    if (target == "/")
      return html(head + "<a href=/a>a</a><img src=/1.jpg><img src=/2.jpg>");
    if (target == "/a") return html("<title>A</title>");
    if (target.ends_with(".jpg"))
      return answer(200, "image/jpeg", "no jpeg " + target);
    return files(target);
  };
}

Answer none(const std::string&) { return answer(404, "text/plain", "none"); }

struct SignalCrawl : CrawlCase {
  explicit SignalCrawl(std::vector<std::string> seeds)
      : CrawlCase(std::move(seeds)) {
    settings.signal_files.value = true;
  }
  // By URL.
  std::map<std::string, Capture> signals() {
    std::map<std::string, Capture> found;
    for (const Capture& capture : captures())
      if (capture.target == Target::signal_file &&
          capture.outcome != Outcome::postponed) {
        CAPTURE(capture.url);
        CHECK(found.emplace(capture.url, capture).second);
      }
    return found;
  }
};

int hits(const LoopbackServer& server, const std::string& target) {
  const auto all = server.hits();
  const auto at = all.find(target);
  return at == all.end() ? 0 : at->second;
}

}  // namespace

TEST_CASE("signal files: of every origin that gave a page or a picture, once") {
  LoopbackServer cdn(site(none));
  LoopbackServer unseen(site(none));
  LoopbackServer server(site(
      [](const std::string& target) {
        return target == "/.well-known/tdmrep.json"
                   ? answer(200, "application/json", kTdmrep)
                   : none(target);
      },
      fmt::format("<img src={}><img src={}><a href={}>x</a>", cdn.url("/x.jpg"),
                  cdn.url("/y.jpg"), unseen.url("/"))));
  SignalCrawl crawl({server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(report->incomplete.empty());
  const auto found = crawl.signals();
  CHECK(found.size() == 2 * kSignalPaths.size());
  for (const auto path : kSignalPaths) {
    CAPTURE(path);
    CHECK(hits(server, std::string(path)) == 1);
    CHECK(hits(cdn, std::string(path)) == 1);
    CHECK(found.contains(server.url(path)));
    CHECK(found.contains(cdn.url(path)));
  }
  CHECK(unseen.hits().empty());
  const Capture& tdmrep = found.at(server.url("/.well-known/tdmrep.json"));
  CHECK(tdmrep.status == 200);
  CHECK(tdmrep.via == server.url("/"));
  CHECK(CaptureReader(crawl.the_case).payload(tdmrep, 1000) == kTdmrep);
  const auto record = CaptureReader(crawl.the_case).record(tdmrep, 100'000);
  REQUIRE(record);
  CHECK(sha256(*record).hex() == tdmrep.id);
  CHECK(found.at(cdn.url("/ai.txt")).status == 404);
}

TEST_CASE("signal files: in no limit and in none of the other counts") {
  LoopbackServer server(site([](const std::string& target) {
    return target == "/ai.txt" ? answer(200, "text/plain", "User-Agent: *")
                               : none(target);
  }));
  SignalCrawl crawl({server.url("/")});
  crawl.settings.max_pages.value = 2;
  crawl.settings.max_images.value = 2;
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(report->incomplete.empty());
  CHECK(count_of(*report, "urls") == 4);
  CHECK(count_of(*report, "met") == 4);
  CHECK(count_of(*report, "fetched") == 4);
  CHECK(count_of(*report, "error answers") == 0);
  CHECK(count_of(*report, "pages") == 2);
  CHECK(count_of(*report, "images") == 2);
  CHECK(count_of(*report, "left") == 0);
  CHECK(count_of(*report, "signal files") == 1);
  CHECK(crawl.signals().size() == kSignalPaths.size());
}

TEST_CASE("signal files: not where the user turned them off") {
  const std::string robots = "/robots.txt";
  LoopbackServer server(site(
      [&](const std::string& target) {
        return target == robots
                   ? answer(200, "text/plain", "License: " + server.url("/l"))
                   : none(target);
      },
      "<link rel=license type=application/rsl+xml href=/m>"));
  SignalCrawl crawl({server.url("/")});
  crawl.settings.signal_files.value = false;
  REQUIRE(crawl.run());
  CHECK(crawl.signals().empty());
  CHECK(hits(server, "/ai.txt") == 0);
  CHECK(hits(server, "/l") == 0);
  CHECK(hits(server, "/m") == 1);  // as the page that the link names
}

TEST_CASE("signal files: pages come first") {
  std::vector<std::string> order;
  std::mutex mutex;
  LoopbackServer server([&](const std::string& target) {
    const std::lock_guard lock(mutex);
    order.push_back(target);
    return site(none)(target);
  });
  SignalCrawl crawl({server.url("/")});
  crawl.settings.connections_per_host.value = 1;
  REQUIRE(crawl.run());
  const std::lock_guard lock(mutex);
  REQUIRE(order.size() == 5 + kSignalPaths.size());
  for (std::size_t at = 0; at < kSignalPaths.size(); ++at)
    CHECK(order[5 + at] == kSignalPaths[at]);
}

TEST_CASE("signal files: what answers every URL with a page is kept as it is") {
  LoopbackServer server(
      [](const std::string&) { return html("<title>App</title>"); });
  SignalCrawl crawl({server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(count_of(*report, "pages") == 1);
  for (const auto& [url, capture] : crawl.signals()) {
    CHECK(capture.status == 200);
    CHECK(capture.mime == "text/html");
  }
  CHECK(crawl.signals().size() == kSignalPaths.size());
}

TEST_CASE("signal files: redirections are followed, also to another host") {
  LoopbackServer other([](const std::string& target) {
    return target == "/rights.json" ? answer(200, "application/json", kTdmrep)
                                    : none(target);
  });
  // /a is fetched as a page too: none is lost to a signal file that leads to
  // it.
  LoopbackServer server(site([&](const std::string& target) {
    if (target == "/.well-known/tdmrep.json")
      return redirect(other.url("/rights.json"));
    return target == "/ai.txt" ? redirect("/a") : none(target);
  }));
  SignalCrawl crawl({server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(report->incomplete.empty());
  const auto found = crawl.signals();
  CHECK(found.at(server.url("/.well-known/tdmrep.json")).redirect_to ==
        other.url("/rights.json"));
  const Capture& end = found.at(other.url("/rights.json"));
  CHECK(end.via == server.url("/.well-known/tdmrep.json"));
  CHECK(CaptureReader(crawl.the_case).payload(end, 1000) == kTdmrep);
  CHECK(found.contains(server.url("/a")));
  CHECK(count_of(*report, "pages") == 2);
  // One file of that host was led to; nothing else was asked for there.
  const std::map<std::string, int> expected = {{"/rights.json", 1},
                                               {"/robots.txt", 1}};
  CHECK(other.hits() == expected);
}

TEST_CASE("signal files: a coding is taken off, a long one is cut") {
  const std::string large(2 * kMaxSignalFile, 'x');
  LoopbackServer server(site([&](const std::string& target) {
    if (target == "/.well-known/tdmrep.json")
      return answer(200, "application/json", gzip_compress(kTdmrep),
                    "Content-Encoding: gzip\r\n");
    return target == "/ai.txt" ? answer(200, "text/plain", large)
                               : none(target);
  }));
  SignalCrawl crawl({server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(tells(*report, "1 files that may hold opt-outs were not read"));
  const auto found = crawl.signals();
  CHECK(CaptureReader(crawl.the_case)
            .payload(found.at(server.url("/.well-known/tdmrep.json")), 1000) ==
        kTdmrep);
  const Capture& cut = found.at(server.url("/ai.txt"));
  CHECK(cut.outcome == Outcome::too_large);
  CHECK(cut.payload_size == kMaxSignalFile);
}

TEST_CASE("signal files: our own crawl obeys robots.txt there as well") {
  LoopbackServer server(site([](const std::string& target) {
    return target == "/robots.txt"
               ? answer(200, "text/plain", "User-agent: *\nDisallow: /ai.txt")
               : none(target);
  }));
  SignalCrawl crawl({server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(hits(server, "/ai.txt") == 0);
  const Capture denied = crawl.signals().at(server.url("/ai.txt"));
  CHECK(denied.outcome == Outcome::robots_denied);
  CHECK(denied.problem.find("line 2") != std::string::npos);
}

TEST_CASE("signal files: a server's error is a gap, a missing file is none") {
  LoopbackServer server(site([](const std::string& target) {
    return target == "/ai.txt" ? answer(500, "text/plain", "ill")
                               : none(target);
  }));
  SignalCrawl crawl({server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  REQUIRE(report->incomplete.size() == 1);
  CHECK(report->incomplete[0] ==
        "1 files that may hold opt-outs were not read, for example " +
            server.url("/ai.txt") + ": answered 500");
}

TEST_CASE("RSL: licences are fetched, whoever names them") {
  LoopbackServer other([](const std::string& target) {
    return target == "/robots.txt" ? none(target)
                                   : answer(200, "text/xml", kLicense);
  });
  std::string robots;
  LoopbackServer server([&](const std::string& target) {
    if (target == "/robots.txt") return answer(200, "text/plain", robots);
    if (target == "/")
      return html(
          "<link rel=license type=application/rsl+xml href=/p.xml>"
          "<link rel=license href=/people.html>",
          "Link: </h.xml>" + kRslLink + "\r\n");
    return target.ends_with(".xml") ? answer(200, "text/xml", kLicense)
                                    : none(target);
  });
  robots = "License: " + other.url("/r.xml") + "\n";
  SignalCrawl crawl({server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(report->incomplete.empty());
  const auto found = crawl.signals();
  CHECK(found.size() == kSignalPaths.size() + 3);
  CHECK(found.at(other.url("/r.xml")).via == server.url("/robots.txt"));
  CHECK(found.at(server.url("/h.xml")).via == server.url("/"));
  CHECK(found.at(server.url("/p.xml")).status == 200);
  CHECK(hits(server, "/p.xml") == 1);
  CHECK(hits(server, "/people.html") == 1);  // a page, as before
  const std::map<std::string, int> expected = {{"/r.xml", 1},
                                               {"/robots.txt", 1}};
  CHECK(other.hits() == expected);
}

TEST_CASE("RSL: a picture's answer may name one") {
  LoopbackServer server([](const std::string& target) {
    if (target == "/") return html("<img src=/1.jpg>");
    return target == "/1.jpg" ? answer(200, "image/jpeg", "no jpeg",
                                       "Link: </i.xml>" + kRslLink + "\r\n")
                              : answer(404, "text/plain", "none",
                                       "Link: </e.xml>" + kRslLink + "\r\n");
  });
  SignalCrawl crawl({server.url("/")});
  REQUIRE(crawl.run());
  const auto found = crawl.signals();
  CHECK(found.size() == kSignalPaths.size() + 1);
  CHECK(found.at(server.url("/i.xml")).via == server.url("/1.jpg"));
}

TEST_CASE("RSL: a host's licences are few, and what is left out is told") {
  LoopbackServer server(
      site(none,
           "<link rel=license type=application/rsl+xml href=/1>"
           "<link rel=license type=application/rsl+xml href=/2>"
           "<link rel=license type=application/rsl+xml href=/3>"
           "<link rel=license type=application/rsl+xml href=/4>"));
  SignalCrawl crawl({server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  const auto found = crawl.signals();
  CHECK(found.at(server.url("/3")).status == 404);
  CHECK(found.at(server.url("/4")).outcome == Outcome::over_limit);
  CHECK(tells(*report, "the limit of 3 license files of one host was reached"));
}

TEST_CASE("RSL: a page's licence in our own network is not asked for") {
  LoopbackServer server(site(none,
                             "<link rel=license type=application/rsl+xml "
                             "href=http://10.255.255.1/l.xml>"));
  SignalCrawl crawl({server.url("/")});
  const auto report = crawl.run();
  REQUIRE(report);
  const Capture license = crawl.signals().at("http://10.255.255.1/l.xml");
  CHECK(license.outcome == Outcome::failed);
  CHECK(license.remote_ip.empty());
}

// As for a seed's twins, which only hosts with names have.
TEST_CASE("an origin's robots.txt alone is read into its history, once") {
  LoopbackServer twin([](const std::string&) {
    return answer(200, "text/plain", "User-agent: *\nDisallow: /x");
  });
  LoopbackServer ill(
      [](const std::string&) { return answer(500, "text/plain", "ill"); });
  std::string robots;
  LoopbackServer server(site([&](const std::string& target) {
    return target == "/robots.txt" ? answer(200, "text/plain", robots)
                                   : none(target);
  }));
  robots = "License: " + twin.url("/robots.txt") +
           "\nLicense: " + ill.url("/robots.txt") +
           fmt::format("\nLicense: http://127.0.0.1:{}/robots.txt\n",
                       test::closed_port());
  SignalCrawl crawl({server.url("/")});
  crawl.settings.max_images.value = 2;
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(report->incomplete.empty());
  const std::map<std::string, int> expected = {{"/robots.txt", 1}};
  CHECK(twin.hits() == expected);
  auto histories = CaptureReader(crawl.the_case).robots();
  REQUIRE(histories);
  CHECK(histories->contains(twin.url("")));
  CHECK(histories->contains(ill.url("")));
}

TEST_CASE("signal files: a crawl that is taken up asks for none twice") {
  std::stop_source stop;
  LoopbackServer server(site([&](const std::string& target) {
    if (target == "/ai.txt") stop.request_stop();
    return none(target);
  }));
  SignalCrawl crawl({server.url("/")});
  crawl.settings.connections_per_host.value = 1;
  const auto first = crawl.run(stop.get_token());
  REQUIRE(first);
  CHECK(first->interrupted);
  CHECK(count_of(*first, "left") == 0);
  CHECK(tells(*first, "stopped before 3 files that may hold opt-outs"));
  const auto second = crawl.run();
  REQUIRE(second);
  CHECK(second->incomplete.empty());
  for (const auto path : kSignalPaths) {
    CAPTURE(path);
    CHECK(hits(server, std::string(path)) == 1);
  }
  CHECK(crawl.signals().size() == kSignalPaths.size());
  CHECK(hits(server, "/") == 1);
}

TEST_CASE("signal files: a later run asks whether they changed") {
  LoopbackServer server(LoopbackServer::AttentiveSite(
      [](const std::string& target, const std::string& request) -> Answer {
        if (target != "/ai.txt") return site(none)(target);
        if (request.find("If-None-Match: \"v1\"") != std::string::npos)
          return {"HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n"};
        return answer(200, "text/plain", "User-Agent: *", "ETag: \"v1\"\r\n");
      }));
  SignalCrawl crawl({server.url("/")});
  REQUIRE(crawl.run());
  REQUIRE(crawl.the_case.end_run("done"));
  REQUIRE(crawl.the_case.begin_run("test"));
  REQUIRE(crawl.run());
  const Capture again = crawl.signals().at(server.url("/ai.txt"));
  CHECK(again.not_modified);
  CHECK(again.status == 200);
  CHECK(CaptureReader(crawl.the_case).payload(again, 100) == "User-Agent: *");
}

TEST_CASE("dry run: signal files are named, not fetched") {
  std::string robots;
  LoopbackServer server(site([&](const std::string& target) {
    return target == "/robots.txt" ? answer(200, "text/plain", robots)
                                   : none(target);
  }));
  robots = "License: " + server.url("/l.xml");
  auto settings = test::quick_settings({server.url("/")});
  settings.signal_files.value = true;
  const auto plan =
      plan_crawl(std::make_shared<SystemClock>(), settings, Sinks(), {});
  REQUIRE(plan);
  const std::map<std::string, int> expected = {{"/robots.txt", 1}};
  CHECK(server.hits() == expected);
  const std::string text = describe_plan(*plan, settings);
  CHECK(text.starts_with("would fetch 1 pages and 0 images"));
  CHECK(text.find("would also fetch 1 named licences, and of each site that "
                  "gives something /.well-known/tdmrep.json /ai.txt") !=
        std::string::npos);
  settings.signal_files.value = false;
  CHECK(describe_plan(*plan, settings).find("ai.txt") == std::string::npos);
}
