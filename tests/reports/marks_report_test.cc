// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the user's marks change in a report, and what they do not.

#include <doctest/doctest.h>

#include "reports/headlines.h"
#include "reports/html/render_html.h"
#include "reports/summary_json.h"
#include "reports/withdrawn.h"
#include "tests/reports/report_samples.h"

using namespace veto;
using faces::Mark;

namespace {

// The sample's image has a face and a possible face.
void mark_face(reports::ReportData& data, std::size_t face, Mark mark,
               const std::string& by = "Ada") {
  const auto& image = data.faces->images[0];
  data.marks.add({image.digest, image.faces[face].box, mark, by,
                  test::at("2026-11-23T09:50:00.000Z"), "a private note"});
  data.withdrawn = faces::withdrawn_images(*data.faces, data.marks);
}

reports::ReportData with_exposure() {
  auto data = test::sample_report();
  audit::Finding exposure;
  exposure.code = "F1";
  exposure.subject = data.faces->images[0].digest.hex();
  exposure.seal_id();
  data.findings.push_back(exposure);
  return data;
}

struct Output {
  std::string html;
  nlohmann::json summary;
  std::string findings;
};

Output output_of(const reports::ReportData& data) {
  const auto texts = reports::Texts::load("en");
  REQUIRE(texts);
  auto html = reports::render_html(data, *texts);
  REQUIRE(html);
  auto summary = reports::summary_json(data, *texts);
  CHECK(texts->missing() == std::vector<std::string>{});
  return {std::move(*html), std::move(summary), reports::findings_jsonl(data)};
}

}  // namespace

TEST_CASE("report: a face that nobody marked is treated as a third party's") {
  const auto [html, summary, findings] = output_of(with_exposure());
  const auto& marks = summary["faces"]["marks"];
  CHECK(marks["third_party_exposures"] == 1);
  CHECK(marks["unmarked"] == 1);
  CHECK(marks["possible"] == 1);
  CHECK(summary["faces"]["listed"][0]["faces"][0]["mark"].is_null());
  CHECK(summary["findings"]["by_code"]["F1"] == 1);
  CHECK(summary["findings"]["withdrawn"] == 0);
  CHECK(summary["marks_kept"] == 0);
  CHECK(marks["third-party"] == 0);
  CHECK(test::has(html, "marked by nobody; treated as a third party&#39;s"));
  CHECK_FALSE(test::has(html, "With the user"));
  CHECK_FALSE(test::has(findings, "withdrawn"));
}

TEST_CASE("report: each mark is counted, named with who and when, and said") {
  struct Row {
    Mark mark;
    int exposures;
    const char* headline;
    const char* cell;
  };
  const std::vector<Row> rows = {
      {Mark::mine, 0, "1 face is marked as the user's own",
       "the user&#39;s own: marked by Ada, 2026-11-23 09:50:00 UTC"},
      {Mark::consented, 0, "1 face is marked as shown with consent",
       "shown with consent: marked by Ada"},
      {Mark::third_party, 1, "1 of them counts as a third party's",
       "a third party&#39;s: marked by Ada"},
      {Mark::child, 1, "1 face is marked as a child by the user",
       "a child: marked by Ada"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.headline);
    auto data = with_exposure();
    mark_face(data, 0, row.mark);
    const auto [html, summary, findings] = output_of(data);
    const auto& face = summary["faces"]["listed"][0]["faces"][0];
    CHECK(face["mark"] == to_string(row.mark));
    CHECK(face["marked_by"] == "Ada");
    CHECK(face["marked_at"] == "2026-11-23T09:50:00.000Z");
    CHECK(summary["faces"]["marks"][to_string(row.mark)] == 1);
    CHECK(summary["faces"]["marks"]["third_party_exposures"] == row.exposures);
    CHECK(summary["marks_kept"] == 1);
    CHECK(test::has(summary["headlines"].dump(), row.headline));
    CHECK(test::has(html, face["id"].get<std::string>()));
    CHECK(test::has(html, row.cell));
    // Findings stand as they were, and no note leaves the case.
    CHECK(summary["findings"]["withdrawn"] == 0);
    for (const std::string& text : {html, summary.dump(), findings})
      CHECK_FALSE(test::has(text, "private note"));
  }
}

TEST_CASE("report: a possible face is confirmed by a person's word") {
  auto data = with_exposure();
  mark_face(data, 1, Mark::mine);
  const auto [html, summary, findings] = output_of(data);
  CHECK(summary["faces"]["marks"]["confirmed"] == 1);
  CHECK(summary["faces"]["marks"]["faces"] == 2);
  CHECK(summary["faces"]["marks"]["possible"] == 0);
  CHECK(test::has(html, "possible face, confirmed by the user"));
}

TEST_CASE("report: findings that rest on no face are withdrawn, not dropped") {
  auto data = with_exposure();
  REQUIRE(reports::stands_as_fact(data, data.findings[1]));
  const auto before = output_of(data);
  mark_face(data, 0, Mark::not_a_face, "Ada <script>");
  const auto [html, summary, findings] = output_of(data);
  CHECK(summary["faces"]["marks"]["faces"] == 0);
  CHECK(summary["faces"]["marks"]["not-a-face"] == 1);
  CHECK(summary["faces"]["listed"][0]["withdrawn"] == true);
  // F1, and both deliveries of its image; what else clients did stays.
  CHECK_FALSE(summary["findings"]["by_code"].contains("F1"));
  CHECK_FALSE(summary["findings"]["by_code"].contains("R1"));
  CHECK(summary["findings"]["by_code"]["V1"] == 2);
  CHECK(summary["findings"]["withdrawn"] == 3);
  CHECK(summary["findings"]["list"].size() ==
        before.summary["findings"]["list"].size());
  CHECK_FALSE(reports::stands_as_fact(data, data.findings[1]));
  CHECK(test::has(html, "Withdrawn by the user"));
  CHECK(test::has(html, "not a face: marked by Ada &lt;script&gt;"));
  CHECK(test::has(summary["headlines"].dump(), "0 clients received images"));
  // The picture is still there, blurred as before.
  CHECK(test::has(html, "data:image/jpeg"));
  CHECK(summary["faces"]["listed"][0]["faces"][0]["band"] == "face");
  // Each line reads back as the finding that was stored.
  const auto line =
      nlohmann::json::parse(findings.substr(0, findings.find('\n')));
  CHECK(line["withdrawn"] == "not-a-face");
  const auto stored = audit::finding_from_json(line);
  REQUIRE(stored);
  CHECK(stored->id == data.findings[0].id);
}

TEST_CASE("report: a delivery of other images too is not withdrawn") {
  auto data = with_exposure();
  data.findings[0].facts["distinct_images"] = 2;
  mark_face(data, 0, Mark::not_a_face);
  CHECK_FALSE(reports::is_withdrawn(data, data.findings[0]));
  CHECK(reports::withdrawn_images(data, data.findings[0]) == 1);
  CHECK(reports::is_withdrawn(data, data.findings[1]));
  CHECK(test::has(output_of(data).html, "In 1 of these images"));
}

TEST_CASE("report: children come first, what is withdrawn comes last") {
  auto data = test::sample_report();
  auto low = data.faces->images[0];
  low.digest = sha256("low");
  low.urls = {"https://example.org/img/low.jpg"};
  low.faces = {{{1, 1, 50, 50}, 0.71, faces::Band::face}};
  data.faces->images.push_back(low);
  const auto order = [&] {
    const std::string html = output_of(data).html;
    const auto from = html.find("id=\"exposures\"");
    return html.find("team.jpg", from) < html.find("low.jpg", from);
  };
  CHECK(order());
  data.marks.add({low.digest, low.faces[0].box, Mark::child, "Ada", {}, ""});
  CHECK_FALSE(order());
  data.marks.add(
      {low.digest, low.faces[0].box, Mark::third_party, "Ada", {}, ""});
  CHECK(order());
  mark_face(data, 0, Mark::not_a_face);
  CHECK_FALSE(order());
}
