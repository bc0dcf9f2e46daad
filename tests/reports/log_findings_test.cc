// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every code that a log can give, from a log that gives it, put into words:
// nothing that the words need is missing, and no word claims more.

#include <doctest/doctest.h>

#include <set>

#include "audit/logs/codes.h"
#include "audit/logs/pack_write.h"
#include "audit/logs/rederive.h"
#include "reports/finding_words.h"
#include "reports/texts/texts.h"
#include "reports/words.h"
#include "tests/audit/logs/log_support.h"
#include "tests/reports/report_samples.h"

namespace veto::reports {
namespace {

using logs::test::at;
using logs::test::Site;
using logs::test::utc;

constexpr const char* kHidden =
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

// Rules that changed on the 21st, with a line that binds nobody, a pause, and a
// day on which they are not known.
struct World : Site {
  World() {
    robots("20261001T000000Z", "User-agent: *\nCrawl-delay: 10\nDisallow:\n");
    robots("20261121T000000Z",
           "Disallow: /\nUser-agent: *\nCrawl-delay: 10\nDisallow: /p/\n");
    complete_from = utc("2026-01-01T00:00:00Z");
    const std::string early = "01/Sep/2026:10:00:00 +0000";
    hit("11.0.1.1", early, "/", "PastBot/1");  // S5
    hit("11.0.2.1", "20/Nov/2026:10:00:00 +0000", "/robots.txt", "OldBot/1")
        .hit("11.0.2.1", at("10:00:00"), "/p/x", "OldBot/1");  // V3a
    hit("11.0.3.1", "20/Nov/2026:10:00:00 +0000", "/robots.txt", "OlderBot/1")
        .hit("11.0.3.1", "30/Dec/2026:10:00:00 +0000", "/p/x",
             "OlderBot/1");  // V3b
    hit("11.0.4.1", at("10:00:00"), "/robots.txt", "TellBot/1")
        .hit("11.0.4.1", at("10:01:00"), "/p/x", "TellBot/1");  // V1
    hit("11.0.5.1", at("10:00:00"), "/p/x", "MuteBot/1");       // V2
    hit("11.0.6.1", at("10:00:00"), "/robots.txt", "Perplexity-User/1")
        .hit("11.0.6.1", at("10:01:00"), "/p/x", "Perplexity-User/1");  // V1u
    hit("11.0.7.1", at("10:00:00"), "/p/x", "ChatGPT-User/1");          // V2u
    hit("11.0.8.1", at("12:00:00"), "/g/", "RefusedBot/1", 403);        // V10
    for (const char* target : {"/g/", "/1.png", "/2.png", "/3.png"})
      hit("11.0.8.1", at("12:00:09"), target, kHidden);
    hit("11.0.9.1", at("10:00:00"), "/robots.txt", "CCBot/2.0");  // P1, V4
    for (int i = 10; i < 40; ++i)
      hit("11.0.9.1", at(("10:01:" + std::to_string(i)).c_str()),
          "/" + std::to_string(i), "CCBot/2.0");
    hit("11.0.9.1", at("10:05:00"), "/1", "CCBot/2.0", 304, 0);  // P3
    hit("11.0.10.1", "05/Jan/2027:10:00:00 +0000", "/robots.txt", "LostBot/1",
        503)  // S1
        .hit("11.0.10.1", "05/Jan/2027:10:01:00 +0000", "/a",
             "LostBot/1");                                                // V11
    hit("11.0.11.1", at("10:00:00"), "/robots.txt", "BarredBot/1", 403);  // S2
    traps = {*traps::parse_trap("/p/trap/")};
    hit("11.0.13.1", "30/Dec/2026:10:00:00 +0000", "/p/trap/",
        "LedBot/1");  // V8
    traps.push_back(
        *traps::parse_trap("/trap-00112233445566778899aabbccddeeff/"));
    const std::string name = traps.back().path + "c-0123456789abcdef/";
    hit("11.0.14.1", at("10:00:00"), traps.back().path, "GivenBot/1", 302, 0)
        .hit("11.0.14.1", at("10:00:01"), name, "GivenBot/1")
        .hit("11.0.15.1", at("11:00:00"), name + "p.png", "OtherBot/1");  // V12
    faces = {{.target = "/face.png",
              .url = "http://a/face.png",
              .digest = sha256("x"),
              .bytes = 700,
              .capture_id = "c"}};
    hit("11.0.12.1", at("10:00:00"), "/face.png", "TakeBot/1", 200, 700);  // R1
    ask();
  }

  // Pages and images that ask about use, on the 22nd and on the 24th.
  void ask() {
    const auto see = [this](const char* target, logs::Ask ask) {
      for (const char* time : {"2026-11-22T00:00:00Z", "2026-11-25T00:00:00Z"})
        REQUIRE(sent.add(target, {.earliest = utc(time),
                                  .latest = utc(time),
                                  .said = {{.ask = ask,
                                            .agent = {},
                                            .source = signals::Source::header,
                                            .raw = "X-Robots-Tag: noai"}},
                                  .bytes = 200'000,
                                  .capture_id = "c",
                                  .url = "http://a/x"}));
    };
    see("/asks", logs::Ask::noai);
    see("/asks.png", logs::Ask::noimageai);
    see("/reserved", logs::Ask::tdm_reservation);
    hit("11.0.13.1", at("10:00:00"), "/reserved", "GPTBot/1");  // V7
    for (int day : {22, 23}) {
      const std::string time = std::to_string(day) + "/Nov/2026:11:00:00 +0000";
      hit("11.0.13.1", time, "/asks", "GPTBot/1")  // V5
          .hit("11.0.13.1", time, "/asks.png", "GPTBot/1", 200,
               200'000)  // V6
          .hit("11.0.14.1", time, "/asks.png", "HeedBot/1", 200,
               900 + day);  // P2
    }
  }
};

std::vector<audit::Finding> worded_findings() {
  World world;
  auto found = world.analyse().findings;
  // No log of a weak format, and no registry that states a list to be whole.
  audit::Finding lacks;
  lacks.code = "S4";
  lacks.facts = {{"count", 1},
                 {"faults", {{"gap", 1}, {"weak_format", 2}}},
                 {"first", "2026-11-20T00:00:00.000Z"},
                 {"last", "2026-11-23T00:00:00.000Z"}};
  found.push_back(std::move(lacks));
  audit::Finding borrowed =
      test::sample_finding("V9", "11.0.0.1", "ListedBot", audit::Identity::ix);
  borrowed.facts["list_date"] = "2026-11-22T00:00:00.000Z";
  found.push_back(std::move(borrowed));
  return found;
}

TEST_CASE("findings about logs: every code is worded, with all it needs") {
  const auto texts = Texts::load("en");
  REQUIRE(texts.has_value());
  const auto data = test::empty_report();
  const FindingWords words(data, *texts);
  std::set<std::string_view> seen;
  for (audit::Finding finding : worded_findings()) {
    CAPTURE(finding.code);
    seen.insert(logs::find_code(finding.code)->name);
    CHECK(texts->has("finding." + finding.code + ".title"));
    for (int count : {1, 7}) {
      finding.facts["count"] = count;
      const std::string sentence = words.sentence(finding);
      CAPTURE(sentence);
      CHECK(sentence.find("is in findings.jsonl") == std::string::npos);
      CHECK(sentence.find('{') == std::string::npos);
      CHECK(offending_words(sentence).empty());
    }
    for (const std::string& limit : finding.does_not_show)
      CHECK(texts->has("does_not_show." + limit));
    for (const audit::Excuse& excuse : finding.excuses)
      CHECK(texts->has("excuse." + excuse.name));
  }
  for (const std::string& missing : texts->missing()) {
    CAPTURE(missing);
    CHECK(missing.empty());
  }
  for (const logs::Code& code : logs::kCodes) {
    CAPTURE(code.name);
    CHECK(seen.contains(code.name));
  }
}

TEST_CASE("findings about logs: the pack of every code derives again") {
  World world;
  logs::Inputs inputs = world.inputs();
  inputs.packs = world.dir / "packs";
  const auto summary = logs::test::analysed(inputs, Sinks());
  std::set<std::string> seen;
  for (const audit::Finding& finding : summary.findings) {
    CAPTURE(finding.code);
    seen.insert(finding.code);
    const auto files =
        logs::read_pack_files(inputs.packs / logs::pack_folder(finding));
    REQUIRE(files.has_value());
    const auto alone = logs::rederive(*files, {});
    CHECK(logs::test::joined(alone.outcome == logs::Rederived::failed
                                 ? alone.reasons
                                 : std::vector<std::string>{}) == "");
    const auto whole =
        logs::rederive_with_log(*files, {}, inputs.files, "", {});
    REQUIRE(whole.has_value());
    // What was sent when, and the traps, no log holds.
    const bool of_case =
        std::set<std::string>{"P2", "V12", "V5", "V6", "V7", "V8"}.contains(
            finding.code);
    if (of_case) {
      CHECK(alone.outcome == logs::Rederived::needs_case);
      CHECK(whole->outcome == logs::Rederived::needs_case);
      continue;
    }
    CHECK(logs::test::joined(whole->reasons) == "");
    CHECK(whole->outcome == logs::Rederived::confirmed);
  }
  CHECK(seen.size() > 12);
}

TEST_CASE("findings about logs: which count against a client, and how") {
  const auto texts = Texts::load("en");
  REQUIRE(texts.has_value());
  const auto data = test::empty_report();
  const FindingWords words(data, *texts);
  for (const logs::Code& code : logs::kCodes) {
    CAPTURE(code.name);
    const std::string name(code.name);
    const audit::Finding finding =
        test::sample_finding(name, "11.0.0.1", "A", audit::Identity::i3);
    const bool against =
        std::set<std::string>{"V1", "V2", "V3a", "V3b"}.contains(name);
    CHECK(is_violation(finding) == against);
    CHECK(is_kept(finding) == (name == "P1"));
    CHECK(is_delivery(finding) == (name == "R1"));
    CHECK(is_about_client(finding) == (name[0] != 'S'));
  }
}

TEST_CASE("findings about logs: a borrowed name is nobody's") {
  const auto texts = Texts::load("en");
  REQUIRE(texts.has_value());
  const auto data = test::empty_report();
  const FindingWords words(data, *texts);
  audit::Finding finding =
      test::sample_finding("V9", "11.0.0.1", "ListedBot", audit::Identity::ix);
  finding.facts["list_date"] = "2026-11-22T00:00:00.000Z";
  const std::string sentence = words.sentence(finding);
  CHECK(sentence.starts_with("An unknown client using the name ListedBot"));
  CHECK(sentence.find("Operator of") == std::string::npos);
  CHECK(sentence.find("as kept on 2026-11-22 00:00:00 UTC") !=
        std::string::npos);
}

}  // namespace
}  // namespace veto::reports
