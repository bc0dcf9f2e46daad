// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a lesser edition says in the place of what it leaves out: never that
// there is none.

#include <doctest/doctest.h>

#include "../report_samples.h"
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
  CHECK_FALSE(told.says("not marked"));
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

}  // namespace
}  // namespace veto::test
