// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who a client is, who its neighbours are, and who is a person.

#include <doctest/doctest.h>

#include "audit/logs/agent.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::joined;
using test::kRules;
using test::site;
using test::Site;

constexpr const char* kFirefox =
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

std::string last_finding(const LogSummary& summary) {
  REQUIRE(!summary.verdicts.empty());
  const Verdict& verdict = summary.verdicts.back();
  return verdict.finding + "|" + joined(verdict.excuses);
}

TEST_CASE("agents: the token a user agent is judged by") {
  const struct {
    const char* text;
    const char* token;
    bool browser;
  } cases[] = {
      {"GPTBot/1.2", "GPTBot", false},
      {"Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; "
       "GPTBot/1.2; +https://openai.com/gptbot",
       "GPTBot", false},
      {"Mozilla/5.0 (compatible; AcmeBot/1.0; +http://acme.test)", "AcmeBot",
       false},
      {"Mozilla/5.0 (X11) Acme-Crawler/2 Chrome/99", "Acme-Crawler", false},
      {"Mozilla/4.5 (compatible; HTTrack 3.0x; Windows 98)", "HTTrack", false},
      {"Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)", "*", true},
      {"Mozilla/5.0 (Linux; Android 8.0; CUBOT X18 Plus) Chrome/99", "*", true},
      {"Mozilla/5.0 (X11) HeadlessChrome/156.0.0.0 Safari/537.36",
       "HeadlessChrome", true},
      {kFirefox, "*", true},
      {"Opera/9.80 (Windows NT 6.1)", "*", true},
      {"Wget/1.21.3", "Wget", false},
      {"curl/7.88.1", "curl", false},
      {"img2dataset", "img2dataset", false},
      {"\"quoted\" Bot", "*", false},
      {"", "*", false},
  };
  for (const auto& one : cases) {
    CAPTURE(one.text);
    const Agent agent = read_agent(one.text, true, test::registry(), "veto");
    CHECK(agent.token == one.token);
    CHECK(agent.browser == one.browser);
    CHECK((agent.identity == audit::Identity::i1) ==
          (std::string(one.token) != "*"));
    CHECK(!agent.own);
  }
  CHECK(read_agent("veto/1 (+http://a)", true, test::registry(), "veto").own);
  CHECK(read_agent("VETO", true, test::registry(), "veto").own);
  for (const char* other :
       {"vetoer/1", "Mozilla/5.0 (compatible; veto/0.1)", "x veto/0.1", ""})
    CHECK(!read_agent(other, true, test::registry(), "veto").own);
  CHECK(!read_agent("", true, test::registry(), "").own);
}

TEST_CASE("agents: nobody is named by a referer, a URL or a forged quote") {
  auto one = site();
  one.hit("127.0.0.9", at("10:00:00"), "/p/GPTBot?GPTBot/1.2", "Inj/1", 200, 9,
          "http://e/\\x22 \\x22GPTBot/1.2");
  const auto summary = one.analyse();
  REQUIRE(summary.verdicts.size() == 1);
  CHECK(summary.verdicts[0].agent == "Inj");
  CHECK(summary.files[0].set_aside == 0);
}

TEST_CASE("agents: a table that a stranger cannot fill without bound") {
  AgentTable table(test::registry(), "veto");
  for (std::size_t i = 0; i < AgentTable::kMax + 10; ++i)
    table.index_of("a" + std::to_string(i), true);
  CHECK(table.index_of("one more", true) == 0);
  CHECK(table[0].forgotten);
  CHECK(table.index_of("a5", true) != 0);
}

TEST_CASE("neighbours: the same agent read the rules at another address") {
  const struct {
    const char* reader;
    const char* fetcher;
    const char* reader_agent;
    const char* agent;
    const char* expected;
  } cases[] = {
      {"20.171.207.5", "20.171.207.9", "GPTBot/1.2", "GPTBot/1.2",
       "|neighbour_read operator_read"},
      {"20.171.99.5", "20.171.207.9", "GPTBot/1.2", "GPTBot/1.2",
       "|operator_read"},
      {"20.171.99.5", "20.171.207.9", "OAI-SearchBot/1.0", "GPTBot/1.2",
       "|operator_read"},
      {"20.171.207.5", "20.171.207.9", "CCBot/2.0", "GPTBot/1.2", "V2|"},
      {"20.171.207.5", "20.171.207.9", "Scrapy/2", "Scrapy/2",
       "|neighbour_read"},
      {"20.171.99.5", "20.171.207.9", "Scrapy/2", "Scrapy/2", "V2|"},
      {"2001:db8:7:1::5", "2001:db8:7:2::9", "Scrapy/2", "Scrapy/2",
       "|neighbour_read"},
      {"2001:db8:8:1::5", "2001:db8:7:2::9", "Scrapy/2", "Scrapy/2", "V2|"},
      // Behind one's own door every address stands alone.
      {"127.0.3.5", "127.0.3.9", "GPTBot/1.2", "GPTBot/1.2", "V2|"},
      {"192.168.1.5", "192.168.1.9", "Scrapy/2", "Scrapy/2", "V2|"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.reader);
    CAPTURE(one.reader_agent);
    CAPTURE(one.fetcher);
    auto small = site();
    small.hit(one.reader, at("09:00:00"), "/robots.txt", one.reader_agent)
        .hit(one.fetcher, at("10:00:00"), "/p/x", one.agent);
    CHECK(last_finding(small.analyse()) == one.expected);
  }
}

TEST_CASE("an address with another name read the rules: nobody is accused") {
  auto one = site();
  one.hit("127.0.0.9", at("10:00:00"), "/robots.txt", "A/1")
      .hit("127.0.0.9", at("10:00:09"), "/p/x", "B/1");
  CHECK(last_finding(one.analyse()) == "|shared_address");
}

TEST_CASE("subresources: what a browser shows of an allowed page") {
  const char* page = "http://site.test/team.html";
  const char* hidden = "http://site.test/p/";
  const struct {
    const char* agent;
    const char* target;
    const char* referer;
    const char* expected;
  } cases[] = {
      {kFirefox, "/p/face.png", page, "|subresource person_possible"},
      {kFirefox, "/p/face.png", "http://elsewhere.test/p/",
       "|subresource person_possible"},
      {kFirefox, "/p/face.png", hidden, "|person_possible"},
      {kFirefox, "/p/page", page, "|person_possible"},
      {"Mozilla/5.0 (X11) HeadlessChrome/156.0 Safari/537.36", "/p/face.png",
       page, "|subresource"},
      {"Mozilla/5.0 (X11) HeadlessChrome/156.0 Safari/537.36", "/p/page", page,
       "V2|"},
      {"Wget/1.21", "/p/face.png", page, "V2|"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.agent);
    CAPTURE(one.target);
    CAPTURE(one.referer);
    auto small = site();
    small.origin = "http://site.test";
    small.hit("127.0.0.9", at("10:00:00"), one.target, one.agent, 200, 9,
              one.referer);
    CHECK(last_finding(small.analyse()) == one.expected);
  }
}

TEST_CASE("persons: what tells a program behind a browser's name") {
  // A visit with all that belongs to it.
  auto person = site();
  person.hit("192.0.2.1", at("10:00:00"), "/", kFirefox)
      .hit("192.0.2.1", at("10:00:01"), "/s.css", kFirefox, 200, 9, "http://s/")
      .hit("192.0.2.1", at("10:05:00"), "/p/1", kFirefox, 200, 9, "http://s/")
      .hit("192.0.2.1", at("10:06:00"), "/p/2", kFirefox, 200, 9, "http://s/");
  const auto visit = person.analyse();
  CHECK(last_finding(visit) == "|person_possible");
  CHECK(codes(visit).empty());
  CHECK(visit.clients.empty());
  CHECK(visit.counts.visitors == 1);
  CHECK(summary_json(visit).dump().find("192.0.2.1") == std::string::npos);

  // Images by the list, and nothing else.
  auto list = site();
  for (const char* target : {"/a.png", "/p/b.png", "/c.png", "/d.png"})
    list.hit("192.0.2.1", at("10:00:00"), target, kFirefox);
  const auto listed = list.analyse();
  REQUIRE(codes(listed) == "V2");
  CHECK(listed.findings[0].facts["automation"] == "bare");
  CHECK(listed.findings[0].grade.value() == 1);
  CHECK(listed.clients.size() == 1);

  // Nine pages in a second.
  auto pace = site();
  for (int i = 0; i < 9; ++i)
    pace.hit("192.0.2.1", at("10:00:01"), "/p/" + std::to_string(i), kFirefox,
             200, 9, "http://s/" + std::to_string(i / 2));
  pace.hit("192.0.2.1", at("10:00:02"), "/s.css", kFirefox, 200, 9);
  const auto paced = pace.analyse();
  REQUIRE(codes(paced) == "V2");
  CHECK(paced.findings[0].facts["automation"] == "machine_pace");
}

TEST_CASE("redirects: an allowed URL sent it there") {
  auto one = site();
  one.hit("127.0.0.9", at("10:00:00"), "/old", "A/1", 301)
      .hit("127.0.0.9", at("10:00:01"), "/p/new", "A/1");
  CHECK(last_finding(one.analyse()) == "|redirect");
  auto later = site();
  later.hit("127.0.0.9", at("10:00:00"), "/old", "A/1", 301)
      .hit("127.0.0.9", at("10:00:09"), "/p/new", "A/1");
  CHECK(last_finding(later.analyse()) == "V2|");
}

TEST_CASE("coverage: what is not known is not held against anybody") {
  const struct {
    std::optional<std::string> complete_from;
    const char* expected;
  } cases[] = {{"2026-11-22T10:00:00Z", "V2|"},
               {"2026-11-22T10:00:01Z", "|coverage_unknown"},
               {"2026-11-24T00:00:00Z", "|coverage_unknown"},
               {std::nullopt, "|coverage_unknown"}};
  for (const auto& one : cases) {
    auto small = site();
    small.complete_from.reset();
    if (one.complete_from) small.complete_from = test::utc(*one.complete_from);
    small.hit("127.0.0.9", at("10:00:00"), "/p/x", "A/1");
    CHECK(last_finding(small.analyse()) == one.expected);
  }
  // A line nobody can read may have been its read of robots.txt.
  auto cut = site();
  for (int i = 0; i < 30; ++i) cut.hit("127.0.0.8", at("09:00:00"), "/", "B/1");
  cut.log += "127.0.0.9 - - [23/Nov/2026:09:0 GET /robots.txt\n";
  cut.hit("127.0.0.9", at("10:00:00"), "/p/x", "A/1");
  CHECK(last_finding(cut.analyse()) == "|coverage_unknown");
}

TEST_CASE("coverage: operators that document a longer cache") {
  Site one;
  one.robots("20260101T000000Z", kRules);
  const auto registry = config::ScraperRegistry::parse(R"({
    "schema": "veto.scrapers/1", "date": "2026-11-23",
    "sources": {"s": {"date": "2026-11-23", "what": "made up"}},
    "scrapers": [{"id": "slow", "token": "SlowBot", "operator": "Slow",
      "purpose": "training", "in_agent": ["SlowBot"],
      "robots": {"stance": "yes", "cache_hours": 72},
      "docs": "https://slow.test/",
      "known": {"level": "secondary", "from": ["s"]}}]})");
  REQUIRE_MESSAGE(registry.has_value(),
                  (registry ? "" : registry.error().message()));
  one.hit("127.0.0.9", at("10:00:00"), "/p/x", "SlowBot/1.0");
  const auto verdict = [&](const char* complete_from) {
    auto inputs = one.inputs();
    inputs.registry = &*registry;
    inputs.complete_from = test::utc(complete_from);
    auto summary = analyse_logs(inputs, {}, {});
    REQUIRE(summary.has_value());
    return last_finding(*summary);
  };
  CHECK(verdict("2026-11-20T10:00:01Z") == "|coverage_unknown");
  CHECK(verdict("2026-11-20T10:00:00Z") == "V2|");
}

}  // namespace
}  // namespace veto::logs
