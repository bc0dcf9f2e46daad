// SPDX-License-Identifier: GPL-3.0-or-later
//
// What honest clients and people do that looks like an offence in a log. Beside
// most of them stands the same without the excuse: that one is a finding.

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::kRules;
using test::last_outcome;
using test::site;
using test::Site;

constexpr const char* kBot = "AcmeBot/1.0";
constexpr const char* kFirefox =
    "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

// A site that shows a face, as people and programs fetch it.
struct SiteWithFace : Site {
  SiteWithFace() : Site(kRules) {
    faces = {{"/f.jpg", "http://x.test/f.jpg", sha256("f"), 500, "c"}};
  }
};

TEST_CASE("robots.txt by another spelling of its path is no missing read") {
  const std::pair<const char*, const char*> cases[] = {
      {"//robots.txt", "disallowed  robots_unclear"},
      {"/./robots.txt", "disallowed  robots_unclear"},
      {"/%72obots.txt", "disallowed  robots_unclear"},
      {"/robots%2Etxt", "disallowed  robots_unclear"},
      {"/a/../robots.txt?x", "disallowed  robots_unclear"},
      {"/Robots.txt", "disallowed  robots_unclear"},
      {"/a/robots.txt", "disallowed V2 "},
      {"/my-robots.txt", "disallowed V2 "},
  };
  for (const auto& [target, expected] : cases) {
    CAPTURE(std::string(target));
    auto one = site();
    one.hit("127.0.0.9", at("09:00:00"), target, kBot)
        .hit("127.0.0.9", at("10:00:00"), "/p/x", kBot);
    CHECK(last_outcome(one) == expected);
  }
}

TEST_CASE("robots.txt of the same site's other host is no missing read") {
  const std::pair<const char*, const char*> cases[] = {
      {"www.x.test", "disallowed  robots_unclear"},
      {"other.test", "disallowed V2 "},
  };
  for (const auto& [host, expected] : cases) {
    CAPTURE(std::string(host));
    auto one = site();
    one.origin = "https://x.test";
    one.hit("127.0.0.9", at("09:00:00"), "/robots.txt", kBot);
    one.log = std::string(host) + ' ' + one.log + "x.test ";
    one.hit("127.0.0.9", at("10:00:00"), "/p/x", kBot);
    CHECK(last_outcome(one) == expected);
  }
}

TEST_CASE("an address with dot segments is the one without them") {
  const std::pair<const char*, const char*> cases[] = {
      {"/p/../open", "ambiguous  readings_differ"},
      {"/p/%2e%2E/open", "ambiguous  readings_differ"},
      {"/p/x/../y", "disallowed V1 "},
      {"/p/.hidden", "disallowed V1 "},
  };
  for (const auto& [target, expected] : cases) {
    CAPTURE(std::string(target));
    auto one = site();
    one.hit("127.0.0.9", at("09:00:00"), "/robots.txt", kBot)
        .hit("127.0.0.9", at("10:00:00"), target, kBot);
    CHECK(last_outcome(one) == expected);
  }
}

TEST_CASE("a person who looked at robots.txt is no program") {
  SiteWithFace person;
  person.hit("127.0.0.9", at("09:00:00"), "/robots.txt", kFirefox)
      .hit("127.0.0.9", at("09:00:10"), "/", kFirefox)
      .hit("127.0.0.9", at("09:00:10"), "/a.css", kFirefox)
      .hit("127.0.0.9", at("09:00:11"), "/f.jpg", kFirefox, 200, 500)
      .hit("127.0.0.9", at("10:00:00"), "/p/x", kFirefox);
  CHECK(last_outcome(person) == "disallowed  person_possible");
  CHECK(codes(person.analyse()).empty());
  SiteWithFace program;
  program.hit("127.0.0.9", at("09:00:00"), "/robots.txt", kFirefox)
      .hit("127.0.0.9", at("09:00:11"), "/f.jpg", kFirefox, 200, 500)
      .hit("127.0.0.9", at("10:00:00"), "/p/x", kFirefox)
      .hit("127.0.0.9", at("10:00:01"), "/p/x", kFirefox);
  CHECK(codes(program.analyse()) == "R1 V1");
}

TEST_CASE("a person who looked at robots.txt is counted, and not listed") {
  auto one = site();
  one.hit("127.0.0.9", at("09:00:00"), "/robots.txt", kFirefox)
      .hit("127.0.0.9", at("09:00:10"), "/", kFirefox)
      .hit("127.0.0.9", at("09:00:10"), "/a.css", kFirefox);
  const auto alone = one.analyse();
  CHECK(codes(alone).empty());
  CHECK(alone.clients.empty());
  CHECK(alone.counts.visitors == 1);
  // Nor beside a program at the same address.
  one.hit("127.0.0.9", at("09:10:00"), "/robots.txt", kBot)
      .hit("127.0.0.9", at("09:10:10"), "/", kBot);
  const auto both = one.analyse();
  REQUIRE(codes(both) == "P1");
  CHECK(both.findings[0].facts["user_agents"] == nlohmann::json({kBot}));
  const auto lines = std::ranges::count(both.findings[0].evidence, "log_line",
                                        &audit::Evidence::kind);
  CHECK(lines == 1);
}

TEST_CASE("the scripts of a page make many requests at once") {
  for (const char* style : {"/a.css", "/a.txt"}) {
    CAPTURE(std::string(style));
    SiteWithFace one;
    one.hit("127.0.0.9", at("09:00:10"), style, kFirefox)
        .hit("127.0.0.9", at("09:00:10"), "/f.jpg", kFirefox, 200, 500);
    for (int i = 0; i < 9; ++i)
      one.hit("127.0.0.9", at("09:00:11"), "/api/" + std::to_string(i),
              kFirefox);
    CHECK(codes(one.analyse()) == (style[3] == 'c' ? "" : "R1"));
  }
}

TEST_CASE("where most browsers send nothing that tells, none is a program") {
  const auto found = [](int browsers) {
    SiteWithFace one;
    for (int i = 1; i <= browsers; ++i)
      for (const char* target : {"/", "/f.jpg", "/b", "/c"})
        one.hit("127.0.0." + std::to_string(i), at("09:00:10"), target,
                kFirefox, 200, 500);
    return codes(one.analyse());
  };
  CHECK(found(2) == "R1 R1");
  CHECK(found(12).empty());
}

TEST_CASE("a program on a person's own machine is that person") {
  const std::pair<const char*, const char*> cases[] = {
      {"Dalvik/2.1.0 (Linux; U; Android 15; Pixel 9)", ""},
      {"Reader/7 CFNetwork/1568.100 Darwin/24.0.0", ""},
      {"AppleCoreMedia/1.0.0 (iPhone; U; CPU OS 18_0 like Mac OS X)", ""},
      {"WhatsApp/2.24 A", ""},
      {"claude-code/2.0.14", ""},
      {"Mozilla/5.0 (compatible; ChatGPT-User/1.0)", ""},
      {"Reader/7", "R1"},
  };
  for (const auto& [agent, expected] : cases) {
    CAPTURE(std::string(agent));
    SiteWithFace one;
    for (const char* target : {"/", "/f.jpg", "/b", "/c", "/d"})
      one.hit("127.0.0.9", at("09:00:10"), target, agent, 200, 500);
    CHECK(codes(one.analyse()) == expected);
  }
}

TEST_CASE("V1 needs the client's own read: addresses are shared") {
  const std::pair<const char*, const char*> cases[] = {
      {"OtherBot/1.0", "disallowed  shared_address"},
      {"AcmeBot/0.9 (robots)", "disallowed V1 "},
  };
  for (const auto& [reader, expected] : cases) {
    CAPTURE(std::string(reader));
    auto one = site();
    one.hit("127.0.0.9", at("09:00:00"), "/robots.txt", reader)
        .hit("127.0.0.9", at("10:00:00"), "/p/x", kBot);
    CHECK(last_outcome(one) == expected);
  }
}

TEST_CASE("V3, V11 need the client's own read as well") {
  for (const auto& [reader, v3, v11] :
       {std::tuple("OtherBot/1.0", "disallowed V2 ",
                   "unknown  robots_unreachable"),
        std::tuple(kBot, "disallowed V3a ",
                   "unknown V11 robots_unreachable")}) {
    CAPTURE(std::string(reader));
    Site stale;
    stale.robots("20260101T000000Z", "User-agent: *\nDisallow:\n")
        .robots("20261120T000000Z", kRules);
    stale.hit("127.0.0.9", "19/Nov/2026:10:00:00 +0000", "/robots.txt", reader)
        .hit("127.0.0.9", at("10:00:00"), "/p/x", kBot);
    CHECK(last_outcome(stale) == v3);
    auto outage = site();
    outage.complete_from = test::utc("2026-01-01T00:00:00Z");
    outage.hit("127.0.0.9", at("09:00:00"), "/robots.txt", reader, 503)
        .hit("127.0.0.9", at("10:00:00"), "/p/x", kBot);
    CHECK(last_outcome(outage) == v11);
  }
}

TEST_CASE("what another address of the operator was told since") {
  const std::tuple<const char*, int, long, const char*> cases[] = {
      {"09:30:00", 403, 10, "disallowed  operator_read"},
      {"09:30:00", 404, 10, "disallowed  operator_read"},
      {"09:30:00", 200, 10, "disallowed V1 "},             // the rules in force
      {"09:30:00", 200, 31, "disallowed  operator_read"},  // the older ones
      {"08:30:00", 403, 10, "disallowed V1 "},
      {"10:30:00", 403, 10, "disallowed V1 "},
  };
  for (const auto& [clock, status, bytes, expected] : cases) {
    CAPTURE(std::string(clock));
    CAPTURE(status);
    CAPTURE(bytes);
    Site one;
    one.robots("20260101T000000Z", "User-agent: *\nDisallow:\n# open\n")
        .robots("20260201T000000Z", kRules);
    one.hit("8.8.8.1", at("09:00:00"), "/robots.txt", "GPTBot/1.2", 200, 28)
        .hit("8.8.8.1", at("10:00:00"), "/p/x", "GPTBot/1.2")
        .hit("8.8.9.9", at(clock), "/robots.txt", "GPTBot/1.2", status, bytes);
    const auto summary = one.analyse();
    const auto& verdict = summary.verdicts[1];
    CHECK(verdict.verdict + " " + verdict.finding + " " +
              test::joined(verdict.excuses) ==
          expected);
  }
}

TEST_CASE("a 304 confirms the copy that came before it") {
  const std::string open = "User-agent: *\nDisallow:\n# open\n";
  for (const auto& [size, expected] :
       {std::pair(open.size(), "disallowed  grace"),
        std::pair(std::string(kRules).size(), "disallowed V1 ")}) {
    CAPTURE(size);
    Site one;
    one.robots("20260101T000000Z", open).robots("20261123T080000Z", kRules);
    one.hit("127.0.0.9", at(size == open.size() ? "07:00:00" : "08:30:00"),
            "/robots.txt", kBot, 200, static_cast<long>(size))
        .hit("127.0.0.9", at("09:00:00"), "/robots.txt", kBot, 304, 0)
        .hit("127.0.0.9", at("10:00:00"), "/p/x", kBot);
    CHECK(last_outcome(one) == expected);
  }
}

TEST_CASE("a group for any name in the user agent may be the client's own") {
  const std::pair<const char*, const char*> cases[] = {
      {"Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/)",
       "ambiguous  readings_differ"},
      {"python-requests/2.31 Slurp/1.0", "ambiguous  readings_differ"},
      {"Java/1.8 (slurp)", "ambiguous  readings_differ"},
      {"Slurp-Image-Beta/1.0", "ambiguous  readings_differ"},
      {"Slurpy/1.0", "disallowed V2 "},
      {"GPTBot/1.2 (not Slurp)", "disallowed V2 "},
  };
  for (const auto& [agent, expected] : cases) {
    CAPTURE(std::string(agent));
    Site one("User-agent: Slurp\nAllow: /\nUser-agent: *\nDisallow: /p/\n");
    one.hit("127.0.0.9", at("10:00:00"), "/p/x", agent);
    CHECK(last_outcome(one) == expected);
  }
}

TEST_CASE("a long answer was asked for long before its line was written") {
  const std::pair<long, const char*> cases[] = {
      {100'000, "disallowed V1 "},
      {2'000'000'000, "disallowed  same_second"},
  };
  for (const auto& [bytes, expected] : cases) {
    CAPTURE(bytes);
    auto one = site();
    one.hit("127.0.0.9", at("09:00:00"), "/robots.txt", kBot, 200, 28)
        .hit("127.0.0.9", at("09:00:05"), "/p/film", kBot, 200, bytes);
    CHECK(last_outcome(one) == expected);
  }
}

TEST_CASE("V8: rules that only a repository holds are the user's word") {
  const auto rules_grade = [](crawler::Provenance provenance) {
    Site one;
    one.traps.emplace_back().path = "/trap-00112233445566778899aabbccddeeff/";
    one.hit("127.0.0.9", at("10:00:00"), one.traps[0].path, kBot);
    Inputs inputs = one.inputs();
    inputs.complete_from.reset();
    for (const char* day : {"2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"})
      REQUIRE(inputs.history
                  .sighted(test::utc(day), 200,
                           "User-agent: *\nDisallow: /trap-\n", provenance, "x")
                  .has_value());
    const auto summary = test::analysed(inputs, Sinks());
    REQUIRE(codes(summary) == "V8");
    return summary.findings[0].grade.rules;
  };
  CHECK(rules_grade(crawler::Provenance::captured) == 3);
  CHECK(rules_grade(crawler::Provenance::asserted) == 2);
  CHECK(rules_grade(crawler::Provenance::git) == 2);
}

}  // namespace
}  // namespace veto::logs
