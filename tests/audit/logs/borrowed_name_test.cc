// SPDX-License-Identifier: GPL-3.0-or-later
//
// V9: a client that uses a name which its address contradicts.

#include <doctest/doctest.h>

#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::Site;

// Its operator states that it sends from its list alone, or does not.
config::ScraperRegistry listed_registry(bool complete) {
  auto registry = config::ScraperRegistry::parse(
      std::string(R"({
    "schema": "veto.scrapers/1", "date": "2026-11-23",
    "sources": {"s": {"date": "2026-11-23", "what": "made up"}},
    "scrapers": [{"id": "listed", "token": "ListedBot", "operator": "Acme",
      "purpose": "training", "in_agent": ["ListedBot"],
      "robots": {"stance": "yes"},
      "proof": {"addresses": ["https://acme.test/list"])") +
      (complete ? R"(, "addresses_complete": true)" : "") + R"(},
      "docs": "https://acme.test/",
      "known": {"level": "secondary", "from": ["s"]}}]})");
  REQUIRE_MESSAGE(registry.has_value(),
                  (registry ? "" : registry.error().message()));
  return *registry;
}

LogSummary analyse_with(Site& site, const config::ScraperRegistry& registry,
                        const char* list_date = "20261122T000000Z") {
  const std::string name = std::string("listed.") + list_date + ".txt";
  test::write(site.dir / name, "20.171.206.0/23\n");
  auto inputs = site.inputs();
  inputs.registry = &registry;
  inputs.address_lists = {{name, site.dir / name, {}}};
  auto summary = analyse_logs(inputs, {}, {});
  REQUIRE(summary.has_value());
  return *summary;
}

TEST_CASE("V9: used the name, from outside of the list") {
  const struct {
    const char* agent;
    const char* ip;
    bool complete;
    const char* list_date;
    const char* expected;
  } cases[] = {
      {"ListedBot/1", "11.0.0.1", true, "20261122T000000Z", "V9"},
      {"Mozilla/5.0 (compatible; ListedBot/1)", "11.0.0.1", true,
       "20261122T000000Z", "V9"},
      // In the list; another name; nobody says that the list is whole.
      {"ListedBot/1", "20.171.207.5", true, "20261122T000000Z", ""},
      {"OtherBot/1", "11.0.0.1", true, "20261122T000000Z", ""},
      {"ListedBot/1", "11.0.0.1", false, "20261122T000000Z", ""},
      // A list of more than a week before.
      {"ListedBot/1", "11.0.0.1", true, "20261116T000000Z", ""},
      // Addresses that tell nothing.
      {"ListedBot/1", "127.0.0.9", true, "20261122T000000Z", ""},
      {"ListedBot/1", "192.0.2.1", true, "20261122T000000Z", ""},
      {"ListedBot/1", "11.0.0.0", true, "20261122T000000Z", ""},
  };
  for (const auto& one : cases) {
    CAPTURE(one.agent);
    CAPTURE(one.ip);
    CAPTURE(one.list_date);
    const auto registry = listed_registry(one.complete);
    Site site(test::kRules);
    site.hit(one.ip, at("10:00:00"), "/a", one.agent);
    CHECK(codes(analyse_with(site, registry, one.list_date)) == one.expected);
  }
}

TEST_CASE("V9: all requests that bore the name have to contradict it") {
  const auto registry = listed_registry(true);
  Site site(test::kRules);
  site.hit("11.0.0.1", "10/Nov/2026:10:00:00 +0000", "/a", "ListedBot/1")
      .hit("11.0.0.1", at("10:00:00"), "/a", "ListedBot/1");
  CHECK(codes(analyse_with(site, registry)).empty());
}

TEST_CASE("V9: with the built-in registry nobody is contradicted") {
  for (const config::Scraper& scraper :
       config::ScraperRegistry::built_in().all())
    CHECK(!scraper.addresses_complete);
}

TEST_CASE("V9: says nothing of whose name it is, and no finding counts to it") {
  const auto registry = listed_registry(true);
  Site site(test::kRules);
  site.hit("11.0.0.1", at("10:00:00"), "/p/x", "ListedBot/1")
      .hit("11.0.0.1", at("10:00:05"), "/p/y", "ListedBot/2")
      .hit("11.0.0.1", at("10:00:09"), "/", "Other/1")
      .hit("20.171.207.5", at("10:00:00"), "/a", "ListedBot/1");
  const auto summary = analyse_with(site, registry);
  REQUIRE(codes(summary) == "V2 V9");
  for (const audit::Finding& finding : summary.findings) {
    CHECK(finding.identity == audit::Identity::ix);
    CHECK(finding.operator_name.empty());
    CHECK(finding.facts["scraper_id"] == "");
    CHECK(finding.grade.value() == 1);
    CHECK(!finding.fileable());
  }
  const audit::Finding& borrowed = summary.findings[1];
  CHECK(borrowed.facts["claimed_id"] == "listed");
  CHECK(borrowed.facts["agent"] == "ListedBot");
  CHECK(borrowed.facts["count"] == 2);
  CHECK(borrowed.facts["first"] == "2026-11-23T10:00:00.000Z");
  CHECK(borrowed.facts["last"] == "2026-11-23T10:00:05.000Z");
  CHECK(borrowed.facts["list_date"] == "2026-11-22T00:00:00.000Z");
  int lines = 0, lists = 0;
  for (const audit::Evidence& evidence : borrowed.evidence) {
    lines += evidence.kind == "log_line";
    lists += evidence.kind == "addresses";
  }
  CHECK(lines == 2);
  CHECK(lists == 1);
}

}  // namespace
}  // namespace veto::logs
