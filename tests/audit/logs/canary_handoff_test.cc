// SPDX-License-Identifier: GPL-3.0-or-later
//
// V12: a canary that one client was given, asked for by another.

#include "audit/logs/canary_handoff.h"

#include <doctest/doctest.h>

#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::Site;
using test::utc;

const std::string kCanaryTrap = "/trap-00112233445566778899aabbccddeeff/";
const std::string kGivenPage =
    kCanaryTrap + "c-0123456789abcdef0123456789abcdef/";
const std::string kGivenPicture = kGivenPage + "p.png";
constexpr const char* kSomeBrowser =
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

// PageBot is given a name at ten.
struct Given : Site {
  Given() {
    traps = {*traps::parse_trap(kCanaryTrap)};
    origin = "https://a.test";
    complete_from.reset();
    hit("11.0.0.1", at("10:00:00"), kCanaryTrap, "PageBot/1.0", 302, 0)
        .hit("11.0.0.1", at("10:00:01"), kGivenPage, "PageBot/1.0");
  }
  Given& redeem(const std::string& agent = "ImageBot/2.0",
                const std::string& ip = "12.0.0.1",
                const std::string& referer = "-",
                const std::string& target = kGivenPicture) {
    hit(ip, at("14:30:00"), target, agent, 200, 100, referer);
    return *this;
  }
};

std::string handed_on(Site& site) {
  for (const audit::Finding& finding : site.analyse().findings)
    if (finding.code == "V12") return "V12";
  return "none";
}

TEST_CASE("V12: who asked for what another was given") {
  const struct {
    const char* agent;
    const char* ip;
    const char* referer;
    const char* expected;
  } rows[] = {
      {"ImageBot/2.0", "12.0.0.1", "-", "V12"},
      {"ImageBot/2.0", "12.0.0.1", "https://a.test/", "V12"},
      // The same client, its network, its name elsewhere, its operator.
      {"PageBot/1.0", "11.0.0.1", "-", "none"},
      {"ImageBot/2.0", "11.0.0.77", "-", "none"},
      {"PageBot/9.9", "12.0.0.1", "-", "none"},
      // Persons, what acts for them, links from elsewhere, archives, caches.
      {kSomeBrowser, "12.0.0.1", "-", "none"},
      {"ChatGPT-User/1.0", "12.0.0.1", "-", "none"},
      {"ImageBot/2.0", "12.0.0.1", "https://forum.test/", "none"},
      {"archive.org_bot", "12.0.0.1", "-", "none"},
      {"AcmeCache/1.0", "12.0.0.1", "-", "none"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.agent);
    CAPTURE(row.ip);
    CAPTURE(row.referer);
    Given site;
    site.redeem(row.agent, row.ip, row.referer);
    CHECK(handed_on(site) == row.expected);
  }
}

TEST_CASE("V12: the page is redeemed as well as its picture") {
  Given site;
  site.redeem("ImageBot/2.0", "12.0.0.1", "-", kGivenPage);
  CHECK(handed_on(site) == "V12");
}

TEST_CASE("V12: one operator's agents are one client") {
  Site site;
  site.traps = {*traps::parse_trap(kCanaryTrap)};
  site.hit("11.0.0.1", at("10:00:00"), kCanaryTrap, "GPTBot/1.2", 302, 0)
      .hit("11.0.0.1", at("10:00:01"), kGivenPage, "GPTBot/1.2")
      .hit("12.0.0.1", at("14:00:00"), kGivenPicture, "OAI-SearchBot/1.0");
  CHECK(handed_on(site) == "none");
}

TEST_CASE("V12: nothing where the log does not say to whom a name was given") {
  const auto without = [](auto change) {
    Site site;
    site.traps = {*traps::parse_trap(kCanaryTrap)};
    change(site);
    site.hit("12.0.0.1", at("14:30:00"), kGivenPicture, "ImageBot/2.0");
    return handed_on(site);
  };
  const auto entry = [](Site& site, const char* agent, int status) {
    site.hit("11.0.0.1", at("10:00:00"), kCanaryTrap, agent, status, 0);
  };
  const auto page = [](Site& site, const char* agent,
                       const char* when = "10:00:01") {
    site.hit("11.0.0.1", at(when), kGivenPage, agent);
  };
  CHECK(without([&](Site& s) {
          entry(s, "PageBot/1.0", 302);
          page(s, "PageBot/1.0");
        }) == "V12");
  CHECK(without([&](Site& s) { page(s, "PageBot/1.0"); }) == "none");
  CHECK(without([&](Site& s) { entry(s, "PageBot/1.0", 302); }) == "none");
  CHECK(without([&](Site& s) {
          entry(s, "PageBot/1.0", 200);
          page(s, "PageBot/1.0");
        }) == "none");
  CHECK(without([&](Site& s) {
          entry(s, "PageBot/1.0", 302);
          page(s, "OtherBot/1.0");
        }) == "none");
  // Somebody had the name before.
  CHECK(without([&](Site& s) {
          entry(s, "PageBot/1.0", 302);
          s.hit("13.0.0.1", at("10:00:01"), kGivenPicture, "EarlyBot/1.0");
          page(s, "PageBot/1.0", "10:00:05");
        }) == "none");
}

TEST_CASE("V12: what a person has had is shared from then on") {
  Given site;
  site.hit("13.0.0.1", at("12:00:00"), kGivenPicture, kSomeBrowser);
  site.redeem();
  CHECK(handed_on(site) == "none");
  Given later;
  later.redeem();
  later.hit("13.0.0.1", at("15:00:00"), kGivenPicture, kSomeBrowser);
  CHECK(handed_on(later) == "V12");
}

TEST_CASE("V12: what its finding says, and of whom") {
  Given site;
  site.redeem();
  const auto summary = site.analyse();
  REQUIRE(codes(summary) == "V12");
  const audit::Finding& finding = summary.findings[0];
  CHECK(finding.facts["client_ip"] == "11.0.0.1");
  CHECK(finding.facts["agent"] == "PageBot");
  CHECK(finding.facts["redeemer_ip"] == "12.0.0.1");
  CHECK(finding.facts["redeemer_agent"] == "ImageBot");
  CHECK(finding.facts["hours"] == 4);
  CHECK(finding.facts["given"] == "2026-11-23T10:00:01.000Z");
  CHECK(finding.evidence.size() == 3);
  CHECK(finding.grade.predicate == 3);
  CHECK(finding.grade.value() == 2);
  CHECK(finding.operator_name.empty());
}

TEST_CASE("V12: an automated browser at the other end stays unnamed") {
  Given site;
  for (const char* image : {"/1.png", "/2.png", "/3.png"})
    site.hit("12.0.0.1", at("14:29:00"), image, kSomeBrowser);
  site.redeem(kSomeBrowser);
  const auto summary = site.analyse();
  REQUIRE(codes(summary) == "V12");
  const audit::Finding& finding = summary.findings[0];
  CHECK(finding.facts["redeemer_agent"] == "");
  CHECK(finding.facts["redeemer_operator"] == "");
  CHECK(finding.facts["redeemer_automation"] == "bare");
  // It is the other end that is spoken of.
  CHECK(finding.grade.identity == 2);
}

}  // namespace
}  // namespace veto::logs
