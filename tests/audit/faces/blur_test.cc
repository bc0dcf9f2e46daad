// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "audit/faces/decode.h"
#include "audit/faces/encode_jpeg.h"
#include "audit/faces/thumbnail.h"
#include "tests/audit/faces/looks.h"
#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

namespace {

// Mean difference between neighbours to the right and below: detail.
double detail(const Bitmap& picture, const Box& box) {
  double sum = 0;
  int count = 0;
  for (int y = box.y; y + 1 < box.y + box.h; ++y) {
    for (int x = box.x; x + 1 < box.x + box.w; ++x) {
      for (int c = 0; c < 3; ++c, count += 2) {
        const int here = picture.at(x, y)[c];
        sum += std::abs(here - picture.at(x + 1, y)[c]);
        sum += std::abs(here - picture.at(x, y + 1)[c]);
      }
    }
  }
  return sum / count;
}

Result<std::string> blurred(const std::string& image,
                            const std::vector<Face>& faces,
                            test::Looks detector = test::Looks()) {
  return blurred_thumbnail(image, faces, detector, {0.7, 0.5});
}

Bitmap thumbnail_of(const std::string& image, const std::vector<Face>& faces) {
  const auto jpeg = blurred(image, faces);
  REQUIRE(jpeg.has_value());
  const auto decoded = decode_image(*jpeg, 320);
  REQUIRE(decoded.has_value());
  CHECK(decoded->pixels.longest_side() <= 320);
  return decoded->pixels;
}

Face face_at(Box box) { return {box, 0.9, Band::face}; }

}  // namespace

TEST_CASE("blur: no detail in any box, the rest untouched") {
  const std::string image =
      test::make_png(test::noise(320, 240, 7), test::PngKind::rgb);
  const Box boxes[] = {{100, 60, 120, 120}, {0, 0, 40, 40}, {300, 220, 20, 20}};
  for (const Box& box : boxes) {
    CAPTURE(box.w);
    const Bitmap plain = thumbnail_of(image, {});
    const Bitmap blurred = thumbnail_of(image, {face_at(box)});
    CHECK(detail(plain, box) > 25);
    CHECK(detail(blurred, box) < 8);
    const Box elsewhere{240, 10, 70, 40};
    CHECK(detail(blurred, elsewhere) > 25);
  }
}

TEST_CASE("blur: the box is widened by a third") {
  const std::string image =
      test::make_png(test::noise(320, 320, 8), test::PngKind::rgb);
  const Bitmap blurred = thumbnail_of(image, {face_at({100, 100, 120, 120})});
  CHECK(detail(blurred, {84, 84, 152, 152}) < 8);
  CHECK(detail(blurred, {84, 20, 152, 56}) > 25);
}

TEST_CASE("blur: two faces of the same mean tone leave nearly the same") {
  // Fine patterns over one base: what tells them apart must be gone.
  const auto patterned = [](int phase) {
    Bitmap picture(320, 320, 120);
    for (int y = 0; y < 320; ++y) {
      for (int x = 0; x < 320; ++x) {
        const bool dark = phase == 0 ? (x / 3) % 2 == 0 : (y / 4) % 2 == 0;
        for (int c = 0; c < 3; ++c) picture.at(x, y)[c] = dark ? 60 : 180;
      }
    }
    return test::make_png(picture, test::PngKind::rgb);
  };
  const std::vector<Face> faces = {face_at({60, 60, 200, 200})};
  const Bitmap a = thumbnail_of(patterned(0), faces);
  const Bitmap b = thumbnail_of(patterned(1), faces);
  int largest = 0;
  for (int y = 70; y < 250; ++y) {
    for (int x = 70; x < 250; ++x) {
      largest = std::max(largest, std::abs(a.at(x, y)[1] - b.at(x, y)[1]));
    }
  }
  CHECK(largest < 24);
}

TEST_CASE("blur: large pictures are reduced, boxes with them") {
  const std::string image = test::make_jpeg(test::noise(1600, 800, 9));
  const Box box{400, 200, 600, 400};
  const Bitmap plain = thumbnail_of(image, {});
  const Bitmap blurred = thumbnail_of(image, {face_at(box)});
  CHECK(blurred.width == 320);
  CHECK(blurred.height == 160);
  const Box reduced{80, 40, 120, 80};
  CHECK(detail(blurred, reduced) < detail(plain, reduced) / 2);
  CHECK(detail(blurred, {230, 10, 60, 120}) ==
        doctest::Approx(detail(plain, {230, 10, 60, 120})).epsilon(0.1));
}

TEST_CASE("blur: upright, without metadata") {
  const std::string jpeg =
      test::with_exif_jpeg(test::make_jpeg(test::quarters(200, 100)),
                           test::tiff_with_orientation(6, true));
  const auto thumbnail = blurred(jpeg, {});
  REQUIRE(thumbnail.has_value());
  CHECK(thumbnail->find("Exif") == std::string::npos);
  CHECK(test::corners(thumbnail_of(jpeg, {})) == "BRWG");
}

TEST_CASE("blur: a face that is found again is painted over, or none shown") {
  const std::string image =
      test::make_png(test::noise(320, 240, 7), test::PngKind::rgb);
  const std::vector<Face> faces = {face_at({100, 60, 120, 120})};
  const std::vector<Detection> found = {{110, 70, 100, 100, 0.8}};
  const auto jpeg = blurred(image, faces, test::Looks({found}));
  REQUIRE(jpeg.has_value());
  CHECK(detail(decode_image(*jpeg, 320)->pixels, {90, 50, 140, 140}) < 0.5);
  const auto none =
      blurred(image, faces, test::Looks({found, found, found, found, found}));
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().kind == ErrorKind::unsupported);
}

TEST_CASE("blur: of one colour where it is too small to be looked at") {
  const std::string image =
      test::make_png(test::noise(1200, 160, 7), test::PngKind::rgb);
  const Bitmap small = thumbnail_of(image, {face_at({400, 20, 120, 120})});
  CHECK(small.height < kMinSide);
  CHECK(detail(small, {108, 8, 28, 24}) < 0.5);
}

TEST_CASE("blur: hostile boxes and bytes") {
  const std::string image = test::make_jpeg(test::quarters(64, 64));
  constexpr int kHuge = 2'000'000'000;
  for (const Box box : {Box{-kHuge, -kHuge, kHuge, kHuge},
                        {0, 0, 0, 0},
                        {kHuge, kHuge, kHuge, kHuge},
                        {10, 10, -5, -5},
                        {63, 63, 1, 1}}) {
    CHECK(blurred(image, {face_at(box)}).has_value());
  }
  CHECK(blurred("BM....", {}).error().kind == ErrorKind::unsupported);
  CHECK(blurred(image.substr(0, 20), {}).error().kind == ErrorKind::damaged);
  CHECK(blurred(test::claim_jpeg_size(image, 65000, 65000), {}).error().kind ==
        ErrorKind::too_large);
}

TEST_CASE("encode: what was given comes back") {
  const auto jpeg = encode_jpeg(test::quarters(96, 64), 95);
  REQUIRE(jpeg.has_value());
  const auto decoded = decode_image(*jpeg, 96);
  REQUIRE(decoded.has_value());
  CHECK(test::corners(decoded->pixels) == "RGBW");
}
