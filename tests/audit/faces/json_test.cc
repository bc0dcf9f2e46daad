// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/json.h"

#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

TEST_CASE("json: the document others rely on") {
  FilesExamination all;
  all.detector = {"YuNet-N", "OpenCV 4.6.0", "abc", "limits"};
  ImageExamination good;
  good.format = "png";
  good.width = 100;
  good.height = 80;
  good.faces = {{{1, 2, 3, 4}, 0.912345, Band::face},
                {{5, 6, 7, 8}, 0.55, Band::possible, 2}};
  good.orientation = 6;
  good.frames = 3;
  ImageExamination bad;
  bad.skipped = "not an image";
  all.files = {{"a.png", good}, {"b\xFF.txt", bad}};

  const auto expected = nlohmann::json::parse(R"json({
    "schema": "veto.faces/1",
    "detector": {"name": "YuNet-N", "version": "OpenCV 4.6.0",
                 "weights_sha256": "abc", "known_limits": "limits"},
    "images": [
      {"file": "a.png", "format": "png", "width": 100, "height": 80,
       "orientation": 6, "frames": 3, "truncated": false, "error": null,
       "faces": [
         {"x": 1, "y": 2, "w": 3, "h": 4, "score": 0.9123, "band": "face",
          "frame": 0, "stored": {"x": 2, "y": 96, "w": 4, "h": 3}},
         {"x": 5, "y": 6, "w": 7, "h": 8, "score": 0.55, "frame": 2,
          "band": "possible face",
          "stored": {"x": 6, "y": 88, "w": 8, "h": 7}}]},
      {"file": "b\uFFFD.txt", "format": "", "width": 0, "height": 0,
       "orientation": 1, "frames": 1, "truncated": false, "error": "not an image", "faces": []}]
  })json");
  CHECK(faces_json(all) == expected);
  CHECK_NOTHROW(faces_json(all).dump());
}

TEST_CASE("json: a file that cannot be read is an entry with an error") {
  const test::TempDir dir;
  const auto all = examine_files({dir / "none.png"}, {});
  if (!all) return;  // built without a detector that needs no weights
  const auto json = faces_json(*all);
  REQUIRE(json["images"].size() == 1);
  CHECK(json["images"][0]["error"].is_string());
}
