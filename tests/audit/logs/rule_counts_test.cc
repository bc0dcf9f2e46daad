// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a finding says of the lines its requests fell under, and of the other
// requests of its client that were set aside.

#include <doctest/doctest.h>

#include "audit/logs/pack_write.h"
#include "audit/logs/rederive.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using nlohmann::json;
using test::at;
using test::codes;
using test::Site;

constexpr const char* kCounted = "AcmeBot/1.0";
constexpr const char* kTwoLines =
    "User-agent: *\nDisallow: /p/\nDisallow: /trap/\n";

json counted_rules(Site& site) {
  const auto summary = site.analyse();
  REQUIRE(codes(summary) == "V2");
  const json& facts = summary.findings[0].facts;
  CHECK(facts["rule_line"] == 2);
  return facts.value("rules", json());
}

json counted(int line, const char* text, int count) {
  return {{"line", line}, {"rule", text}, {"group", "*"}, {"count", count}};
}

TEST_CASE("rules: one line for all of the requests is told by rule_line") {
  Site one(kTwoLines);
  one.hit("192.0.2.1", at("10:00:00"), "/p/x", kCounted)
      .hit("192.0.2.1", at("10:00:01"), "/p/y", kCounted);
  CHECK(counted_rules(one).is_null());
}

TEST_CASE("rules: each line with the number of its requests") {
  Site one(kTwoLines);
  one.hit("192.0.2.1", at("10:00:00"), "/p/x", kCounted)
      .hit("192.0.2.1", at("10:00:01"), "/trap/x", kCounted)
      .hit("192.0.2.1", at("10:00:02"), "/p/y", kCounted);
  CHECK(counted_rules(one) == json{counted(2, "Disallow: /p/", 2),
                                   counted(3, "Disallow: /trap/", 1)});
}

TEST_CASE("rules: those past the targets that are listed are counted too") {
  Site one(kTwoLines);
  for (int i = 0; i < 21; ++i)
    one.hit("192.0.2.1", at("10:00:00"), "/p/x", kCounted);
  one.hit("192.0.2.1", at("10:00:01"), "/trap/x", kCounted);
  CHECK(counted_rules(one) == json{counted(2, "Disallow: /p/", 21),
                                   counted(3, "Disallow: /trap/", 1)});
}

TEST_CASE("rules: at most ten lines are listed, and none is counted twice") {
  std::string text = "User-agent: *\n";
  for (int i = 0; i < 12; ++i)
    text += "Disallow: /" + std::to_string(i) + "/\n";
  Site one(text.c_str());
  for (int i = 0; i < 12; ++i)
    one.hit("192.0.2.1", at("10:00:00"), "/" + std::to_string(i) + "/x",
            kCounted);
  const json rules = counted_rules(one);
  REQUIRE(rules.size() == 10);
  for (const json& one_rule : rules) CHECK(one_rule["count"] == 1);
}

TEST_CASE("rules: the same line of two versions is one") {
  Site one(kTwoLines);
  one.robots("20261123T110000Z", std::string(kTwoLines) + "Disallow: /q/\n");
  one.hit("192.0.2.1", at("10:00:00"), "/p/x", kCounted)
      .hit("192.0.2.1", at("12:00:00"), "/p/y", kCounted);
  CHECK(counted_rules(one).is_null());
  one.hit("192.0.2.1", at("12:00:01"), "/trap/y", kCounted);
  CHECK(counted_rules(one) == json{counted(2, "Disallow: /p/", 2),
                                   counted(3, "Disallow: /trap/", 1)});
}

TEST_CASE("rules: a pack with fewer lines than requests derives again") {
  for (int more : {0, 30}) {
    CAPTURE(more);
    Site one(kTwoLines);
    for (int i = 0; i < 4 + more; ++i)
      one.hit("192.0.2.1", at("10:00:00"), i % 2 ? "/trap/x" : "/p/x",
              kCounted);
    Inputs inputs = one.inputs();
    inputs.packs = one.dir / "packs";
    const auto summary = test::analysed(inputs, Sinks());
    REQUIRE(codes(summary) == "V2");
    CHECK(summary.findings[0].facts["rules"].size() == 2);
    const auto files =
        read_pack_files(inputs.packs / pack_folder(summary.findings[0]));
    REQUIRE(files.has_value());
    CHECK(json::parse(files->at("pack.json"))["derives_alone"] == true);
    const auto alone = rederive(*files, {});
    CHECK_MESSAGE(alone.outcome == Rederived::needs_log,
                  test::joined(alone.reasons));
    const auto whole = rederive_with_log(*files, {}, inputs.files, "", {});
    REQUIRE(whole.has_value());
    CHECK_MESSAGE(whole->outcome == Rederived::confirmed,
                  test::joined(whole->reasons));
  }
}

std::string excuse_detail(const audit::Finding& finding,
                          std::string_view name) {
  for (const audit::Excuse& excuse : finding.excuses)
    if (excuse.name == name) return excuse.detail;
  return "none of that name";
}

TEST_CASE("excuses: of a finding those of its own name, in the right number") {
  Site one(kTwoLines);
  one.hit("192.0.2.1", at("10:00:00"), "/p/x", kCounted)
      .hit("192.0.2.1", at("10:00:01"), "/p/y", kCounted, 403)
      // Others at that address.
      .hit("192.0.2.1", at("10:00:02"), "/p/y", "OtherBot/1.0", 403)
      .hit("192.0.2.1", at("10:00:03"), "/p/y", "OtherBot/1.0", 200, 0, "-",
           "HEAD");
  auto summary = one.analyse();
  REQUIRE(codes(summary) == "V2");
  CHECK(summary.findings[0].facts["agent"] == "AcmeBot");
  CHECK(excuse_detail(summary.findings[0], "refused") ==
        "1 other request of this client set aside for it");
  CHECK(excuse_detail(summary.findings[0], "head") == "");
  // A row about the address counts them all.
  REQUIRE(summary.clients.size() == 1);
  CHECK(summary.clients[0].excused == 3);
  // Another version of the same program is the same client.
  one.hit("192.0.2.1", at("10:00:04"), "/p/y", "AcmeBot/2.0", 403);
  summary = one.analyse();
  REQUIRE(codes(summary) == "V2");
  CHECK(excuse_detail(summary.findings[0], "refused") ==
        "2 other requests of this client set aside for it");
}

}  // namespace
}  // namespace veto::logs
