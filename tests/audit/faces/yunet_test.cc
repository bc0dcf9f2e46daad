// SPDX-License-Identifier: GPL-3.0-or-later
//
// The detector with its weights on the labelled photographs.
#include "audit/faces/yunet.h"

#include "audit/faces/files.h"
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
                                         const std::string& part) {
  const test::NoWeights none;
  config::Settings settings;
  settings.models_dir.value = material.models;
  auto all = examine_files(files_in(material.photographs / part), settings);
  REQUIRE(all.has_value());
  CHECK(all->detector.name == "YuNet-N");
  CHECK(all->detector.version.starts_with("OpenCV 4"));
  CHECK(all->detector.weights_sha256 == known_weights()[0].sha256);
  return all->files;
}

}  // namespace

TEST_CASE("yunet: the faces of the labelled photographs") {
  const Material material;
  if (material.missing()) return;
  const auto labels = test::read_labels(material.photographs / "faces.csv");
  REQUIRE(labels.size() == 3);
  for (const auto& [file, image] : examine_all(material, "pos")) {
    const std::string name = file.filename().string();
    CAPTURE(name);
    const auto& expected = labels.at(name);
    const int all = int(expected.size());
    CHECK(test::matched(expected, image.faces) >= (all > 20 ? 27 : all));
    CHECK(test::count_band(image.faces, Band::face) <= all);
    CHECK(image.skipped.empty());
  }
}

TEST_CASE("yunet: nothing taken for a face where there is none") {
  const Material material;
  if (material.missing()) return;
  const auto images = examine_all(material, "neg");
  CHECK(images.size() >= 20);
  int examined = 0;
  for (const auto& [file, image] : images) {
    CAPTURE(file.string());
    CHECK(test::count_band(image.faces, Band::face) == 0);
    if (image.skipped.empty()) ++examined;
  }
  CHECK(examined >= 20);
}

TEST_CASE("yunet: both nets, any view's size") {
  const Material material;
  if (material.missing()) return;
  for (const KnownWeights& known : known_weights()) {
    const auto weights = read_weights(material.models / known.file);
    REQUIRE(weights.has_value());
    const auto detector = open_yunet(*weights);
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
  const auto detector = open_yunet(weights);
  REQUIRE_FALSE(detector.has_value());
  CHECK(detector.error().kind == ErrorKind::damaged);
}

TEST_CASE("yunet: pictures too large for one view are worked on at half size") {
  const Material material;
  if (material.missing()) return;
  const auto weights = read_weights(material.models / known_weights()[0].file);
  REQUIRE(weights.has_value());
  const auto detector = open_yunet(*weights);
  REQUIRE(detector.has_value());
  const std::pair<int, int> table[] = {{300, 300},  {640, 640},   {1280, 640},
                                       {1400, 700}, {3000, 1500}, {4096, 2048},
                                       {9000, 2048}};
  for (const auto& [longest, side] : table) {
    CHECK((*detector)->working_side(longest) == side);
  }
}
