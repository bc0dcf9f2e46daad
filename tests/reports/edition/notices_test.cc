// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/notices.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <functional>
#include <memory>
#include <optional>

#include "../../support.h"
#include "../bundle_samples.h"
#include "../report_samples.h"
#include "reports/edition/notice_line.h"

namespace veto::test {
namespace {

using namespace reports;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

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
    return check_told(named_operators(findings), {notice}, now).has_value();
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
    CHECK(check_told(named_operators(findings), {told(row.day)}, now)
              .has_value() == row.counts);
  }
}

TEST_CASE("a notice is about its own operator, and nobody is named below I3") {
  const UtcTime now = at("2027-06-01T00:00:00Z");
  Notice other = told("2026-11-21");
  other.operator_name = "Anthropic";
  const auto refused =
      check_told(named_operators({named_finding()}), {other}, now);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::refused);
  CHECK(refused.error().hint.contains("veto bundle notice gptbot --sent"));
  audit::Finding claimed = named_finding();
  for (const auto identity :
       {audit::Identity::i0, audit::Identity::i2, audit::Identity::ix}) {
    claimed.identity = identity;
    CHECK(named_operators({claimed}).empty());
    CHECK(check_told(named_operators({claimed}), {}, now));
  }
}

TEST_CASE("an operator is named by a client that no finding is about") {
  logs::Client client;
  client.scraper_id = "gptbot";
  client.last = at("2026-11-20T10:00:00Z");
  client.identity = audit::Identity::i1;
  CHECK(named_operators({}, {client}).empty());
  client.identity = audit::Identity::i3;
  const auto named = named_operators({}, {client});
  REQUIRE(named.size() == 1);
  CHECK(named[0].name == "OpenAI");
  CHECK(named[0].scraper_ids == std::vector<std::string>{"gptbot"});
  const UtcTime now = at("2027-06-01T00:00:00Z");
  CHECK_FALSE(check_told(named, {}, now));
  CHECK_FALSE(check_told(named, {told("2026-11-19")}, now));
  CHECK(check_told(named, {told("2026-11-20")}, now));
  CHECK_FALSE(named[0].by_finding);
  // Somebody else came from its address.
  client.user_agents = {"GPTBot/1.2", "annatool/1.0"};
  CHECK(is_shared(client));
  CHECK(named_operators({}, {client}).empty());
  client.user_agents.pop_back();
  CHECK_FALSE(is_shared(client));
  // No further names would have been kept.
  client.user_agents.assign(logs::Actor::kMaxAgents, "GPTBot/1.2");
  CHECK(is_shared(client));
  client.user_agents.resize(1);
  client.own_crawl = true;
  CHECK(named_operators({}, {client}).empty());
}

TEST_CASE("whoever redeems a canary is named, too") {
  audit::Finding finding = named_finding();
  finding.facts["redeemer_operator"] = "Other";
  const auto named = named_operators({finding});
  REQUIRE(named.size() == 2);
  CHECK(named[1].name == "Other");
  CHECK_FALSE(check_told(named_operators({finding}), {told("2026-11-21")},
                         at("2027-06-01T00:00:00Z")));
}

constexpr std::string_view kLinesOfNotices = "notices/notices.jsonl";

// A case of 23 November in which two notices to OpenAI were kept.
struct Kept {
  TempDir dir;
  std::optional<Case> the_case;
  fs::path letter = dir / "a letter.eml";
  Notice notice;

  Kept() {
    auto made = Case::create(
        dir / "c", std::make_shared<FixedClock>(at("2026-11-23T12:00:00Z")));
    REQUIRE(made);
    the_case.emplace(*std::move(made));
    std::ofstream(letter) << "To: OpenAI\n";
    keep({"gptbot", *parse_date("2026-11-21"), {}, letter});
    notice = keep({"gptbot", *parse_date("2026-11-21"),
                   parse_date("2026-11-22").value(), letter});
  }

  Notice keep(const NoticeOrder& order) {
    const auto kept =
        keep_notice(*the_case, named_operators({named_finding()}), order);
    REQUIRE(kept);
    return *kept;
  }
  fs::path lines() const { return the_case->path(kLinesOfNotices); }
  fs::path proof() const { return the_case->path(notice.proof); }
};

TEST_CASE("a notice is kept with its proof") {
  Kept kept;
  const auto loaded = load_notices(*kept.the_case);
  REQUIRE(loaded);
  REQUIRE(loaded->size() == 2);
  CHECK(loaded->front().operator_name == "OpenAI");
  CHECK(loaded->front().sent == *parse_date("2026-11-21"));
  CHECK_FALSE(loaded->front().answered);
  CHECK(loaded->back().answered == parse_date("2026-11-22").value());
  CHECK(read_text(kept.proof()) == "To: OpenAI\n");
}

TEST_CASE("a notice counts only as the custody log has it") {
  const auto in_place = [](const Kept& kept, std::string_view from,
                           std::string_view to) {
    std::string text = read_text(kept.lines());
    const auto at = text.rfind(from);
    REQUIRE(at != std::string::npos);
    write_text(kept.lines(), text.replace(at, from.size(), to));
  };
  const struct {
    const char* what;
    std::function<void(const Kept&)> apply;
    const char* says;
    const char* where;
  } rows[] = {
      {"a day changed",
       [&](const Kept& kept) { in_place(kept, "2026-11-21", "2026-11-20"); },
       "the custody log has no such notice", "notices/notices.jsonl:2"},
      {"an operator changed",
       [&](const Kept& kept) { in_place(kept, "OpenAI", "Other"); },
       "the custody log has no such notice", "notices/notices.jsonl:2"},
      {"an answer added",
       [&](const Kept& kept) { in_place(kept, "null", "\"2026-11-23\""); },
       "the custody log has no such notice", "notices/notices.jsonl:1"},
      {"a line by hand",
       [](const Kept& kept) {
         Notice mine = kept.notice;
         mine.sent = *parse_date("2026-11-01");
         write_text(kept.lines(),
                    read_text(kept.lines()) + notice_line(mine) + "\n");
       },
       "the custody log has no such notice", "notices/notices.jsonl:3"},
      {"white space",
       [&](const Kept& kept) { in_place(kept, ":null", ": null"); },
       "not as this program writes one", "notices/notices.jsonl:1"},
      {"a proof elsewhere",
       [&](const Kept& kept) { in_place(kept, "notices/", "../notices/"); },
       "not as this program writes one", "notices/notices.jsonl:2"},
      {"the proof changed",
       [](const Kept& kept) { write_text(kept.proof(), "To: nobody\n"); },
       "its proof is not the file that was kept", "notices/notices.jsonl:1"},
      {"the proof gone", [](const Kept& kept) { fs::remove(kept.proof()); },
       "its proof: ", "notices/notices.jsonl:1"},
      {"the proof a link to the same bytes",
       [](const Kept& kept) {
         fs::remove(kept.proof());
         fs::create_symlink(kept.letter, kept.proof());
       },
       "this is a link, not a file", "notices/notices.jsonl:1"},
      {"the proof a pipe",
       [](const Kept& kept) {
         fs::remove(kept.proof());
         REQUIRE(::mkfifo(kept.proof().c_str(), 0600) == 0);
       },
       "not a regular file", "notices/notices.jsonl:1"},
      {"the custody log changed",
       [](const Kept& kept) {
         const auto log = kept.the_case->path("custody.jsonl");
         std::string text = read_text(log);
         const auto at = text.find("2026-11-21");
         REQUIRE(at != std::string::npos);
         write_text(log, text.replace(at, 10, "2026-11-20"));
       },
       "the custody log, by which notices count, is not whole",
       "custody.jsonl:3"},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.what));
    const Kept kept;
    row.apply(kept);
    const auto loaded = load_notices(*kept.the_case);
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().kind == ErrorKind::damaged);
    CHECK_MESSAGE(loaded.error().what.contains(row.says), loaded.error().what);
    CHECK(loaded.error().where.ends_with(row.where));
    CHECK_FALSE(loaded.error().hint.empty());
  }
}

TEST_CASE("days of a notice are checked when it is read, too") {
  const struct {
    const char* what;
    const char* sent;
    const char* answered;
    const char* noted;
  } rows[] = {
      {"sent in the future", "2026-12-01", "", "2026-12-02T00:00:00Z"},
      {"sent after it was kept", "2026-11-22", "", "2026-11-21T00:00:00Z"},
      {"answered before it was sent", "2026-11-22", "2026-11-21",
       "2026-11-22T12:00:00Z"},
      {"answered in the future", "2026-11-22", "2026-12-01",
       "2026-12-02T00:00:00Z"},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.what));
    const Kept kept;
    Notice notice = kept.notice;
    notice.sent = *parse_date(row.sent);
    notice.answered.reset();
    if (*row.answered != '\0') notice.answered = *parse_date(row.answered);
    notice.noted = at(row.noted);
    write_text(kept.lines(), notice_line(notice) + "\n");
    Case writing = *kept.the_case;
    REQUIRE(writing.custody(event_of(notice)));
    const auto loaded = load_notices(*kept.the_case);
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().kind == ErrorKind::damaged);
    CHECK_MESSAGE(loaded.error().what.contains("dated"), loaded.error().what);
  }
}

TEST_CASE("what a stopped command leaves, and the same proof again, are fine") {
  Kept kept;
  REQUIRE(kept.the_case->custody(event_of(told("2026-11-22"))));  // no line yet
  write_text(kept.proof(), "changed");
  std::string text = read_text(kept.lines());
  text.pop_back();  // as editors save it
  write_text(kept.lines(), text);
  kept.keep({"gptbot", *parse_date("2026-11-23"), {}, kept.letter});
  const auto loaded = load_notices(*kept.the_case);
  REQUIRE(loaded);
  CHECK(loaded->size() == 3);
}

TEST_CASE("nothing is read or kept through a link in the place of notices/") {
  Kept kept;
  fs::rename(kept.the_case->path("notices"), kept.dir / "elsewhere");
  fs::create_directory_symlink(kept.dir / "elsewhere",
                               kept.the_case->path("notices"));
  const auto loaded = load_notices(*kept.the_case);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().kind == ErrorKind::refused);
  const auto again =
      keep_notice(*kept.the_case, named_operators({named_finding()}),
                  {"gptbot", *parse_date("2026-11-23"), {}, kept.letter});
  REQUIRE_FALSE(again);
  CHECK(again.error().kind == ErrorKind::refused);
}

TEST_CASE("a notice that cannot be is not kept") {
  const TempDir dir;
  auto the_case =
      Case::create(dir.path() / "c",
                   std::make_shared<FixedClock>(at("2026-11-23T12:00:00Z")));
  REQUIRE(the_case);
  const auto proof = dir.path() / "letter.eml";
  std::ofstream(proof) << "To: OpenAI\n";
  REQUIRE(::mkfifo((dir / "pipe").c_str(), 0600) == 0);
  write_text(dir / "empty", "");
  write_text(dir / "large", "x");
  fs::resize_file(dir / "large", (64u << 20) + 1);
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
      {"a folder",
       {"gptbot", day("2026-11-22"), {}, dir.path()},
       ErrorKind::refused},
      {"a device",
       {"gptbot", day("2026-11-22"), {}, "/dev/zero"},
       ErrorKind::refused},
      {"a pipe",
       {"gptbot", day("2026-11-22"), {}, dir / "pipe"},
       ErrorKind::refused},
      {"an empty file",
       {"gptbot", day("2026-11-22"), {}, dir / "empty"},
       ErrorKind::refused},
      {"a file that is too large",
       {"gptbot", day("2026-11-22"), {}, dir / "large"},
       ErrorKind::too_large},
      {"no file",
       {"gptbot", day("2026-11-22"), {}, dir.path() / "none"},
       ErrorKind::not_found},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.what));
    const auto kept =
        keep_notice(*the_case, named_operators(findings), row.order);
    REQUIRE_FALSE(kept);
    CHECK(kept.error().kind == row.kind);
  }
  CHECK(load_notices(*the_case)->empty());
  CHECK_FALSE(fs::exists(the_case->path("notices")));
  const auto stranger =
      keep_notice(*the_case, named_operators(findings), rows[3].order);
  CHECK(stranger.error().hint.contains("gptbot (OpenAI)"));
}

}  // namespace
}  // namespace veto::test
