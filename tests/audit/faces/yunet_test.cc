// SPDX-License-Identifier: GPL-3.0-or-later
//
// The detector with its weights on the labelled photographs.
#include "audit/faces/yunet.h"

#include "audit/faces/decode.h"
#include "audit/faces/encode_jpeg.h"
#include "audit/faces/examine.h"
#include "audit/faces/exif.h"
#include "audit/faces/files.h"
#include "audit/faces/resize.h"
#include "base/file.h"
#include "tests/audit/faces/photographs.h"
#include "tests/audit/faces/surroundings.h"

using namespace veto;
using namespace veto::faces;

namespace {

std::vector<std::filesystem::path> files_in(const std::filesystem::path& dir) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(dir)) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

struct Material {
  std::filesystem::path models = test::shared("models");
  std::filesystem::path photographs = test::shared("testdata/faces");
  bool missing() const { return models.empty() || photographs.empty(); }
};

std::vector<FileExamination> examine_all(const Material& material,
                                         const std::string& part,
                                         bool thorough) {
  const test::NoWeights none;
  config::Settings settings;
  settings.models_dir.value = material.models;
  settings.faces_thorough.value = thorough;
  settings.faces_turns.value = thorough;
  auto all = examine_files(files_in(material.photographs / part), settings);
  REQUIRE(all.has_value());
  CHECK(all->detector.name == "YuNet-N");
  CHECK(all->detector.version.starts_with("OpenCV 4"));
  CHECK(all->detector.weights_sha256 == known_weights()[0].sha256);
  return all->files;
}

// Where the box is once the picture is turned by EXIF's orientation 6 or 8.
Box turned(const Box& box, int orientation, const Bitmap& picture) {
  const int right = picture.width - box.x - box.w;
  const int bottom = picture.height - box.y - box.h;
  if (orientation == 6) return {bottom, box.x, box.h, box.w};
  return {box.y, right, box.h, box.w};
}

}  // namespace

TEST_CASE("yunet: the faces of the labelled photographs") {
  const Material material;
  if (material.missing()) return;
  const auto labels = test::read_labels(material.photographs / "faces.csv");
  REQUIRE(labels.size() == 3);
  for (const bool thorough : {false, true}) {
    CAPTURE(thorough);
    for (const auto& [file, image] : examine_all(material, "pos", thorough)) {
      const std::string name = file.filename().string();
      CAPTURE(name);
      const auto& expected = labels.at(name);
      const int all = int(expected.size());
      CHECK(test::matched(expected, image.faces) == all);
      CHECK(test::count_band(image.faces, Band::face) <= all);
      CHECK(image.skipped.empty());
    }
  }
}

TEST_CASE("yunet: nothing taken for a face where there is none") {
  const Material material;
  if (material.missing()) return;
  for (const bool thorough : {false, true}) {
    CAPTURE(thorough);
    const auto images = examine_all(material, "neg", thorough);
    CHECK(images.size() >= 20);
    int examined = 0;
    for (const auto& [file, image] : images) {
      CAPTURE(file.string());
      CHECK(test::count_band(image.faces, Band::face) == 0);
      if (image.skipped.empty()) ++examined;
    }
    CHECK(examined >= 20);
  }
}

TEST_CASE("yunet: faces that lie on their side are found where turns are on") {
  const Material material;
  if (material.missing()) return;
  const test::NoWeights none;
  const std::string name = "solvay_conference_1927.png";
  const auto labels = test::read_labels(material.photographs / "faces.csv");
  const auto bytes =
      read_file(material.photographs / "pos" / name, kMaxImageBytes);
  REQUIRE(bytes.has_value());
  const auto decoded = decode_image(*bytes, 1 << 20);  // in full
  REQUIRE(decoded.has_value());
  std::map<bool, int> found;
  for (int i = 0; i < 4; ++i) {
    const Box& face = labels.at(name).at(std::size_t(i));
    const Bitmap part = crop(decoded->pixels, face.x - 50, face.y - 50,
                             face.w + 100, face.h + 100);
    for (const int orientation : {6, 8}) {
      const auto file = encode_jpeg(upright(part, orientation), 95);
      REQUIRE(file.has_value());
      const Box label = turned({50, 50, face.w, face.h}, orientation, part);
      for (const bool turns : {false, true}) {
        const auto weights = find_weights({material.models});
        REQUIRE(weights.has_value());
        const auto detector = open_detector(*weights, {.turns = turns});
        REQUIRE(detector.has_value());
        const auto image = examine_image(*file, **detector, {});
        REQUIRE(image.has_value());
        found[turns] += test::matched({label}, image->faces);
      }
    }
  }
  CHECK(found[true] >= 7);
  CHECK(found[false] <= 4);
}

TEST_CASE("yunet: scores and boxes are asked for, landmarks never") {
  CHECK(yunet_outputs() ==
        std::vector<std::string>{"cls_8", "cls_16", "cls_32", "obj_8", "obj_16",
                                 "obj_32", "bbox_8", "bbox_16", "bbox_32"});
}

TEST_CASE("yunet: both nets, any view's size") {
  const Material material;
  if (material.missing()) return;
  for (const KnownWeights& known : known_weights()) {
    const auto weights = read_weights(material.models / known.file);
    REQUIRE(weights.has_value());
    const auto detector = open_yunet(*weights, false);
    REQUIRE(detector.has_value());
    for (const auto& [width, height] :
         {std::pair{1, 1}, {31, 33}, {640, 20}, {700, 90}, {64, 1300}}) {
      CAPTURE(width);
      CHECK((*detector)->detect(Bitmap(width, height, 99), 0.5).has_value());
    }
  }
}

TEST_CASE("yunet: weights that are no net are damaged") {
  const Weights weights{&known_weights()[0], "somewhere.onnx", "not a net"};
  const auto detector = open_yunet(weights, false);
  REQUIRE_FALSE(detector.has_value());
  CHECK(detector.error().kind == ErrorKind::damaged);
}

TEST_CASE("yunet: large pictures are worked on in six eighths, or in full") {
  const Material material;
  if (material.missing()) return;
  const auto weights = read_weights(material.models / known_weights()[0].file);
  REQUIRE(weights.has_value());
  const auto usual = open_yunet(*weights, false);
  const auto thorough = open_yunet(*weights, true);
  REQUIRE(usual.has_value());
  REQUIRE(thorough.has_value());
  // A JPEG decoder rounds up, and what it gives is not to be scaled again.
  const std::pair<int, int> table[] = {{300, 300},   {640, 640},   {641, 640},
                                       {853, 640},   {854, 641},   {4000, 3000},
                                       {4001, 3001}, {9000, 6750}, {1, 1}};
  for (const auto& [longest, side] : table) {
    CAPTURE(longest);
    CHECK((*usual)->working_side(longest) == side);
    CHECK((*thorough)->working_side(longest) == longest);
  }
}
