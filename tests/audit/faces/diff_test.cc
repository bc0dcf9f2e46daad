// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/diff.h"

#include <doctest/doctest.h>

using namespace veto;
using namespace veto::faces;

namespace {

ImageRecord image(const std::string& bytes, std::vector<Box> boxes) {
  ImageRecord record;
  record.digest = sha256(bytes);
  record.urls = {"https://example.org/" + bytes};
  for (const Box& box : boxes) record.faces.push_back({box, 0.9, Band::face});
  return record;
}

FacesResult result(std::vector<ImageRecord> images,
                   const std::string& detector = "YuNet-N") {
  FacesResult result;
  result.detector.name = detector;
  result.images = std::move(images);
  return result;
}

}  // namespace

TEST_CASE("boxes that share more than half of their union are one mark") {
  struct Row {
    Box a, b;
    bool same;
  };
  const std::vector<Row> rows = {
      {{0, 0, 10, 10}, {0, 0, 10, 10}, true},
      {{0, 0, 10, 10}, {1, 1, 10, 10}, true},
      {{0, 0, 10, 10}, {5, 0, 10, 10}, false},
      {{0, 0, 10, 10}, {10, 0, 10, 10}, false},
      {{0, 0, 10, 10}, {2, 2, 3, 3}, false},
      {{0, 0, 0, 0}, {0, 0, 0, 0}, false},
      {{0, 0, 2147483647, 2147483647}, {0, 0, 2147483647, 2147483647}, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.b.x);
    CHECK(overlap(row.a, row.b) == row.same);
    CHECK(overlap(row.b, row.a) == row.same);
  }
}

TEST_CASE("faces: new with a new image, gone with an old one, kept by place") {
  const auto diff =
      diff_faces(result({image("a", {{0, 0, 10, 10}, {50, 50, 10, 10}}),
                         image("b", {{0, 0, 10, 10}})}),
                 result({image("a", {{1, 0, 10, 10}, {80, 0, 10, 10}}),
                         image("c", {{0, 0, 10, 10}})}));
  CHECK(diff.same == 1);
  REQUIRE(diff.added.size() == 2);
  CHECK(diff.added[0].digest == sha256("a"));
  CHECK(diff.added[0].image_in_both);
  CHECK(diff.added[0].faces[0].box.x == 80);
  CHECK(diff.added[1].digest == sha256("c"));
  CHECK_FALSE(diff.added[1].image_in_both);
  REQUIRE(diff.missing.size() == 2);
  CHECK(diff.missing[0].faces[0].box.x == 50);
  CHECK_FALSE(diff.detector_changed);
}

TEST_CASE("the same face in other bytes is another image: none is compared") {
  const auto diff = diff_faces(result({image("a", {{0, 0, 10, 10}})}),
                               result({image("a2", {{0, 0, 10, 10}})}));
  CHECK(diff.added.size() == 1);
  CHECK(diff.missing.size() == 1);
  CHECK(diff.same == 0);
}

TEST_CASE("another detector is said") {
  CHECK(diff_faces(result({}), result({}, "dlib-hog")).detector_changed);
}
