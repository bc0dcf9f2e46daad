// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/finding.h"

#include <functional>
#include <set>

#include "tests/support.h"

using namespace veto;
using namespace veto::audit;

namespace {

Finding sample() {
  Finding finding;
  finding.code = "V1";
  finding.subject = "gptbot /private/";
  finding.grade = {.identity = 4, .rules = 3, .log = 3, .predicate = 4};
  finding.identity = Identity::i3;
  finding.operator_name = "OpenAI";
  finding.evidence = {
      {"log_line", "b#10", "access.log:2", "bb", "192.0.2.1 - - \"GET /\""},
      {"robots", "a", "https://example.org/robots.txt", "aa", ""}};
  finding.excuses = {{"subresource", false, "no page within 10 s"}};
  finding.does_not_show = {"use"};
  finding.facts = {{"count", 3}, {"target", "/private/"}};
  finding.seal_id();
  return finding;
}

std::shared_ptr<const Clock> fixed_clock() {
  return std::make_shared<FixedClock>(from_micros(1'795'000'000'000'000));
}

}  // namespace

TEST_CASE("a finding's id: pinned, so that other programs can derive it") {
  // printf '2:V1,16:gptbot /private/,1:2,1:a,4:b#10,1:1,' | sha256sum |
  //   xxd -r -p | base32 -w0 | tr -d = | tr A-Z a-z
  CHECK(sample().id == "wm5m4aazl7uk23o5rmuk33ryfbkb72odo2mwgfaaih4ts23hbe3a");
}

TEST_CASE("a finding's id: depends on what names it and on nothing else") {
  struct Row {
    const char* name;
    bool same;
    std::function<void(Finding&)> change;
  };
  const Row rows[] = {
      {"nothing", true, [](Finding&) {}},
      {"order of evidence", true,
       [](Finding& f) { std::swap(f.evidence[0], f.evidence[1]); }},
      {"evidence twice", true,
       [](Finding& f) { f.evidence.push_back(f.evidence[0]); }},
      {"where", true, [](Finding& f) { f.evidence[0].where = "x"; }},
      {"facts", true, [](Finding& f) { f.facts["count"] = 4; }},
      {"grade", true, [](Finding& f) { f.grade.log = 1; }},
      {"identity", true, [](Finding& f) { f.identity = Identity::ix; }},
      {"code", false, [](Finding& f) { f.code = "V2"; }},
      {"subject", false, [](Finding& f) { f.subject += "x"; }},
      {"a ref", false, [](Finding& f) { f.evidence[0].ref = "b#11"; }},
      {"less evidence", false, [](Finding& f) { f.evidence.pop_back(); }},
      {"rule version", false, [](Finding& f) { f.rule_version = 2; }},
      {"bytes moved between fields", false,
       [](Finding& f) {
         f.code = "V";
         f.subject = "1" + f.subject;
       }},
  };
  const std::string id = sample().id;
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Finding changed = sample();
    row.change(changed);
    changed.seal_id();
    CHECK((changed.id == id) == row.same);
  }
}

TEST_CASE("a finding is fileable at E3 and I3, no less in any part") {
  struct Row {
    Grade grade;
    Identity identity;
    int value;
    bool fileable;
  };
  const Row rows[] = {
      {{4, 4, 4, 4}, Identity::i4, 4, true},
      {{3, 3, 3, 3}, Identity::i3, 3, true},
      {{2, 4, 4, 4}, Identity::i4, 2, false},
      {{4, 2, 4, 4}, Identity::i4, 2, false},
      {{4, 4, 2, 4}, Identity::i4, 2, false},
      {{4, 4, 4, 1}, Identity::i4, 1, false},
      {{4, 4, 4, 4}, Identity::i2, 4, false},
      {{4, 4, 4, 4}, Identity::i0, 4, false},
      {{4, 4, 4, 4}, Identity::ix, 4, false},
      {{}, Identity::i4, 0, false},
  };
  for (const Row& row : rows) {
    Finding finding;
    finding.grade = row.grade;
    finding.identity = row.identity;
    CHECK(finding.grade.value() == row.value);
    CHECK(finding.fileable() == row.fileable);
  }
}

TEST_CASE("a finding comes back from its JSON as it was") {
  const Finding before = sample();
  const auto after = finding_from_json(to_json(before));
  REQUIRE(after);
  CHECK(to_json(*after) == to_json(before));
  CHECK(after->evidence[0].raw == before.evidence[0].raw);
  CHECK(after->identity == Identity::i3);
  Finding again = *after;
  again.seal_id();
  CHECK(again.id == before.id);
}

TEST_CASE("a finding's JSON: what does not fit is damaged, never a crash") {
  using nlohmann::json;
  struct Row {
    const char* pointer;
    json value;
  };
  const Row rows[] = {
      {"/identity", "I9"},       {"/identity", 3},
      {"/grade/log", 5},         {"/grade/log", -1},
      {"/grade", json::array()}, {"/rule_version", 0},
      {"/rule_version", 1e300},  {"/evidence", "x"},
      {"/evidence/0", 7},        {"/evidence/0/ref", nullptr},
      {"/excuses/0/applies", 1}, {"/does_not_show", {1, 2}},
      {"/facts", json::array()}, {"/id", nullptr},
      {"/operator", 12},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pointer);
    json changed = to_json(sample());
    changed[json::json_pointer(row.pointer)] = row.value;
    const auto result = finding_from_json(changed);
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == ErrorKind::damaged);
  }
  for (const json& odd : {json(), json(1), json::array(), json::object()})
    CHECK_FALSE(finding_from_json(odd));
}

TEST_CASE("findings are stored by run and stage, replaced by stage") {
  test::TempDir dir;
  auto the_case = Case::create(dir / "case", fixed_clock());
  REQUIRE(the_case);
  CHECK_FALSE(store_findings(*the_case, "logs", {sample()}));  // no run yet
  REQUIRE(the_case->begin_run("test"));

  Finding other = sample();
  other.code = "G1";
  other.evidence[0].raw = "broken \xff byte";
  other.seal_id();
  REQUIRE(store_findings(*the_case, "logs", {sample(), sample()}));
  REQUIRE(store_findings(*the_case, "signals", {other}));

  auto loaded = load_findings(*the_case, the_case->run_id());
  REQUIRE(loaded);
  REQUIRE(loaded->size() == 2);
  CHECK((*loaded)[0].code == "G1");
  CHECK((*loaded)[1].id == sample().id);
  CHECK(to_json((*loaded)[1]) == to_json(sample()));

  REQUIRE(store_findings(*the_case, "logs", {}));
  loaded = load_findings(*the_case, the_case->run_id());
  REQUIRE(loaded);
  REQUIRE(loaded->size() == 1);
  CHECK((*loaded)[0].code == "G1");
  CHECK(load_findings(*the_case, "another run")->empty());
}

TEST_CASE("a finding without id is not stored") {
  test::TempDir dir;
  auto the_case = Case::create(dir / "case", fixed_clock());
  REQUIRE(the_case);
  REQUIRE(the_case->begin_run("test"));
  Finding unsealed = sample();
  unsealed.id.clear();
  const auto stored = store_findings(*the_case, "logs", {unsealed});
  REQUIRE_FALSE(stored);
  CHECK(stored.error().kind == ErrorKind::bug);
}
