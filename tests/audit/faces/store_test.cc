// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/store.h"

#include "audit/faces/exposure.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

namespace {

ImageRecord record(const std::string& name) {
  ImageRecord image;
  image.digest = sha256(name);
  image.capture_id = "capture of " + name;
  image.urls = {"http://h/" + name, "http://h/2/" + name};
  image.pages = {"http://h/"};
  image.format = "jpeg";
  image.width = 640;
  image.height = 480;
  image.bytes = 5'000'000'000;
  return image;
}

Case open_case(const test::TempDir& dir) {
  auto made = Case::create(dir / "case", std::make_shared<SystemClock>());
  REQUIRE(made.has_value());
  REQUIRE(made->begin_run("faces").has_value());
  return *std::move(made);
}

const DetectorInfo kDetector{"YuNet-N", "OpenCV 4.6.0", "abc", "limits"};

}  // namespace

TEST_CASE("store: what was put comes back, ordered by URL") {
  const test::TempDir dir;
  Case the_case = open_case(dir);
  const std::string run = the_case.run_id();
  REQUIRE(open_store(the_case.db()).has_value());
  REQUIRE(begin_store(the_case.db(), run, kDetector).has_value());
  ImageRecord second = record("z.jpg");
  second.truncated = true;
  second.faces = {{{1, 2, 3, 4}, 0.875, Band::face},
                  {{5, 6, 7, 8}, 0.5, Band::possible, 4}};
  second.orientation = 6;
  second.frames = 9;
  second.look = 0xFEDCBA9876543210;
  second.metadata = {true, "a camera"};
  second.inline_ordinal = 3;
  second.in_sitemap = true;
  second.embeddable = true;
  second.carries = false;
  ImageRecord first = record("a.jpg");
  first.skipped = "too small";
  REQUIRE(store_image(the_case.db(), run, second).has_value());
  REQUIRE(store_image(the_case.db(), run, first).has_value());

  const auto loaded = load_faces(the_case, run);
  REQUIRE(loaded.has_value());
  CHECK(loaded->detector.name == "YuNet-N");
  CHECK(loaded->detector.weights_sha256 == "abc");
  CHECK(loaded->detector.known_limits == "limits");
  REQUIRE(loaded->images.size() == 2);
  CHECK(loaded->images[0].skipped == "too small");
  CHECK(loaded->images[0].faces.empty());
  CHECK(loaded->images[0].carries);
  const ImageRecord& image = loaded->images[1];
  CHECK(image.digest == second.digest);
  CHECK(image.capture_id == second.capture_id);
  CHECK(image.urls == second.urls);
  CHECK(image.pages == second.pages);
  CHECK(image.format == "jpeg");
  CHECK(image.width == 640);
  CHECK(image.height == 480);
  CHECK(image.bytes == 5'000'000'000);
  CHECK(image.truncated);
  REQUIRE(image.faces.size() == 2);
  CHECK(image.faces[0].box.h == 4);
  CHECK(image.faces[0].score == 0.875);
  CHECK(image.faces[1].band == Band::possible);
  CHECK(image.faces[1].frame == 4);
  CHECK(image.orientation == 6);
  CHECK(image.frames == 9);
  CHECK(image.look == 0xFEDCBA9876543210);
  CHECK(image.metadata.location);
  CHECK(image.metadata.camera == "a camera");
  CHECK(image.inline_ordinal == 3);
  CHECK(image.in_sitemap);
  CHECK(image.embeddable);
  CHECK_FALSE(image.carries);
}

TEST_CASE("store: what an earlier rule found bare may carry a picture") {
  const test::TempDir dir;
  Case the_case = open_case(dir);
  Database& db = the_case.db();
  REQUIRE(open_store(db).has_value());
  REQUIRE(begin_store(db, the_case.run_id(), kDetector).has_value());
  ImageRecord image = record("a.jpg");
  image.carries = false;
  REQUIRE(store_image(db, the_case.run_id(), image).has_value());
  const auto set_back = db.attempt("set back", [&](soci::session& sql) {
    sql << "UPDATE schema_version SET n = 14 WHERE module = 'faces'";
  });
  REQUIRE(set_back.has_value());
  REQUIRE(open_store(db).has_value());
  const auto loaded = load_faces(the_case, the_case.run_id());
  REQUIRE(loaded.has_value());
  CHECK(loaded->images.at(0).carries);
}

// Nothing about a face beyond its place, its frame and how sure the detector
// is may ever be kept: what is added here has to be added on purpose.
TEST_CASE("store: of a face nothing but box, score, band and frame is kept") {
  const test::TempDir dir;
  Case the_case = open_case(dir);
  REQUIRE(open_store(the_case.db()).has_value());
  std::vector<std::string> columns;
  const auto read = the_case.db().attempt("columns", [&](soci::session& sql) {
    const soci::rowset<std::string> names =
        (sql.prepare << "SELECT name FROM pragma_table_info('face')");
    columns.assign(names.begin(), names.end());
  });
  REQUIRE(read.has_value());
  CHECK(columns == std::vector<std::string>{"run_id", "digest", "ordinal", "x",
                                            "y", "w", "h", "score", "band",
                                            "frame"});
  Face face;
  [[maybe_unused]] const auto& [box, score, band, frame] = face;
}

TEST_CASE("store: beginning again replaces this run and no other") {
  const test::TempDir dir;
  Case the_case = open_case(dir);
  Database& db = the_case.db();
  REQUIRE(open_store(db).has_value());
  for (const char* run : {"one", "two", "one"}) {
    REQUIRE(begin_store(db, run, kDetector).has_value());
    ImageRecord image = record("a.jpg");
    image.faces = {{{1, 2, 3, 4}, 0.875, Band::face}};
    REQUIRE(store_image(db, run, image).has_value());
  }
  for (const char* run : {"one", "two"}) {
    const auto loaded = load_faces(the_case, run);
    REQUIRE(loaded.has_value());
    CHECK(loaded->images.size() == 1);
    CHECK(loaded->images[0].faces.size() == 1);
  }
}

TEST_CASE("store: a run without a faces stage is not an empty one") {
  const test::TempDir dir;
  Case the_case = open_case(dir);
  const auto loaded = load_faces(the_case, "never");
  REQUIRE_FALSE(loaded.has_value());
  CHECK(loaded.error().kind == ErrorKind::not_found);
}

TEST_CASE("store: URLs that are no UTF-8 do not stop a run") {
  const test::TempDir dir;
  Case the_case = open_case(dir);
  REQUIRE(open_store(the_case.db()).has_value());
  ImageRecord image = record("a.jpg");
  image.urls = {"http://h/\xFF"};
  REQUIRE(begin_store(the_case.db(), "r", kDetector).has_value());
  REQUIRE(store_image(the_case.db(), "r", image).has_value());
  CHECK(load_faces(the_case, "r").has_value());
}

TEST_CASE("exposure: one finding an image with a face, stable between runs") {
  FacesResult result;
  result.detector = kDetector;
  result.images = {record("face"), record("possible"), record("none")};
  result.images[0].faces = {{{1, 2, 3, 4}, 0.9, Band::face},
                            {{9, 9, 9, 9}, 0.6, Band::possible}};
  result.images[1].faces = {{{1, 2, 3, 4}, 0.6, Band::possible}};
  const auto findings = exposure_findings(result);
  REQUIRE(findings.size() == 1);
  const audit::Finding& finding = findings[0];
  CHECK(finding.code == "F1");
  CHECK(finding.subject == sha256("face").hex());
  CHECK(finding.grade.value() == 3);
  CHECK_FALSE(finding.fileable());
  REQUIRE(finding.evidence.size() == 1);
  CHECK(finding.evidence[0].kind == "image");
  CHECK(finding.evidence[0].sha256 == sha256("face").hex());
  CHECK(finding.facts["capture"] == "capture of face");
  CHECK(finding.facts["urls"].size() == 2);
  CHECK(finding.facts["pages"][0] == "http://h/");
  CHECK(finding.facts["faces"].size() == 2);
  CHECK(finding.facts["faces"][1]["band"] == "possible face");
  CHECK(finding.facts["width"] == 640);
  CHECK_FALSE(finding.does_not_show.empty());

  result.images[0].capture_id = "of a later run";
  CHECK(exposure_findings(result)[0].id == finding.id);
}
