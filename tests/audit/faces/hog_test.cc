// SPDX-License-Identifier: GPL-3.0-or-later
//
// Without weights: the fallback where it is built in, a clear error where not.
#include "audit/faces/hog.h"

#include "audit/faces/boxed.h"
#include "audit/faces/files.h"
#include "tests/audit/faces/photographs.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/surroundings.h"

using namespace veto;
using namespace veto::faces;

TEST_CASE("hog: used without weights, and says what it misses") {
  const test::NoWeights none;
  const auto examiner = Examiner::open({}, none.dir().path(), 1);
#if VETO_HOG
  REQUIRE(examiner.has_value());
  const DetectorInfo& info = examiner->detector();
  CHECK(info.name == "dlib-hog");
  CHECK(info.version.starts_with("dlib 19"));
  CHECK(info.weights_sha256.empty());
  CHECK(info.known_limits.find("32 of 100") != std::string::npos);
#else
  REQUIRE_FALSE(examiner.has_value());
  CHECK(examiner.error().kind == ErrorKind::unsupported);
#endif
}

#if VETO_HOG
TEST_CASE("hog: finds the astronaut") {
  const auto photographs = test::shared("testdata/faces");
  if (photographs.empty()) return;
  const test::NoWeights none;
  const auto all = examine_files({photographs / "pos/astronaut.png"}, {});
  REQUIRE(all.has_value());
  const auto labels = test::read_labels(photographs / "faces.csv");
  const auto& faces = all->files.at(0).image.faces;
  CHECK(test::matched(labels.at("astronaut.png"), faces) == 1);
  for (const Face& face : faces) {
    CHECK(face.score >= 0.5);
    CHECK(face.score <= 1);
  }
}

TEST_CASE("hog: any size of picture") {
  const auto detector = open_hog();
  REQUIRE(detector.has_value());
  for (const auto& [width, height] : {std::pair{1, 1}, {20, 300}, {300, 20}}) {
    const auto found = (*detector)->detect(Bitmap(width, height, 128), 0.5);
    REQUIRE(found.has_value());
    CHECK(found->empty());
  }
}
#endif
