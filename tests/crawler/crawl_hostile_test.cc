// SPDX-License-Identifier: GPL-3.0-or-later
//
// Many URLs at once on a server that misbehaves: every one accounted for once.

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <set>
#include <thread>

#include "tests/crawler/crawl_case.h"
#include "tests/crawler/loopback_server.h"

extern char** environ;

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
using test::tells;

namespace {

Answer hostile_site(const std::string& target) {
  const std::string kind = target.substr(1, target.find('/', 1) - 1);
  if (kind == "robots.txt") return answer(404, "text/plain", "");
  if (kind == "ok") return html("<title>ok</title>");
  if (kind == "slow") {
    Answer slow = html("slow");
    slow.delay = 20ms;
    return slow;
  }
  if (kind == "drop")
    return {"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nten bytes.",
            After::close,
            {}};
  if (kind == "reset") return {"HTTP/1.1 200 OK\r\n", After::reset, {}};
  if (kind == "length")
    return {
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nx", After::close, {}};
  if (kind == "hang") return {"", After::hang, {}};
  return answer(404, "text/plain", "none");
}

// 500 URLs of all kinds; every tenth at a port where nobody listens.
std::vector<std::string> many(const LoopbackServer& server, bool hang) {
  const std::uint16_t closed = test::closed_port();
  const char* kinds[] = {"ok",    "slow", "drop", "reset", "length",
                         "other", "ok",   "slow", "ok",    "ok"};
  std::vector<std::string> urls;
  for (int i = 0; i < 500; ++i) {
    std::string kind = kinds[i % 10];
    if (hang && i % 50 == 6) kind = "hang";
    const std::string target = fmt::format("/{}/{}", kind, i);
    urls.push_back(i % 10 == 9
                       ? fmt::format("http://127.0.0.1:{}{}", closed, target)
                       : server.url(target));
  }
  return urls;
}

std::map<Outcome, int> outcomes(CrawlCase& crawl) {
  std::map<Outcome, int> counts;
  for (const auto& [url, capture] : crawl.by_url()) ++counts[capture.outcome];
  return counts;
}

}  // namespace

TEST_CASE("500 URLs in, 500 accounted for") {
  LoopbackServer server(hostile_site);
  CrawlCase crawl(many(server, true));
  crawl.settings.transfer_timeout.value = 700ms;
  const auto report = crawl.run();
  REQUIRE(report);
  CHECK(count_of(*report, "urls") == 500);
  auto counts = outcomes(crawl);
  CHECK(crawl.by_url().size() == 500);
  // drop, reset, length, refused: 50 each; 10 of those that hang.
  CHECK(counts[Outcome::failed] == 210);
  CHECK(counts[Outcome::fetched] == 290);
  // The server may see the end of one connection after the beginning of the
  // next.
  CHECK(server.most_at_once() <= 24 + 2);
  CHECK(server.most_at_once() > 4);
}

TEST_CASE("stopped in the middle, cancelled, taken up again: still 500") {
  LoopbackServer server(hostile_site);
  CrawlCase crawl(many(server, true));
  crawl.settings.transfer_timeout.value = 60000ms;
  std::stop_source stop;
  // Those that hang stay in flight until the crawl cancels them.
  std::thread stopper([&] {
    for (int i = 0; i < 500 && server.hits().size() < 150; ++i)
      std::this_thread::sleep_for(10ms);
    stop.request_stop();
  });
  auto report = crawl.run(stop.get_token());
  stopper.join();
  REQUIRE(report);
  CHECK(report->interrupted);
  CHECK(tells(*report, "the next run takes them up"));
  const auto cancelled = count_of(*report, "cancelled");
  CHECK(cancelled > 0);
  CHECK(count_of(*report, "urls") == 500);
  const auto before = crawl.by_url();
  CHECK(before.size() < 500);

  crawl.settings.transfer_timeout.value = 700ms;
  report = crawl.run();
  REQUIRE(report);
  CHECK(!report->interrupted);
  CHECK(count_of(*report, "urls") == 500);
  CHECK(count_of(*report, "cancelled") == 0);
  const auto after = crawl.by_url();
  CHECK(after.size() == 500);
  for (const auto& [url, capture] : before)
    if (capture.outcome != Outcome::cancelled)
      CHECK(after.at(url).id == capture.id);
  auto counts = outcomes(crawl);
  CHECK(counts[Outcome::failed] == 210);
  CHECK(counts[Outcome::fetched] == 290);
}

// Run by the next test in a process of its own, which is then killed.
TEST_CASE("crawl until killed" * doctest::skip()) {
  Case the_case = test::open_case(::getenv("VETO_TEST_CASE"));
  auto settings = test::quick_settings({::getenv("VETO_TEST_SEED")});
  settings.connections_per_host.value = 4;
  REQUIRE(run_crawl(the_case, settings, Sinks(), {}));
}

namespace {

Answer slow_leaves(const std::string& target) {
  if (target == "/robots.txt") return answer(404, "text/plain", "");
  if (target.starts_with("/leaf"))
    return {
        html("<title>" + target + "</title>" + std::string(2000, 'x')).bytes,
        After::keep, 10ms};
  std::string page;
  for (int i = 0; i < 300; ++i) page += fmt::format("<a href=/leaf{}>x</a>", i);
  return html(page);
}

// Captures that another process has committed so far.
long long committed_in(const std::filesystem::path& dir) {
  if (!Case::is_case(dir)) return 0;
  auto db = Database::open(dir / "case.db");
  if (!db) return 0;
  return db
      ->attempt("count",
                [](soci::session& sql) {
                  long long count = 0;
                  sql << "SELECT COUNT(*) FROM capture", soci::into(count);
                  return count;
                })
      .value_or(0);
}

// Runs the crawl above and kills it once that many captures are committed.
void kill_a_crawl(const std::filesystem::path& dir, LoopbackServer& server,
                  long long after) {
  ::setenv("VETO_TEST_CASE", dir.c_str(), 1);
  ::setenv("VETO_TEST_SEED", server.url("/").c_str(), 1);
  std::string program = "/proc/self/exe";
  std::string no_skip = "--no-skip";
  std::string which = "--test-case=crawl until killed";
  char* arguments[] = {program.data(), no_skip.data(), which.data(), nullptr};
  pid_t child = 0;
  REQUIRE(::posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments,
                        environ) == 0);
  for (int i = 0; i < 3000 && committed_in(dir) < after; ++i)
    std::this_thread::sleep_for(10ms);
  ::kill(child, SIGKILL);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
}

}  // namespace

TEST_CASE("a killed crawl loses nothing that was acknowledged") {
  LoopbackServer server(slow_leaves);
  test::TempDir dir;
  const auto path = dir / "case";
  std::set<std::string> acknowledged;
  for (const int after : {20, 120}) {
    kill_a_crawl(path, server, after);
    Case the_case = test::open_case(path);
    CaptureReader reader(the_case);
    std::set<std::string> found;
    REQUIRE(reader.for_each_capture(
        the_case.run_id(), [&](const Capture& capture) -> Status {
          found.insert(capture.id);
          auto payload = reader.payload(capture, 1 << 20);
          return payload ? Status() : std::unexpected(payload.error());
        }));
    for (const auto& id : acknowledged) CHECK(found.contains(id));
    acknowledged = std::move(found);
    CHECK(acknowledged.size() >= static_cast<std::size_t>(after));
  }
  Case the_case = test::open_case(path);
  auto settings = test::quick_settings({server.url("/")});
  const auto report = run_crawl(the_case, settings, Sinks(), {});
  REQUIRE(report);
  CHECK(count_of(*report, "urls") == 301);
  CHECK(count_of(*report, "pages") == 301);
  std::set<std::string> urls;
  std::set<std::string> ids;
  CaptureReader reader(the_case);
  REQUIRE(reader.for_each_capture(
      the_case.run_id(), [&](const Capture& capture) -> Status {
        ids.insert(capture.id);
        if (capture.target != Target::robots)
          CHECK(urls.insert(capture.url).second);
        auto payload = reader.payload(capture, 1 << 20);
        return payload ? Status() : std::unexpected(payload.error());
      }));
  CHECK(urls.size() == 301);
  for (const auto& id : acknowledged) CHECK(ids.contains(id));
}

TEST_CASE("a full disk ends the crawl with an error and keeps what was kept") {
  LoopbackServer server([](const std::string& target) -> Answer {
    if (target == "/robots.txt") return answer(404, "text/plain", "");
    if (target.starts_with("/noise")) {
      std::string noise(100000, '\0');
      std::uint64_t state = std::hash<std::string>()(target) | 1;
      for (char& c : noise) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        c = static_cast<char>(state);
      }
      return answer(200, "image/png", noise);
    }
    std::string page;
    for (int i = 0; i < 40; ++i) page += fmt::format("<img src=/noise{}>", i);
    return html(page);
  });
  CrawlCase crawl({server.url("/")});
  crawl.settings.connections_per_host.value = 2;
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  rlimit small = before;
  small.rlim_cur = 2'000'000;
  ::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  auto report = crawl.run();
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  REQUIRE(!report);
  CHECK(report.error().kind == ErrorKind::io);
  CaptureReader reader(crawl.the_case);
  const auto kept = crawl.captures();
  for (const Capture& capture : kept) CHECK(reader.payload(capture, 1 << 20));
  report = crawl.run();
  REQUIRE(report);
  CHECK(count_of(*report, "images") == 40);
  CHECK(crawl.by_url().size() == 41);
  for (const Capture& capture : kept) CHECK(reader.capture(capture.id));
}
