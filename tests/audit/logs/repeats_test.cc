// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/repeats.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "audit/logs/log_time.h"
#include "audit/logs/opinions.h"
#include "audit/logs/repeated.h"

using namespace veto;
using namespace veto::logs;

namespace {

RawLine line_of(std::string_view ip, std::string_view request,
                std::string_view agent) {
  RawLine raw;
  raw.ip = ip;
  raw.request = request;
  raw.user_agent = agent;
  raw.has_agent_field = true;
  return raw;
}

LineNumbers numbers_of(Repeats& repeats, RawLine& raw) {
  ParsedLine line;
  line.raw = raw;
  repeats.number({&line, 1});
  raw = line.raw;
  return line.numbers;
}

}  // namespace

TEST_CASE("equal texts have equal numbers, kind by kind") {
  Repeats repeats;
  auto one = line_of("192.0.2.1", "GET / HTTP/1.1", "A");
  auto two = line_of("192.0.2.2", "GET / HTTP/1.1", "A");
  auto three = line_of("192.0.2.1", "GET /x HTTP/1.1", "B");
  const auto a = numbers_of(repeats, one), b = numbers_of(repeats, two),
             c = numbers_of(repeats, three);
  CHECK(a.ip == c.ip);
  CHECK(a.ip != b.ip);
  CHECK(a.agent == b.agent);
  CHECK(a.agent != c.agent);
  CHECK(a.request == b.request);
  CHECK(a.request != c.request);
  // The copy outlives the line.
  CHECK(one.request.data() == two.request.data());
}

TEST_CASE("many lines at once have the numbers that one by one they had") {
  std::vector<std::string> texts;
  for (int i = 0; i < 1000; ++i)
    texts.push_back("GET /" + std::to_string(i * i % 300) + " HTTP/1.1");
  Repeats one_by_one, together;
  std::vector<ParsedLine> lines;
  for (const std::string& text : texts)
    lines.emplace_back().raw = line_of("192.0.2.1", text, "A");
  lines[7].reason = "a comment";
  together.number(lines);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i == 7) {
      CHECK(lines[i].numbers.request == TextIndex::kNone);
      continue;
    }
    CAPTURE(i);
    CHECK(lines[i].numbers.request ==
          numbers_of(one_by_one, lines[i].raw).request);
    CHECK(lines[i].raw.request == texts[i]);
  }
}

TEST_CASE("what a line does not have is not numbered") {
  Repeats repeats;
  RawLine raw;
  raw.ip = "192.0.2.1";
  raw.method = "GET";
  raw.target = "/";
  const auto numbers = numbers_of(repeats, raw);
  CHECK(numbers.agent == TextIndex::kNone);
  CHECK(numbers.request == TextIndex::kNone);
}

TEST_CASE("beyond the limit the known texts keep their numbers") {
  Repeats repeats;
  for (std::size_t i = 0; i < Repeats::kMaxTexts; ++i) {
    const std::string request = "GET /" + std::to_string(i) + " HTTP/1.1";
    auto raw = line_of("192.0.2.1", request, "A");
    REQUIRE(numbers_of(repeats, raw).request == i);
  }
  const std::string late = "GET /late HTTP/1.1";
  auto beyond = line_of("192.0.2.1", late, "A");
  CHECK(numbers_of(repeats, beyond).request == TextIndex::kNone);
  CHECK(beyond.request.data() == late.data());
  auto known = line_of("192.0.2.1", "GET /7 HTTP/1.1", "A");
  CHECK(numbers_of(repeats, known).request == 7);
}

TEST_CASE("a numbered request is read once, an escaped one each time") {
  const struct {
    const char* request;
    const char* target;
    const char* host;
    TargetKind kind;
  } cases[] = {
      {"GET /a.png HTTP/1.1", "/a.png", "", TargetKind::image},
      {"GET /robots.txt?x HTTP/1.1", "/robots.txt?x", "", TargetKind::other},
      {"GET http://Lab.test/p/ HTTP/1.1", "/p/", "lab.test", TargetKind::page},
      {"GET /\\x41 HTTP/1.1", "/A", "", TargetKind::page},
      {"norequest", "", "", TargetKind::page}};
  Repeats repeats;
  ReadRequests requests;
  for (int round = 0; round < 2; ++round) {
    for (const auto& one : cases) {
      CAPTURE(one.request);
      auto raw = line_of("192.0.2.1", one.request, "A");
      const auto number = numbers_of(repeats, raw).request;
      const ReadRequest& read = requests.read(raw, number);
      CHECK(read.line.target == one.target);
      CHECK(read.line.host == one.host);
      CHECK(read.kind == one.kind);
      CHECK(read.robots == read.line.target.starts_with("/robots.txt"));
    }
  }
}

TEST_CASE("opinions that are remembered are the rulebook's") {
  crawler::RobotsHistory history("https://site.example");
  const UtcTime first = *parse_rfc3339("2026-09-01T00:00:00Z");
  const UtcTime second = *parse_rfc3339("2026-09-02T00:00:00Z");
  REQUIRE(history.sighted(
      first, 200, "User-agent: *\nDisallow: /a\n\nUser-agent: B\nAllow: /\n",
      crawler::Provenance::asserted, "test"));
  REQUIRE(history.sighted(second, 200, "User-agent: B\nDisallow: /\n",
                          crawler::Provenance::asserted, "test"));
  const Rulebook rules(history);
  Opinions opinions(rules);
  AgentTable agents(config::ScraperRegistry::built_in(), "");
  std::vector<std::uint32_t> known;
  for (const char* name : {"A/1", "B/1", "C/1", "GPTBot/1.0", "Googlebot/2.1"})
    known.push_back(agents.index_of(name, true));
  std::vector<std::string> targets;
  for (int i = 0; i < 200; ++i)
    targets.push_back((i % 3 ? "/a" : "/b") + std::to_string(i));
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t i = 0; i < targets.size(); ++i)
      for (const Version& version : history.versions())
        for (const auto agent : known)
          REQUIRE(opinions.of(version, agent, agents[agent], i, targets[i]) ==
                  rules.opinion(version, agents[agent], targets[i]));
    // The same numbers for other targets.
    opinions.forget_requests();
    std::ranges::reverse(targets);
  }
}

TEST_CASE("times that share a minute with the one before") {
  const struct {
    const char* text;
    const char* utc;
  } cases[] = {{"23/Nov/2026:04:59:60 +0100", "2026-11-23T04:00:00.000Z"},
               {"23/Nov/2026:04:59:07 +0100", "2026-11-23T03:59:07.000Z"},
               {"23/Nov/2026:04:59:07 +0200", "2026-11-23T02:59:07.000Z"},
               {"23/Nov/2026:04:59:61 +0200", ""},
               {"23/Nov/2026:04:59:x1 +0200", ""},
               {"23/Nov/2026:04:59:08 +0200", "2026-11-23T02:59:08.000Z"},
               {"23/Nov/2026:05:59:08 +0200", "2026-11-23T03:59:08.000Z"}};
  for (const auto& one : cases) {
    CAPTURE(one.text);
    const auto time = parse_log_time(one.text);
    CHECK((time ? to_rfc3339(*time) : "") == std::string(one.utc));
  }
}
