// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/notices.h"

#include <doctest/doctest.h>

#include <fstream>
#include <memory>

#include "../../support.h"
#include "../report_samples.h"

namespace veto::test {
namespace {

using namespace reports;
using namespace std::chrono_literals;

// A verified client's requests end on 20 November, at noon.
audit::Finding named_finding() {
  audit::Finding finding =
      sample_finding("V1", kVerified, "GPTBot", audit::Identity::i3);
  finding.operator_name = "OpenAI";
  finding.facts["scraper_id"] = "gptbot";
  finding.facts["last"] = "2026-11-20T12:00:00.000Z";
  return finding;
}

Notice told(std::string_view day) {
  return {.scraper_id = "gptbot",
          .operator_name = "OpenAI",
          .sent = *parse_date(day),
          .answered = {},
          .proof = "notices/x",
          .sha256 = {}};
}

TEST_CASE("a day is a full-date of RFC 3339 that exists") {
  const struct {
    const char* text;
    bool fits;
  } rows[] = {
      {"2026-11-23", true},
      {"2028-02-29", true},
      {"2026-02-29", false},
      {"2026-13-01", false},
      {"2026-00-01", false},
      {"2026-11-3", false},
      {"26-11-23", false},
      {"2026/11/23", false},
      {"2026-11-23T00", false},
      {"2026-11-23T00:00:00Z", false},
      {" 2026-11-23", false},
      {"2026-+1-23", false},
      {"", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_date(row.text).has_value() == row.fits);
  }
  CHECK(to_date(*parse_date("2026-11-23")) == "2026-11-23");
}

TEST_CASE("an operator has fourteen full days to answer") {
  const std::vector findings = {named_finding()};
  const UtcTime day_over = at("2026-11-22T00:00:00Z");
  const auto allowed = [&](const Notice& notice, UtcTime now) {
    return check_told(findings, {notice}, now).has_value();
  };
  const Notice notice = told("2026-11-21");
  CHECK_FALSE(allowed(notice, day_over + 13 * 24h + 23h + 59min));
  CHECK(allowed(notice, day_over + 14 * 24h));
  Notice answered = notice;
  answered.answered = *parse_date("2026-11-25");
  CHECK_FALSE(allowed(answered, at("2026-11-24T23:59:59Z")));
  CHECK(allowed(answered, at("2026-11-25T00:00:00Z")));
}

TEST_CASE("a notice is about what happened before it") {
  const std::vector findings = {named_finding()};
  const UtcTime now = at("2027-06-01T00:00:00Z");
  const struct {
    const char* day;
    bool counts;
  } rows[] = {
      {"2026-11-19", false}, {"2026-11-20", true}, {"2026-11-21", true}};
  for (const auto& row : rows) {
    CAPTURE(row.day);
    CHECK(check_told(findings, {told(row.day)}, now).has_value() == row.counts);
  }
}

TEST_CASE("a notice is about its own operator, and nobody is named below I3") {
  const UtcTime now = at("2027-06-01T00:00:00Z");
  Notice other = told("2026-11-21");
  other.operator_name = "Anthropic";
  const auto refused = check_told({named_finding()}, {other}, now);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::refused);
  CHECK(refused.error().hint.contains("veto bundle notice gptbot --sent"));
  audit::Finding claimed = named_finding();
  for (const auto identity :
       {audit::Identity::i0, audit::Identity::i2, audit::Identity::ix}) {
    claimed.identity = identity;
    CHECK(named_operators({claimed}).empty());
    CHECK(check_told({claimed}, {}, now));
  }
}

TEST_CASE("whoever redeems a canary is named, too") {
  audit::Finding finding = named_finding();
  finding.facts["redeemer_operator"] = "Other";
  const auto named = named_operators({finding});
  REQUIRE(named.size() == 2);
  CHECK(named[1].name == "Other");
  CHECK_FALSE(
      check_told({finding}, {told("2026-11-21")}, at("2027-06-01T00:00:00Z")));
}

TEST_CASE("a notice is kept with its proof, which must stay as it is") {
  const TempDir dir;
  auto the_case =
      Case::create(dir.path() / "c",
                   std::make_shared<FixedClock>(at("2026-11-23T12:00:00Z")));
  REQUIRE(the_case);
  const auto proof = dir.path() / "a letter.eml";
  std::ofstream(proof) << "To: OpenAI\n";
  const std::vector findings = {named_finding()};
  const NoticeOrder order{"gptbot", *parse_date("2026-11-23"), {}, proof};
  const auto kept = keep_notice(*the_case, findings, order);
  REQUIRE(kept);
  CHECK(keep_notice(*the_case, findings, order));
  const auto loaded = load_notices(*the_case);
  REQUIRE(loaded);
  REQUIRE(loaded->size() == 2);
  CHECK(loaded->front().operator_name == "OpenAI");
  CHECK(loaded->front().sent == order.sent);
  CHECK_FALSE(loaded->front().answered);
  std::ofstream(the_case->path(kept->proof), std::ios::app) << "x";
  const auto changed = load_notices(*the_case);
  REQUIRE_FALSE(changed);
  CHECK(changed.error().kind == ErrorKind::damaged);
}

TEST_CASE("a notice that cannot be is not kept") {
  const TempDir dir;
  auto the_case =
      Case::create(dir.path() / "c",
                   std::make_shared<FixedClock>(at("2026-11-23T12:00:00Z")));
  REQUIRE(the_case);
  const auto proof = dir.path() / "letter.eml";
  std::ofstream(proof) << "To: OpenAI\n";
  const auto day = [](const char* text) { return *parse_date(text); };
  const std::vector findings = {named_finding()};
  const struct {
    const char* what;
    NoticeOrder order;
    ErrorKind kind;
  } rows[] = {
      {"future", {"gptbot", day("2026-11-24"), {}, proof}, ErrorKind::usage},
      {"answer to come",
       {"gptbot", day("2026-11-22"), day("2026-11-24"), proof},
       ErrorKind::usage},
      {"answer before",
       {"gptbot", day("2026-11-22"), day("2026-11-21"), proof},
       ErrorKind::usage},
      {"stranger",
       {"claudebot", day("2026-11-22"), {}, proof},
       ErrorKind::usage},
      {"no file",
       {"gptbot", day("2026-11-22"), {}, dir.path() / "none"},
       ErrorKind::not_found},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto kept = keep_notice(*the_case, findings, row.order);
    REQUIRE_FALSE(kept);
    CHECK(kept.error().kind == row.kind);
  }
  CHECK(load_notices(*the_case)->empty());
  const auto stranger = keep_notice(*the_case, findings, rows[3].order);
  CHECK(stranger.error().hint.contains("gptbot (OpenAI)"));
}

}  // namespace
}  // namespace veto::test
