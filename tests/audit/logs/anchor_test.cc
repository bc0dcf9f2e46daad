// SPDX-License-Identifier: GPL-3.0-or-later
//
// Anchors: chained, of what a log was, and what they make of its grade.

#include "audit/logs/anchor.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "audit/logs/anchored.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using AnchorHours = std::chrono::hours;
using test::at;
using test::Site;

const UtcTime kNoon = *parse_rfc3339("2026-11-23T12:00:00Z");

// A log that grows, and its anchors.
struct Grown {
  veto::test::TempDir dir;
  std::vector<Anchor> anchors;

  Result<Anchor> anchor(const std::string& text, UtcTime now = kNoon,
                        bool rotated = false) {
    test::write(dir / "access.log", text);
    auto next = next_anchor(dir / "access.log", anchors, now, rotated, {});
    if (next) anchors.push_back(*next);
    return next;
  }
  std::string text() const {
    std::string all;
    for (const Anchor& one : anchors) all += anchor_line(one) + "\n";
    return all;
  }
};

TEST_CASE("anchor: of the whole lines, each on the one before") {
  Grown log;
  REQUIRE(log.anchor("a\nb\nhalf"));
  CHECK(log.anchors[0].size == 4);
  CHECK(log.anchors[0].sha256 == sha256("a\nb\n"));
  CHECK(log.anchors[0].prev == Digest());
  REQUIRE(log.anchor("a\nb\nhalf a line\n", kNoon + AnchorHours(24)));
  CHECK(log.anchors[1].seq == 2);
  CHECK(log.anchors[1].size == 16);
  CHECK(log.anchors[1].prev == sha256(anchor_line(log.anchors[0])));
  const auto read = parse_anchors(log.text(), "f");
  REQUIRE(read);
  CHECK(read->size() == 2);
  CHECK(anchor_line((*read)[1]) == anchor_line(log.anchors[1]));
  // Nothing yet, and no line yet.
  Grown empty;
  REQUIRE(empty.anchor(""));
  REQUIRE(empty.anchor("half"));
  CHECK(empty.anchors[1].size == 0);
}

TEST_CASE("anchor: larger than what is read at once") {
  Grown log;
  std::string text;
  while (text.size() < 700'000) text += "a line of some length\n";
  REQUIRE(log.anchor(text));
  CHECK(log.anchors[0].sha256 == sha256(text));
  text += std::string(600'000, 'x') + "\nend\n";
  REQUIRE(log.anchor(text + "half"));
  CHECK(log.anchors[1].sha256 == sha256(text));
}

TEST_CASE("anchor: a log that is not what it was") {
  const struct {
    const char* now;
    const char* says;  // null where it goes on
  } rows[] = {
      {"one\ntwo\n", nullptr},
      {"one\ntwo\nthree\n", nullptr},
      {"one\n", "shorter"},
      {"", "shorter"},
      {"one\ntwo", "shorter"},
      {"One\ntwo\n", "not those"},
      {"new\nlog\nlonger\n", "not those"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.now);
    Grown log;
    REQUIRE(log.anchor("one\ntwo\n"));
    const auto next = log.anchor(row.now);
    CHECK(next.has_value() == (row.says == nullptr));
    if (next) continue;
    CHECK(next.error().kind == ErrorKind::damaged);
    CHECK(next.error().what.find(row.says) != std::string::npos);
    // It may be another log by now.
    const auto rotated = log.anchor(row.now, kNoon, true);
    REQUIRE(rotated);
    CHECK(rotated->series == 2);
    CHECK(rotated->seq == 2);
  }
}

TEST_CASE("anchor: nothing of a file of anchors can be changed") {
  Grown log;
  for (const char* text : {"a\n", "a\nb\n", "a\nb\nc\n"})
    REQUIRE(log.anchor(text));
  const std::string text = log.text();
  REQUIRE(parse_anchors(text, "f"));
  // The last line rests on nothing behind it: only its form is seen.
  const std::size_t last = text.rfind('\n', text.size() - 2);
  for (std::size_t i = 0; i < last; ++i) {
    std::string changed = text;
    changed[i] = changed[i] == '1' ? '2' : '1';
    CAPTURE(i);
    CHECK(!parse_anchors(changed, "f"));
  }
  for (const std::string& bad :
       {text.substr(0, text.size() - 1), text.substr(text.find('\n') + 1),
        text + "\n", " " + text, text + "{}\n"}) {
    const auto read = parse_anchors(bad, "f");
    REQUIRE(!read);
    CHECK(read.error().kind == ErrorKind::damaged);
  }
}

// V1 by a bot, at ten; the log is anchored in the given way.
struct Anchored : Site {
  std::vector<Anchor> anchors;
  Anchored() : Site(test::kRules) {
    hit("11.0.0.1", at("09:00:00"), "/robots.txt", "GrabBot/1.0");
    hit("11.0.0.1", at("10:00:00"), "/p/x", "GrabBot/1.0");
  }
  Anchored& anchor(UtcTime now) {
    write_log();
    auto next = next_anchor(dir / "access.log", anchors, now, false, {});
    REQUIRE(next);
    anchors.push_back(*next);
    return *this;
  }
  void write_log() { test::write(dir / "access.log", log); }
  Result<LogSummary> read() {
    std::string text;
    for (const Anchor& one : anchors) text += anchor_line(one) + "\n";
    test::write(dir / "anchors", text);
    Inputs given = inputs();
    given.anchors = dir / "anchors";
    return analyse_logs(given, {}, {});
  }
  int log_grade() {
    const auto summary = read();
    REQUIRE_MESSAGE(summary, (summary ? "" : summary.error().message()));
    for (const audit::Finding& finding : summary->findings)
      if (finding.code == "V1") return finding.grade.log;
    return 0;
  }
};

TEST_CASE("anchored: E4 for what was anchored within a day") {
  Anchored bare;
  CHECK(test::analysed(bare.inputs(), {}).findings[0].grade.log == 3);
  CHECK(Anchored().anchor(kNoon).log_grade() == 4);
  CHECK(Anchored().anchor(kNoon + AnchorHours(24)).log_grade() == 3);
  CHECK(Anchored().anchor(kNoon).anchor(kNoon + AnchorHours(48)).log_grade() ==
        4);
  // A line that came later, up to the next anchor a day on, or too late.
  for (const auto& [later, grade] :
       {std::pair(AnchorHours(24), 4), std::pair(AnchorHours(27), 3)}) {
    Anchored site;
    site.anchor(kNoon);
    site.hit("11.0.0.1", at("14:00:00"), "/p/y", "GrabBot/1.0");
    site.anchor(kNoon + later);
    CHECK(site.log_grade() == grade);
  }
  // Not anchored yet.
  Anchored later;
  later.anchor(kNoon);
  later.hit("11.0.0.1", at("14:00:00"), "/p/y", "GrabBot/1.0");
  CHECK(later.log_grade() == 3);
}

TEST_CASE("anchored: verdicts are graded line by line") {
  Anchored site;
  site.anchor(kNoon);
  site.hit("11.0.0.1", at("14:00:00"), "/p/y", "GrabBot/1.0");
  const auto summary = site.read();
  REQUIRE(summary);
  const LogFile& file = summary->files[0];
  CHECK(file.anchored_to == site.anchors[0].size);
  CHECK(is_anchored(file, 0));
  CHECK(is_anchored(file, file.anchored_to - 1));
  CHECK(!is_anchored(file, file.anchored_to));
  CHECK(!file.anchored_whole);
}

TEST_CASE("anchored: a log that is not the anchored one is an error") {
  const auto error = [](auto change) {
    Anchored site;
    site.anchor(kNoon);
    site.hit("11.0.0.1", at("14:00:00"), "/p/y", "GrabBot/1.0");
    site.anchor(kNoon + AnchorHours(24));
    change(site);
    const auto summary = site.read();
    if (summary) return std::string();
    CHECK(summary.error().kind == ErrorKind::damaged);
    return summary.error().what;
  };
  CHECK(error([](Anchored&) {}).empty());
  CHECK(error([](Anchored& s) {
          s.log[0] = '2';
        }).find("no anchor is of the beginning") != std::string::npos);
  CHECK(error([](Anchored& s) {
          s.log.replace(s.log.rfind("/p/y"), 4, "/p/z");
        }).find("not what it was") != std::string::npos);
  // A copy from between: less was anchored, and nothing has changed.
  CHECK(error([](Anchored& s) { s.log.resize(s.anchors[0].size); }).empty());
}

}  // namespace
}  // namespace veto::logs
