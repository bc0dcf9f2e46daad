// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a lesser edition says in the place of what it leaves out: never that
// there is none.

#include <doctest/doctest.h>

#include "../report_samples.h"
#include "reports/bundle/edition_text.h"
#include "reports/edition/lessen.h"
#include "reports/html/render_html.h"
#include "reports/summary_json.h"
#include "reports/texts/texts.h"

namespace veto::test {
namespace {

using namespace reports;
using faces::Mark;
using nlohmann::json;

constexpr const char* kName = "Grace Brewster Hopper";

struct Told {
  std::string html;
  json summary;

  explicit Told(const ReportData& data) {
    const auto texts = Texts::load("en");
    REQUIRE(texts);
    auto made = render_html(data, *texts);
    REQUIRE(made);
    html = *std::move(made);
    summary = summary_json(data, *texts);
    CHECK(texts->missing().empty());
  }
  bool says(std::string_view text) const {
    return has(html, text) || has(summary.dump(), text);
  }
  const json& image() const { return summary["faces"]["listed"][0]; }
};

Told lesser(ReportData data) {
  Aliases aliases{std::string(32, 's')};
  return Told(
      lessen(std::move(data), EditionKind::non_confidential, aliases).data);
}

ReportData with_words(std::vector<faces::WordsBeside> words) {
  ReportData data = sample_report();
  data.faces->images[0].words = std::move(words);
  return data;
}

void mark_face(ReportData& data, std::size_t face, Mark mark) {
  const auto& image = data.faces->images[0];
  data.marks.add({image.digest, image.faces[face].box, mark, "Ada",
                  at("2026-11-23T09:50:00.000Z"), "a note"});
  data.withdrawn = faces::withdrawn_images(*data.faces, data.marks);
}

TEST_CASE("a grade stays, and the words that it rests on are left out") {
  const struct {
    std::vector<faces::WordsBeside> words;
    const char* severity;
    const char* said;
  } rows[] = {
      {{{"/a", "alt", kName}},
       "high",
       "1 text beside it is left out of this edition. It reads as if it could "
       "hold a name."},
      {{{"/a", "alt", kName}, {"/a", "caption", "a boat"}},
       "high",
       "2 texts beside it are left out of this edition. At least one reads"},
      {{{"/a", "alt", "a boat"}},
       "moderate",
       "1 text beside it is left out of this edition. It does not read like a "
       "name."},
      {{{"/a", "person", kName}}, "high", "1 name is left out"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.said);
    const Told whole(with_words(row.words));
    const Told told = lesser(with_words(row.words));
    CHECK(whole.image()["exposure"]["severity"] == row.severity);
    CHECK(told.image()["exposure"]["severity"] == row.severity);
    CHECK(told.image()["exposure"]["remedies"] ==
          whole.image()["exposure"]["remedies"]);
    CHECK(told.says(row.said));
    for (const auto& beside : row.words) {
      CHECK(whole.says(beside.text));
      CHECK_FALSE(told.says(beside.text));
    }
  }
}

TEST_CASE("nothing is graded where the grades would tell marks") {
  for (const Mark mark :
       {Mark::mine, Mark::consented, Mark::third_party, Mark::child}) {
    CAPTURE(to_string(mark));
    ReportData data = with_words({{"/a", "alt", kName}});
    mark_face(data, 0, mark);
    const Told told = lesser(std::move(data));
    CHECK(told.summary["faces"]["graded"] == false);
    CHECK(told.image()["exposure"].is_null());
    CHECK(has(told.html, "not graded here"));
    for (const char* grade :
         {"<strong>low", "<strong>moderate", "<strong>high"})
      CHECK_FALSE(has(told.html, grade));
  }
  CHECK(lesser(sample_report()).summary["faces"]["graded"] == true);
}

TEST_CASE("marks that are left out do not read as none") {
  ReportData data = sample_report();
  mark_face(data, 0, Mark::mine);
  const Told told = lesser(std::move(data));
  CHECK_FALSE(told.says("marked by nobody"));
  CHECK_FALSE(told.says("third party's: "));
  CHECK_FALSE(told.says("With the user's marks"));
  CHECK_FALSE(told.says("are counted as"));
  CHECK(has(told.html, "marks are left out of this edition"));
  CHECK(has(told.summary["headlines"].dump(),
            "The mark of 1 face is left out of this edition"));
  CHECK(told.summary["faces"]["marks"] ==
        json{{"not-a-face", 0}, {"left_out", 1}});
  CHECK_FALSE(told.summary.contains("marks_kept"));
  for (const json& face : told.image()["faces"])
    for (const char* name : {"mark", "marked_by", "marked_at", "counts"})
      CHECK_FALSE(face.contains(name));
}

TEST_CASE("marks of something else than a face stay, without who made them") {
  ReportData data = sample_report();
  mark_face(data, 0, Mark::not_a_face);
  mark_face(data, 1, Mark::consented);
  const Told told = lesser(std::move(data));
  CHECK_FALSE(told.says("Ada"));
  CHECK(has(told.html,
            "not a face: marked by the user, 2026-11-23 09:50:00 UTC"));
  CHECK(told.summary["faces"]["marks"] ==
        json{{"not-a-face", 1}, {"left_out", 1}});
  const json& face = told.image()["faces"][0];
  CHECK(face["mark"].get<std::string>() == "not-a-face");
  CHECK(face["counts"] == false);
  CHECK_FALSE(face.contains("marked_by"));
  CHECK_FALSE(told.image()["faces"][1].contains("mark"));
}

TEST_CASE("what is left out of a list is said to be, and no total hides it") {
  ReportData data = sample_report();
  logs::AgentRate rate;
  rate.agent = "GPTBot";
  rate.standing = logs::Standing::claimed;
  data.logs->rates.push_back(rate);
  Aliases aliases{std::string(32, 's')};
  const auto made =
      lessen(std::move(data), EditionKind::publishable, aliases).data;
  const Told told(made);
  for (const char* id : {"unverified_findings", "unverified_clients", "rates"})
    CHECK(made.edition->count(id) > 0);
  CHECK(made.edition->count("own_visits") == 0);
  for (const char* said :
       {"They would be listed here", "what follows is about the others",
        "1 agent whose operator was not verified, or is named by nothing"})
    CHECK(has(told.html, said));
  CHECK_FALSE(has(told.html, "There is nothing to list here"));
  const std::string headlines = told.summary["headlines"].dump();
  CHECK(has(headlines, "\"Of clients whose operator was verified, "));
  CHECK_FALSE(has(headlines, "\"0 clients"));
}

TEST_CASE("this program's own visits are not among those of others") {
  ReportData data = sample_report();
  logs::Client own;
  own.ip = "198.18.7.7";
  own.own_crawl = own.declared = true;
  const auto count = [&](EditionKind kind, const char* id) {
    Aliases aliases{std::string(32, 's')};
    return lessen(data, kind, aliases).data.edition->count(id);
  };
  const auto shortened = count(EditionKind::non_confidential, "addresses");
  const auto dropped = count(EditionKind::publishable, "unverified_clients");
  data.logs->clients.push_back(own);
  for (const auto kind :
       {EditionKind::non_confidential, EditionKind::publishable})
    CHECK(count(kind, "own_visits") == 1);
  CHECK(count(EditionKind::non_confidential, "addresses") == shortened);
  CHECK(count(EditionKind::publishable, "unverified_clients") == dropped);
}

TEST_CASE("a log line that two findings rest on is counted once") {
  ReportData data = sample_report();
  Aliases aliases{std::string(32, 's')};
  const auto once = lessen(data, EditionKind::non_confidential, aliases)
                        .data.edition->count("log_lines");
  REQUIRE(once > 0);
  const auto findings = data.findings;
  for (auto finding : findings) {
    finding.id += "x";
    data.findings.push_back(std::move(finding));
  }
  CHECK(lessen(data, EditionKind::non_confidential, aliases)
            .data.edition->count("log_lines") == once);
}

TEST_CASE("when an operator was told, and what it was named for after that") {
  const UtcTime told = at("2026-11-23T00:00:00Z");
  const std::optional<UtcTime> answer = at("2026-11-25T00:00:00Z");
  const struct {
    UtcTime last;
    std::optional<UtcTime> answered;
    const char* said;
  } rows[] = {
      {at("2026-11-22T23:59:59Z"), answer,
       "OpenAI: told on 2026-11-23; answered on 2026-11-25. The last request "
       "that a finding in here names it for was at 2026-11-22 23:59:59 UTC, "
       "before that day.\n"},
      {at("2026-11-23T10:00:00Z"), answer,
       "was at 2026-11-23 10:00:00 UTC, on that day: of the notice the day "
       "alone is recorded, so that this request, and others of that day, may "
       "have been made before it or after it.\n"},
      {at("2026-11-22T10:00:00Z"), std::nullopt,
       "OpenAI: told on 2026-11-23; no answer recorded by 2026-12-24. The "
       "last"},
      {UtcTime(), answer,
       "When the last request was that a finding in here names it for is not "
       "recorded.\n"},
  };
  const auto texts = Texts::load("en");
  REQUIRE(texts);
  for (const auto& row : rows) {
    CAPTURE(row.said);
    const std::vector<Notice> notices = {
        {"gptbot", "OpenAI", told, row.answered, "notices/a", ""}};
    std::string text =
        edition_text({.note = {"publishable", {}, {}},
                      .full_sha256 = std::string(64, 'a'),
                      .named = {{"OpenAI", {"gptbot"}, row.last}},
                      .notices = notices,
                      .now = at("2026-12-24T10:00:00Z")},
                     *texts);
    // As one line, whatever its breaks.
    for (std::size_t i; (i = text.find("\n  ")) != std::string::npos;)
      text.replace(i, 3, " ");
    CHECK(has(text, row.said));
  }
}

}  // namespace
}  // namespace veto::test
