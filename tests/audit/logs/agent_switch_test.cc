// SPDX-License-Identifier: GPL-3.0-or-later
//
// V10: refused under one name, served under a browser's.

#include "audit/logs/agent_switch.h"

#include <doctest/doctest.h>

#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::Site;
using test::utc;

constexpr const char* kDisguise =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36";

TEST_CASE("V10: each excuse, alone") {
  const UtcTime refused = utc("2026-11-23T10:00:00Z");
  const UtcTime later = refused + std::chrono::seconds(4);
  SwitchScene bare{.refused = refused,
                   .automation = true,
                   .browser_first = later,
                   .refused_agent_served = refused - std::chrono::hours(1)};
  CHECK(switch_excuse(bare).empty());
  const auto with = [&](auto change) {
    SwitchScene scene = bare;
    change(scene);
    return switch_excuse(scene);
  };
  CHECK(with([](auto& s) { s.user_triggered = true; }) == "user_triggered");
  CHECK(with([](auto& s) { s.names_headless = true; }) == "renderer");
  CHECK(with([](auto& s) { s.other_agents = 1; }) == "shared_address");
  CHECK(with([&](auto& s) { s.browser_first = refused; }) == "shared_address");
  CHECK(with([](auto& s) { s.automation = false; }) == "person_possible");
  CHECK(with([&](auto& s) { s.refused_agent_served = later; }) == "retry");
}

// A bot is refused at ten; then a browser that nobody sits at takes the same
// and three images more.
struct Switched : Site {
  explicit Switched(const char* agent = "AcmeBot/1.0", int status = 403,
                    const char* when = "10:00:04", const char* ip = "11.0.0.1",
                    const char* browser = kDisguise)
      : Site(test::kRules) {
    hit("11.0.0.1", at("10:00:00"), "/g/", agent, status);
    hit(ip, at(when), "/g/", browser);
    for (const char* image : {"/1.png", "/2.png", "/3.png"})
      hit(ip, at(when), image, browser);
  }
};

TEST_CASE("V10: in a log") {
  const struct {
    const char* agent;
    int status;
    const char* when;
    const char* ip;
    const char* browser;
    const char* expected;
  } cases[] = {
      {"AcmeBot/1.0", 403, "10:00:04", "11.0.0.1", kDisguise, "V10"},
      {"AcmeBot/1.0", 429, "10:00:04", "11.0.0.1", kDisguise, "V10"},
      {"AcmeBot/1.0", 403, "11:00:00", "11.0.0.1", kDisguise, "V10"},
      // Later than an hour, at the same time, elsewhere.
      {"AcmeBot/1.0", 403, "11:00:01", "11.0.0.1", kDisguise, ""},
      {"AcmeBot/1.0", 403, "10:00:01", "11.0.0.1", kDisguise, ""},
      {"AcmeBot/1.0", 403, "10:00:04", "11.0.0.2", kDisguise, ""},
      // No refusal; a person's; one browser after the other.
      {"AcmeBot/1.0", 200, "10:00:04", "11.0.0.1", kDisguise, ""},
      {"AcmeBot/1.0", 404, "10:00:04", "11.0.0.1", kDisguise, ""},
      {"ChatGPT-User/1.0", 403, "10:00:04", "11.0.0.1", kDisguise, ""},
      {"Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0", 403,
       "10:00:04", "11.0.0.1", kDisguise, ""},
      // Another bot's name, and a renderer that names itself.
      {"AcmeBot/1.0", 403, "10:00:04", "11.0.0.1", "AcmeBot/2.0", ""},
      {"AcmeBot/1.0", 403, "10:00:04", "11.0.0.1",
       "Mozilla/5.0 (X11) HeadlessChrome/156.0 Safari/537.36", ""},
  };
  for (const auto& one : cases) {
    CAPTURE(one.agent);
    CAPTURE(one.status);
    CAPTURE(one.when);
    CAPTURE(one.browser);
    Switched site(one.agent, one.status, one.when, one.ip, one.browser);
    CHECK(codes(site.analyse()) == one.expected);
  }
}

TEST_CASE("V10: what else is seen at the address excuses it") {
  Switched other;
  other.hit("11.0.0.1", at("10:20:00"), "/", "curl/8");
  CHECK(codes(other.analyse()).empty());
  Switched person;
  person.hit("11.0.0.1", at("10:00:05"), "/s.css", kDisguise, 200, 9,
             "http://s/g/");
  CHECK(codes(person.analyse()).empty());
  Switched retried;
  retried.hit("11.0.0.1", at("10:05:00"), "/g/", "AcmeBot/1.0");
  CHECK(codes(retried.analyse()).empty());
  // Refused as well.
  Site refused(test::kRules);
  refused.hit("11.0.0.1", at("10:00:00"), "/g/", "AcmeBot/1.0", 403);
  for (const char* target : {"/g/", "/1", "/2", "/3", "/4"})
    refused.hit("11.0.0.1", at("10:00:04"), target, kDisguise, 403);
  CHECK(codes(refused.analyse()).empty());
}

TEST_CASE("V10: what its finding says, E2 at most") {
  Switched site;
  const auto summary = site.analyse();
  REQUIRE(codes(summary) == "V10");
  const audit::Finding& finding = summary.findings[0];
  CHECK(finding.facts["agent"] == "AcmeBot");
  CHECK(finding.facts["refused_status"] == 403);
  CHECK(finding.facts["seconds"] == 4);
  CHECK(finding.facts["returned_as"] == kDisguise);
  CHECK(finding.facts["returned_automation"] == "bare");
  CHECK(finding.facts["targets"][0]["target"] == "/g/");
  CHECK(finding.evidence.size() == 2);
  CHECK(finding.grade.value() == 2);
  CHECK(finding.grade.predicate == 2);
  CHECK(summary.counts.disallowed == 0);
}

TEST_CASE("V10: bounded, whatever a stranger sends") {
  AgentSwitches all;
  const UtcTime time = utc("2026-11-23T10:00:00Z");
  for (std::uint32_t i = 0; i < AgentSwitches::kMaxRefusals + 5; ++i)
    all.refused(1, 2, 403, "/" + std::to_string(i), time, {});
  for (std::uint32_t i = 0; i < AgentSwitches::kMaxRefusals + 5; ++i)
    for (int twice = 0; twice < 2; ++twice)
      all.served_browser(1, 3, "/" + std::to_string(i),
                         time + std::chrono::seconds(9), {});
  CHECK(all.found().size() == AgentSwitches::kMaxRefusals);
}

TEST_CASE("V10: what is beyond a limit is counted") {
  AgentSwitches switches;
  const UtcTime time = utc("2026-11-23T10:00:00Z");
  for (std::size_t i = 0; i < AgentSwitches::kMaxRefusals + 3; ++i)
    switches.refused(1, 0, 403, "/" + std::to_string(i), time, {});
  CHECK(switches.passed_over() == 3);
  for (std::uint32_t i = 2; i < AgentSwitches::kMaxClients + 3; ++i)
    switches.refused(i, 0, 403, "/", time, {});
  CHECK(switches.passed_over() == 5);
}

}  // namespace
}  // namespace veto::logs
