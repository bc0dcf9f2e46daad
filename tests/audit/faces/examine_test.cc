// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/examine.h"

#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

namespace {

// Says what it is told to, and notes what it was shown.
class Scripted final : public Detector {
 public:
  explicit Scripted(std::vector<Detection> detections)
      : detections_(std::move(detections)) {}

  const DetectorInfo& info() const override { return info_; }
  int working_side(int longest) const override {
    return std::min(longest, 640);
  }
  Result<std::vector<Detection>> detect(const Bitmap& picture,
                                        double least) override {
    shown = picture;
    if (broken) return fail(ErrorKind::bug, "broken");
    auto found = detections_;
    std::erase_if(found, [&](const Detection& d) { return d.score < least; });
    return found;
  }

  Bitmap shown;
  bool broken = false;

 private:
  DetectorInfo info_;
  std::vector<Detection> detections_;
};

constexpr Bands kBands{0.7, 0.5};

std::string jpeg(int width, int height) {
  return test::make_jpeg(test::quarters(width, height));
}

}  // namespace

TEST_CASE("examine: boxes and sizes are those of the upright, full picture") {
  Scripted detector({{64, 160, 32, 80, 0.9}});
  const auto tiff = test::tiff_with_orientation(6, true);
  const auto image = examine_image(test::with_exif_jpeg(jpeg(1280, 800), tiff),
                                   detector, kBands);
  REQUIRE(image.has_value());
  CHECK(image->width == 800);
  CHECK(image->height == 1280);
  CHECK(detector.shown.height == 640);
  CHECK(detector.shown.width == 400);
  CHECK(test::corners(detector.shown) == "BRWG");
  REQUIRE(image->faces.size() == 1);
  const Box& box = image->faces[0].box;
  CHECK(box.x == 128);
  CHECK(box.y == 320);
  CHECK(box.w == 64);
  CHECK(box.h == 160);
}

TEST_CASE("examine: bands, and boxes cut to the picture") {
  Scripted detector({{-5, -5, 20, 20, 0.7},
                     {90, 60, 50, 50, 0.69},
                     {20, 20, 9, 9, 0.49},
                     {99.8, 10, 5, 5, 0.8}});
  const auto image = examine_image(jpeg(100, 80), detector, kBands);
  REQUIRE(image.has_value());
  REQUIRE(image->faces.size() == 2);
  CHECK(image->faces[0].band == Band::face);
  CHECK(image->faces[0].box.x == 0);
  CHECK(image->faces[0].box.w == 15);
  CHECK(image->faces[1].band == Band::possible);
  CHECK(image->faces[1].box.w == 10);
  CHECK(image->faces[1].box.h == 20);
}

TEST_CASE("examine: what is not examined is named") {
  const std::pair<std::string, std::string> table[] = {
      {jpeg(47, 100), "too small"},
      {jpeg(48, 48), ""},
      {jpeg(400, 50), ""},
      {jpeg(401, 50), "too long and narrow"},
      {jpeg(50, 401), "too long and narrow"},
      {"BM", "bmp is not decoded"},
      {"<svg/>", "svg without a raster picture"},
      {"<html>", "not an image"},
      {"", "not an image"},
      {test::claim_jpeg_size(jpeg(64, 64), 65000, 65000),
       "more than 100 megapixels"},
  };
  Scripted detector({});
  for (const auto& [bytes, reason] : table) {
    CAPTURE(reason);
    const auto image = examine_image(bytes, detector, kBands);
    REQUIRE(image.has_value());
    CHECK(image->skipped == reason);
  }
  const auto cut = examine_image(jpeg(64, 64).substr(0, 30), detector, kBands);
  REQUIRE(cut.has_value());
  CHECK(cut->skipped.starts_with("damaged: "));
}

TEST_CASE("examine: whether another picture may be in it is found out") {
  struct Case {
    const char* name;
    std::string bytes;
    bool carries;
  };
  const Case cases[] = {
      {"a picture alone", jpeg(64, 64), false},
      {"one too small to be examined, alone", jpeg(20, 20), false},
      {"something behind its end", jpeg(64, 64) + "and more", true},
      {"too small, with another behind it", jpeg(20, 20) + jpeg(64, 64), true},
      {"no picture", "GIF89a", true},
  };
  for (const auto& [name, bytes, carries] : cases) {
    CAPTURE(name);
    Scripted detector({});
    const auto image = examine_image(bytes, detector, kBands);
    REQUIRE(image.has_value());
    CHECK(image->carries == carries);
  }
}

TEST_CASE("examine: a file cut short is examined and marked") {
  Scripted detector({{10, 10, 30, 30, 0.9}});
  const std::string whole = test::make_jpeg(test::noise(200, 200, 1));
  const auto image =
      examine_image(whole.substr(0, whole.size() / 2), detector, kBands);
  REQUIRE(image.has_value());
  CHECK(image->truncated);
  CHECK(image->skipped.empty());
  CHECK(image->faces.size() == 1);
}

TEST_CASE("examine: a detector that fails is not an empty picture") {
  Scripted detector({});
  detector.broken = true;
  const auto image = examine_image(jpeg(100, 100), detector, kBands);
  REQUIRE_FALSE(image.has_value());
  CHECK(image.error().kind == ErrorKind::bug);
}
