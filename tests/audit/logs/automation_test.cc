// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/automation.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>
#include <string>

#include "base/file.h"
#include "tests/audit/logs/log_support.h"

using namespace veto;
using namespace veto::logs;

namespace {

constexpr const char* kNow =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/150.0.0.0 Safari/537.36";

// A log of one client, a line each call.
class OneClient {
 public:
  void ask(int second, const std::string& target, const char* referer = "-",
           int status = 200, const char* agent = kNow) {
    const int day = 1 + second / 86'400;
    second %= 86'400;
    text_ += fmt::format(
        "198.51.100.7 - - [{:02}/Nov/2026:{:02}:{:02}:{:02} +0000] \"GET {} "
        "HTTP/1.1\" {} 500 \"{}\" \"{}\"\n",
        day, second / 3600, second / 60 % 60, second % 60, target, status,
        referer, agent);
  }
  std::set<std::string> signs(std::size_t least = 1) const {
    const veto::test::TempDir dir;
    REQUIRE(write_file_atomic(dir.path() / "access.log", text_));
    Inputs inputs;
    inputs.files = {dir.path() / "access.log"};
    inputs.format = "combined";
    inputs.undeclared = true;
    for (const char* seen : {"2026-10-01T00:00:00Z", "2026-12-01T00:00:00Z"})
      REQUIRE(inputs.history.sighted(*parse_rfc3339(seen), 200,
                                     "User-agent: *\nDisallow: /private/\n",
                                     crawler::Provenance::asserted, "test"));
    auto summary = analyse_logs(inputs, {}, {});
    REQUIRE(summary);
    std::set<std::string> found;
    for (const auto& one : summary->automation) {
      CHECK(one.network == "198.51.100.0/24");
      CHECK(one.signs.size() >= least);
      for (const auto& sign : one.signs) found.emplace(sign.name);
    }
    return found;
  }

 private:
  std::string text_;
};

}  // namespace

TEST_CASE("a person's visit shows too few signs to be told of") {
  OneClient client;
  for (int page = 0; page < 12; ++page) {
    const int at = page * page * 7 + page * 20;
    client.ask(at, "/page" + std::to_string(page * page), "-");
    client.ask(at + 1, "/style.css", "https://site.example/");
    client.ask(at + 1, "/a" + std::to_string(page) + ".jpg",
               "https://site.example/", page > 3 ? 304 : 200);
  }
  CHECK(client.signs().empty());
}

TEST_CASE("images alone, counted up at an even pace, by no page") {
  OneClient client;
  for (int i = 0; i < 40; ++i)
    client.ask(i * 5, "/photo/" + std::to_string(1000 + i) + ".jpg");
  CHECK(client.signs(3) ==
        std::set<std::string>{"images_only", "images_no_referer",
                              "numbers_in_sequence", "even_pace"});
}

TEST_CASE("two signs are not told") {
  OneClient client;
  for (int i = 0; i < 40; ++i)
    client.ask(i * i, "/photo/" + std::to_string(i * 17 % 41) + ".jpg");
  CHECK(client.signs().empty());
}

TEST_CASE("pages alone, and what robots.txt asks about") {
  OneClient client;
  client.ask(0, "/robots.txt");
  for (int i = 0; i < 12; ++i)
    client.ask(i * i + 1, "/private/" + std::to_string(i * 3));
  CHECK(client.signs(3) == std::set<std::string>{"robots_read",
                                                 "disallowed_asked",
                                                 "pages_alone"});
}

TEST_CASE("an old browser that never asks whether a page changed") {
  OneClient client;
  constexpr const char* kOldBrowser =
      "Mozilla/5.0 (X11; Linux x86_64; rv:72.0) Gecko/20100101 Firefox/72.0";
  for (int i = 0; i < 60; ++i)
    client.ask(i * 90 + (i % 7) * 11 + (i > 30 ? 90'000 : 0),
               "/p" + std::string(static_cast<std::size_t>(i % 5 + 1), 'x'),
               "-", 200, kOldBrowser);
  CHECK(client.signs(3) == std::set<std::string>{"pages_alone",
                                                 "never_revalidated",
                                                 "old_browser"});
}

TEST_CASE("who is not asked about is not looked at") {
  const veto::test::TempDir dir;
  REQUIRE(write_file_atomic(
      dir.path() / "access.log",
      "198.51.100.7 - - [01/Nov/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 5 "
      "\"-\" \"Mozilla/5.0 HeadlessChrome/150\"\n"));
  Inputs inputs;
  inputs.files = {dir.path() / "access.log"};
  const auto summary = analyse_logs(inputs, {}, {});
  REQUIRE(summary);
  CHECK(!summary_json(*summary).contains("undeclared"));
  inputs.undeclared = true;
  const auto asked = analyse_logs(inputs, {}, {});
  REQUIRE(asked);
  CHECK(summary_json(*asked)["undeclared"]["clients"].empty());
  CHECK(asked->findings.size() == summary->findings.size());
}

TEST_CASE("when a browser came out, to some weeks") {
  const struct {
    const char* agent;
    const char* about;
  } cases[] = {{"Chrome/124.0.0.0", "2024-04-16T00:00:00Z"},
               {"Chrome/140.0", "2025-09-02T00:00:00Z"},
               {"Firefox/128.0", "2024-07-09T00:00:00Z"}};
  for (const auto& one : cases) {
    CAPTURE(one.agent);
    const auto off = browser_release(one.agent) - *parse_rfc3339(one.about);
    CHECK(std::chrono::abs(off) < std::chrono::days(35));
  }
  for (const char* agent : {"Safari/605", "Chrome/", "Chrome/99999999999"})
    CHECK(browser_release(agent) == UtcTime());
}
