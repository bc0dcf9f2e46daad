// SPDX-License-Identifier: GPL-3.0-or-later
//
// As honest_test.cc, of what is told beside the rules: traps and canaries,
// praise, names, agents that change, clients that look like programs.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "audit/logs/reverse_names.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::kRules;
using test::Site;
using test::utc;

const std::string kPit = "/trap-00112233445566778899aabbccddeeff/";
const std::string kPitBelow = kPit + "ffeeddccbbaa99887766554433221100/";
const std::string kPitName = kPit + "c-0123456789abcdef0123456789abcdef/";
const std::string kPitRules = "User-agent: *\nDisallow: " + kPit + "\n";
const std::string kOpenRules = "User-agent: *\nDisallow:\n# open\n";
constexpr const char* kFox =
    "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

// A trap that has been closed for long.
struct Pit : Site {
  Pit() {
    traps::Trap trap;
    trap.path = kPit;
    trap.deeper = kPitBelow;
    traps = {trap};
    origin = "https://a.test";
    complete_from.reset();  // no V2
    robots("20260101T000000Z", kOpenRules)
        .robots("20260201T000000Z", kPitRules);
  }
  // "V8", or the excuses of all that came.
  std::string outcome() {
    const LogSummary summary = analyse();
    if (codes(summary).contains("V8")) return "V8";
    std::string all;
    for (const auto& [name, count] : summary.counts.trap_excuses)
      all += (all.empty() ? "" : " ") + name;
    return all;
  }
};

TEST_CASE("V8: what a client had been told excuses it as in V1") {
  const struct {
    const char* ip;  // who asked for robots.txt; GPTBot comes from 8.8.8.1
    const char* agent;
    int status;
    const std::string* text;
    const char* expected;
  } cases[] = {
      {"8.8.8.1", "GPTBot/1.2", 200, &kPitRules, "V8"},
      {"8.8.8.1", "GPTBot/1.2", 200, &kOpenRules, "grace"},
      {"8.8.8.1", "GPTBot/1.2", 301, &kOpenRules, "robots_unclear"},
      {"8.8.8.1", "GPTBot/1.2", 404, &kOpenRules, "robots_refused"},
      {"8.8.9.9", "GPTBot/1.2", 200, &kPitRules, "V8"},
      {"8.8.9.9", "GPTBot/1.2", 200, &kOpenRules, "operator_read"},
      {"8.8.9.9", "GPTBot/1.2", 403, &kOpenRules, "operator_read"},
      {"8.8.9.9", "OtherBot/1.0", 403, &kOpenRules, "V8"},
      {"8.8.9.9", "OtherBot/1.0", 503, &kOpenRules, "robots_unreachable"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.ip);
    CAPTURE(one.agent);
    CAPTURE(one.status);
    CAPTURE(*one.text);
    Pit site;
    site.hit(one.ip, at("09:00:00"), "/robots.txt", one.agent, one.status,
             static_cast<long>(one.text->size()))
        .hit("8.8.8.1", at("10:00:00"), kPitBelow, "GPTBot/1.2");
    CHECK(site.outcome() == one.expected);
  }
}

TEST_CASE("V8: an answer to another program at the address lifts no other") {
  Pit site;
  site.hit("8.8.8.1", at("09:00:00"), "/robots.txt", "GPTBot/1.2", 503)
      .hit("8.8.8.1", at("09:30:00"), "/robots.txt", "OtherBot/1.0", 200,
           static_cast<long>(kPitRules.size()))
      .hit("8.8.8.1", at("10:00:00"), kPitBelow, "GPTBot/1.2");
  CHECK(site.outcome() == "robots_unreachable");
}

TEST_CASE("V8: an older copy excuses no longer than it may be used") {
  Pit site;
  site.hit("8.8.8.1", "21/Nov/2026:09:00:00 +0000", "/robots.txt", "GPTBot/1.2",
           200, static_cast<long>(kOpenRules.size()))
      .hit("8.8.8.1", at("10:00:00"), kPitBelow, "GPTBot/1.2");
  CHECK(site.outcome() == "V8");
}

TEST_CASE("a person who looks at what robots.txt names is no program") {
  Pit site;
  site.hit("9.1.1.1", at("09:00:00"), "/robots.txt", kFox)
      .hit("9.1.1.1", at("09:00:20"), kPit, kFox);
  CHECK(codes(site.analyse()).empty());
  CHECK(site.outcome() == "person_possible");
  for (const char* page : {"09:01:00", "09:02:00"})
    site.hit("9.1.1.1", at(page), kPit + page, kFox);
  CHECK(site.outcome() == "V8");
}

TEST_CASE("V12: what was given to who passes it on, or to one's own kin") {
  const struct {
    const char* given;
    const char* redeemed;
    bool found;
  } cases[] = {
      {"PageBot/1.0", "ImageBot/2.0", true},
      {"facebookexternalhit/1.1", "ImageBot/2.0", false},
      {"ChatGPT-User/1.0", "ImageBot/2.0", false},
      {"AcmeProxy/1.0", "ImageBot/2.0", false},
      {"AcmeBot/1.0", "AcmeBot-Image/1.0", false},
      {"coccocbot-web/1.0", "coccocbot-image/1.0", false},
      {"PageBot/1.0 (+https://acme.test/bot)",
       "Pictures/1.0 (+https://acme.test/images)", false},
      {"PageBot/1.0 (+https://acme.test/bot)",
       "Pictures/1.0 (+https://other.test/bot)", true},
  };
  for (const auto& one : cases) {
    CAPTURE(std::string(one.given));
    CAPTURE(std::string(one.redeemed));
    Pit site;
    site.hit("11.0.0.1", at("10:00:00"), kPit, one.given, 302, 0)
        .hit("11.0.0.1", at("10:00:01"), kPitName, one.given)
        .hit("12.0.0.1", at("14:30:00"), kPitName + "p.png", one.redeemed);
    CHECK(codes(site.analyse()).contains("V12") == one.found);
  }
}

TEST_CASE("names under which others' requests come are no operator's") {
  const auto& registry = test::registry();
  const auto confirms = [&](const char* id, const char* name) {
    const config::Scraper* scraper = registry.by_id(id);
    REQUIRE(scraper);
    const NameAnswer answer{
        "66.249.80.1", {}, {name}, {{name, {"66.249.80.1"}}}};
    return !confirmed_name(answer, scraper->reverse_dns).empty();
  };
  CHECK(confirms("googlebot", "crawl-66-249-80-1.googlebot.com"));
  CHECK(confirms("googlebot", "geo-crawl-66-249-80-1.geo.googlebot.com"));
  for (const config::Scraper& one : registry.all())
    for (const char* name :
         {"google-proxy-66-249-80-1.google.com",
          "66-249-80-1.gae.googleusercontent.com", "mail-wm1-f10.google.com"}) {
      CAPTURE(one.id);
      CAPTURE(std::string(name));
      CHECK(!confirms(one.id.c_str(), name));
    }
}

// "allowed_fetches" of each P1, with whose it is.
std::string praised(const LogSummary& summary) {
  std::string all;
  for (const audit::Finding& one : summary.findings)
    if (one.code == "P1")
      all += one.facts["agent"].get<std::string>() + " " +
             one.facts["allowed_fetches"].dump() + " " +
             std::to_string(one.facts["user_agents"].size()) + ";";
  return all;
}

TEST_CASE("P1: nobody is praised for what others at the address did") {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"MonitorBot/1", "MonitorBot/1", "MonitorBot 2 1;"},
      {"MonitorBot/1", "MonitorBot/2", "MonitorBot 2 2;"},
      {"MonitorBot/1", kFox, ""},
      {"MonitorBot/1", "GPTBot/1.0", ""},
      {"GPTBot/1.0", "OAI-SearchBot/1.0", "GPTBot 2 2;"},
  };
  for (const auto& [reader, visitor, expected] : cases) {
    CAPTURE(std::string(reader));
    CAPTURE(std::string(visitor));
    Site site(kRules);
    site.hit("9.1.1.1", at("08:00:00"), "/early", visitor)
        .hit("9.1.1.1", at("09:00:00"), "/robots.txt", reader)
        .hit("9.1.1.1", at("09:10:00"), "/", visitor)
        .hit("9.1.1.1", at("09:10:00"), "/a.css", visitor);
    CHECK(praised(site.analyse()) == expected);
  }
}

TEST_CASE("P1: of two programs at one address each has its own") {
  Site site(kRules);
  site.hit("9.1.1.1", at("09:00:00"), "/robots.txt", "MonitorBot/1")
      .hit("9.1.1.1", at("09:05:00"), "/robots.txt", "GPTBot/1.0")
      .hit("9.1.1.1", at("09:10:00"), "/", "GPTBot/1.0");
  CHECK(praised(site.analyse()) == "GPTBot 1 1;");
}

TEST_CASE("P1: what was asked for under rules that nobody knows is no praise") {
  for (const char* end : {"2026-11-21T00:00:00Z", "2026-11-29T00:00:00Z"}) {
    CAPTURE(std::string(end));
    Site site;
    site.hit("9.1.1.1", "20/Nov/2026:09:00:00 +0000", "/robots.txt", "ABot/1")
        .hit("9.1.1.1", "28/Nov/2026:09:00:00 +0000", "/x", "ABot/1");
    Inputs inputs = site.inputs();
    for (const char* day : {"2026-11-20T00:00:00Z", end})
      REQUIRE(inputs.history
                  .sighted(utc(day), 200, kRules, crawler::Provenance::captured,
                           "x")
                  .has_value());
    CHECK(praised(test::analysed(inputs, Sinks())) ==
          (end[9] == '1' ? "" : "ABot 1 1;"));
  }
}

TEST_CASE("V10: who is refused with a tool and opens the page in a browser") {
  for (const bool links : {false, true}) {
    CAPTURE(links);
    Site site(kRules);
    site.hit("9.1.1.1", at("09:00:00"), "/api/1", "curl/8.5", 403, 10)
        .hit("9.1.1.1", at("09:05:00"), "/", kFox)
        .hit("9.1.1.1", at("09:05:00"), "/a.css", kFox);
    for (int i = 0; i < 9; ++i)
      site.hit("9.1.1.1", at("09:05:01"), fmt::format("/api/{}", i), kFox, 200,
               100, links ? fmt::format("https://a.test/{}", i % 2) : "-");
    CHECK(codes(site.analyse()) == (links ? "V10" : ""));
  }
}

// How many are listed as likely automation.
std::size_t listed(Site& site) {
  Inputs inputs = site.inputs();
  inputs.undeclared = true;
  return test::analysed(inputs, Sinks()).automation.size();
}

TEST_CASE("V13: an office with older browsers, on a site that sends no 304") {
  for (const char* style : {"/s.css", "/s.txt"}) {
    CAPTURE(std::string(style));
    Site site(kRules);
    for (int release = 115; release < 118; ++release) {
      const std::string agent = fmt::format(
          "Mozilla/5.0 (Windows NT 6.1; rv:{0}.0) Gecko/20100101 "
          "Firefox/{0}.0",
          release);
      for (int visit = 0; visit < 60; ++visit) {
        const std::string time =
            fmt::format("{}/Nov/2026:10:{:02}:{:02} +0000", 20 + visit / 20,
                        visit % 20 * 2, visit * visit % 50);
        site.hit("9.1.1.1", time, fmt::format("/page{}", visit * 7), agent)
            .hit("9.1.1.1", time, style, agent, 200, 100, "https://a.test/");
      }
    }
    CHECK(listed(site) == (style[3] == 'c' ? 0 : 3));
  }
}

TEST_CASE("V13: a person who opens what robots.txt names") {
  for (const int pages : {3, 12}) {
    CAPTURE(pages);
    Pit site;
    site.hit("9.1.1.1", at("09:00:00"), "/robots.txt", kFox);
    for (int i = 0; i < pages; ++i)
      site.hit("9.1.1.1", at(fmt::format("09:{:02}:00", i * i % 60).c_str()),
               kPit + std::string(static_cast<std::size_t>(i), 'x'), kFox);
    CHECK(listed(site) == (pages < 10 ? 0 : 1));
  }
}

TEST_CASE("V8: a longer name is another address") {
  const std::pair<const char*, const char*> cases[] = {
      {"/archive/x", "V8"},
      {"/archive/x?page=2", "V8"},
      {"/archive/x/deeper", "V8"},
      {"/archive/xylophone.html", ""},
  };
  for (const auto& [target, expected] : cases) {
    CAPTURE(std::string(target));
    Pit site;
    site.traps = {*traps::parse_trap("/archive/x=2026-02-01T00:00:00Z")};
    site.robots("20260201T000000Z", "User-agent: *\nDisallow: /archive/x\n");
    site.hit("9.1.1.1", at("09:00:00"), target, "ABot/1");
    CHECK(site.outcome() == expected);
  }
}

TEST_CASE("V8: once another site's page led there the link is out") {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"08:00:00", "https://forum.test/thread", "link_shared person_possible"},
      {"08:00:00", "https://a.test/", "V8"},
      {"11:00:00", "https://forum.test/thread", "V8"},
  };
  for (const auto& [clock, referer, expected] : cases) {
    CAPTURE(std::string(clock));
    CAPTURE(std::string(referer));
    Pit site;
    site.hit("9.1.1.1", at(clock), kPit, kFox, 200, 100, referer)
        .hit("8.8.8.1", at("10:00:00"), kPit, "GrabBot/1.0");
    CHECK(site.outcome() == expected);
  }
}

TEST_CASE("V8: whose page led there is not known without the site's name") {
  for (const auto& [referer, expected] :
       {std::pair(std::string("https://forum.test/thread"), "link_shared"),
        std::pair("https://a.test" + kPit, "V8"),
        std::pair(std::string("-"), "V8")}) {
    CAPTURE(referer);
    Pit site;
    site.origin.clear();
    site.hit("8.8.8.1", at("10:00:00"), kPitBelow, "GrabBot/1.0", 200, 100,
             referer);
    CHECK(site.outcome() == expected);
  }
}

TEST_CASE("V7: a response that reserves nothing stands before tdmrep.json") {
  for (const char* sent : {"0", "1", "-"}) {
    CAPTURE(std::string(sent));
    Site site(kRules);
    for (const char* day : {"2026-11-20T00:00:00Z", "2026-11-30T00:00:00Z"})
      REQUIRE(site.sent.add("/text", {.earliest = utc(day),
                                      .latest = utc(day),
                                      .said = {{.ask = Ask::tdm_reservation,
                                                .agent = {},
                                                .source = signals::Source::file,
                                                .raw = "location: /"}},
                                      .bytes = 100,
                                      .capture_id = "c",
                                      .url = "http://a.test/text"}));
    Inputs inputs = site.inputs();
    test::write(
        site.dir / "access.log",
        fmt::format(R"({{"i":"8.8.8.8","t":"2026-11-23T10:00:00Z","m":"GET",)"
                    R"("u":"/text","s":200,"b":100,"a":"GPTBot/1.0",)"
                    R"("r":"{}"}})"
                    "\n",
                    sent));
    inputs.format =
        "json:ip=i,time=t,method=m,target=u,status=s,bytes=b,agent=a,"
        "tdm_reservation=r";
    CHECK(codes(test::analysed(inputs, Sinks())) == (*sent == '0' ? "" : "V7"));
  }
}

TEST_CASE("V4: only who was told of the delay, and pages that were sent") {
  const struct {
    const char* reader;
    int status;
    const char* method;
    bool found;
  } cases[] = {
      {"CCBot/2.0", 200, "GET", true},
      {"OtherBot/1.0", 200, "GET", false},
      {"CCBot/2.0", 404, "GET", false},
      {"CCBot/2.0", 200, "HEAD", false},
  };
  for (const auto& one : cases) {
    CAPTURE(std::string(one.reader));
    CAPTURE(one.status);
    CAPTURE(std::string(one.method));
    Site site("User-agent: *\nCrawl-delay: 10\nDisallow: /p/\n");
    site.hit("11.0.0.1", at("08:00:00"), "/robots.txt", one.reader)
        .hit("11.0.0.1", at("09:00:00"), "/robots.txt", one.reader, one.status);
    for (int i = 0; i < 30; ++i)
      site.hit("11.0.0.1", at(fmt::format("10:00:{:02}", i).c_str()),
               fmt::format("/{}", i), "CCBot/2.0", 200, 100, "-", one.method);
    CHECK(codes(site.analyse()).contains("V4") == one.found);
  }
}

}  // namespace
}  // namespace veto::logs
