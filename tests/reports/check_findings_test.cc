// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bundles whose findings somebody changed, and wrote the lists anew.

#include "reports/bundle/check_findings.h"

#include <functional>
#include <sstream>

#include "reports/bundle/summary_facts.h"
#include "tests/reports/bundle_samples.h"
#include "tests/support.h"

using namespace veto;

namespace {

namespace fs = std::filesystem;

constexpr const char* kFindings = "data/20-findings/findings.jsonl";
constexpr const char* kSummaryPath = "data/00-report/summary.json";

struct FindingChange {
  const char* what;
  std::function<void(const fs::path&)> apply;
  std::string problems;         // of a confidential edition, "kind file; ..."
  std::string of_lesser = "=";  // "=": the same
};

auto edited(const char* file, std::string from, std::string to) {
  return [=](const fs::path& d) {
    std::string text = test::read_text(d / file);
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    test::write_text(d / file, text.replace(at, from.size(), to));
  };
}
auto rewritten(const char* file,
               std::function<std::string(const std::string&)> act) {
  return [=](const fs::path& d) {
    test::write_text(d / file, act(test::read_text(d / file)));
  };
}
std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n') + 1);
}

const std::string kSecond = std::string("finding ") + kFindings + ":2";
const std::string kFirst = std::string("finding ") + kFindings + ":1";

const FindingChange kChanges[] = {
    {"no JSON", rewritten(kFindings, [](auto&) { return "{not json\n"; }),
     kFirst},
    {"JSON that is no finding",
     rewritten(kFindings, [](auto&) { return "{\"code\":\"F1\"}\n"; }), kFirst},
    {"nested without end",
     rewritten(kFindings,
               [](auto&) { return std::string(500'000, '[') + '\n'; }),
     kFirst},
    {"an empty line",
     rewritten(kFindings, [](auto& all) { return all + '\n'; }),
     std::string("finding ") + kFindings + ":3"},
    {"a line that does not end",
     rewritten(kFindings,
               [](auto& all) { return all.substr(0, all.size() - 1); }),
     kSecond},
    {"another identity",
     edited(kFindings, R"("identity":"I1")", R"("identity":"I4")"), kSecond},
    {"an identity beside the other",
     edited(kFindings, R"("identity":"I1")",
            R"("identity":"I4","identity":"I1")"),
     kSecond},
    {"a space", edited(kFindings, R"("code":"V1")", R"("code": "V1")"),
     kSecond},
    {"fit to be filed",
     edited(kFindings, R"("fileable":false,"grade":{"iden)",
            R"("fileable":true,"grade":{"iden)"),
     kFirst},
    {"a higher grade", edited(kFindings, R"("value":1)", R"("value":3)"),
     kSecond},
    {"a higher grade all over",
     [](const fs::path& d) {
       edited(kFindings, R"("value":1)", R"("value":3)")(d);
       edited(kFindings, R"({"identity":1)", R"({"identity":3)")(d);
     },
     kSecond},
    {"another client", edited(kFindings, "192.0.2.1", "192.0.2.2"), kSecond,
     ""},
    {"another client's line", edited(kFindings, "log#0", "log#1"), kSecond, ""},
    {"withdrawn",
     edited(kFindings, R"("subject":"192.0.2.1")",
            R"("subject":"192.0.2.1","withdrawn":"not-a-face")"),
     kSecond},
    {"no longer withdrawn",
     edited(kFindings, R"(,"withdrawn":"not-a-face")", ""), kFirst},
    {"one left out", rewritten(kFindings, first_line),
     std::string("finding ") + kFindings},
    {"one twice",
     rewritten(kFindings, [](auto& all) { return first_line(all) + all; }),
     kSecond},
    {"in another order",
     rewritten(kFindings,
               [](auto& all) {
                 return all.substr(first_line(all).size()) + first_line(all);
               }),
     kFirst + "; " + kSecond},
    {"a summary without", edited(kSummaryPath, "\"findings\"", "\"x\""),
     std::string("finding ") + kSummaryPath},
    {"a summary that lists none",
     rewritten(kSummaryPath,
               [](auto& all) {
                 auto j = nlohmann::json::parse(all);
                 j["findings"]["list"] = nlohmann::json::array();
                 return j.dump();
               }),
     kFirst},
    {"a summary that counts more", edited(kSummaryPath, "\"V1\":1", "\"V1\":5"),
     std::string("finding ") + kSummaryPath},
    {"a summary that counts none withdrawn",
     edited(kSummaryPath, "\"withdrawn\":1", "\"withdrawn\":0"),
     std::string("finding ") + kSummaryPath},
    {"a pack of no finding",
     [](const fs::path& d) {
       test::write_text(d / "data/30-packs/V1-aaaaaaaaaaaaaaaa/pack.json",
                        "{}");
       test::write_text(d / "data/30-packs/V1-aaaaaaaaaaaaaaaa/x.txt", "");
     },
     "finding data/30-packs/V1-aaaaaaaaaaaaaaaa/pack.json",
     "edition data/30-packs/V1-aaaaaaaaaaaaaaaa/pack.json; finding "
     "data/30-packs/V1-aaaaaaaaaaaaaaaa/pack.json"},
};

}  // namespace

TEST_CASE("findings that are at odds with themselves or the summary") {
  for (const FindingChange& change : kChanges)
    for (const bool lesser : {false, true}) {
      CAPTURE(std::string(change.what));
      CAPTURE(lesser);
      test::TempDir dir;
      if (lesser)
        test::write_lesser_bundle(dir / "b");
      else
        test::write_sample_bundle(dir / "b");
      REQUIRE(test::problems_of(dir / "b") == "");
      change.apply(dir / "b");
      test::relist_as_said(dir / "b");
      CHECK(test::problems_of(dir / "b") == (lesser && change.of_lesser != "="
                                                 ? change.of_lesser
                                                 : change.problems));
    }
}

TEST_CASE("a pack of a finding is one") {
  test::TempDir dir;
  test::write_sample_bundle(dir / "b");
  const auto listed = test::sample_findings_summary()["list"][1];
  const std::string pack =
      "V1-" + listed["id"].get<std::string>().substr(0, 16);
  test::write_text(dir / "b/data/30-packs" / pack / "pack.json", "{}");
  test::relist_as_said(dir / "b");
  CHECK(test::problems_of(dir / "b") == "");
}

TEST_CASE("of findings and a summary that were altered nothing more is told") {
  for (const char* file : {kFindings, kSummaryPath}) {
    test::TempDir dir;
    test::write_sample_bundle(dir / "b");
    edited(file, "V1", "V2")(dir / "b");
    const std::string altered = std::string("altered ") + file;
    CHECK(test::problems_of(dir / "b") == altered + "; " + altered);
  }
}

TEST_CASE("a long line is no finding, and not kept") {
  test::TempDir dir;
  test::write_sample_bundle(dir / "b");
  test::write_text(
      dir / "b" / kFindings,
      "{\"x\":\"" + std::string(reports::kMaxFindingLine, 'x') + "\"}\n");
  test::relist_as_said(dir / "b");
  CHECK(test::problems_of(dir / "b") == kFirst);
}

TEST_CASE("what a summary lists of findings, in whatever order") {
  const struct {
    std::string text;
    std::size_t listed;
    std::size_t codes;
  } rows[] = {
      {R"({"findings":{"list":[{"id":"a"},{"id":"b","x":[{}]}]}})", 2, 0},
      {R"({"findings":{"by_code":{"V1":1,"V2":3},"withdrawn":4}})", 0, 2},
      {R"({"findings":[{"list":[{}]}]})", 0, 0},
      {R"({"findings":[[{"by_code":{"V1":1}}]],"x":{"list":[{}]}})", 0, 0},
      {R"({"findings":7})", 0, 0},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    std::istringstream in(row.text);
    const auto facts = reports::read_summary_facts(in);
    REQUIRE(facts);
    const auto found = facts->findings.value_or(reports::FindingsListed());
    CHECK(found.list.size() == row.listed);
    CHECK(found.by_code.size() == row.codes);
  }
}
