// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/decode.h"
#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;
using test::JpegKind;

namespace {

constexpr int kFull = 1 << 20;

std::string jpeg_sample(JpegKind kind = JpegKind::colour) {
  return test::make_jpeg(test::quarters(96, 64), kind);
}

}  // namespace

TEST_CASE("jpeg: every colour space becomes BGR") {
  const std::pair<JpegKind, const char*> table[] = {
      {JpegKind::colour, "RGBW"},     {JpegKind::progressive, "RGBW"},
      {JpegKind::cmyk, "RGBW"},       {JpegKind::ycck, "RGBW"},
      {JpegKind::plain_cmyk, "RGBW"}, {JpegKind::gray, "???W"},
  };
  for (const auto& [kind, expected] : table) {
    CAPTURE(int(kind));
    const auto image = decode_image(jpeg_sample(kind), kFull);
    REQUIRE(image.has_value());
    CHECK(image->header.format == "jpeg");
    CHECK(image->pixels.width == 96);
    CHECK(image->pixels.height == 64);
    CHECK(test::corners(image->pixels) == expected);
    CHECK_FALSE(image->truncated);
  }
}

TEST_CASE("jpeg: orientation is applied to pixels and size") {
  const std::pair<int, const char*> table[] = {
      {1, "RGBW"}, {2, "GRWB"}, {3, "WBGR"}, {4, "BWRG"},
      {5, "RBGW"}, {6, "BRWG"}, {7, "WGBR"}, {8, "GWRB"},
  };
  for (const auto& [orientation, expected] : table) {
    CAPTURE(orientation);
    const auto image = decode_image(
        test::with_exif_jpeg(jpeg_sample(),
                             test::tiff_with_orientation(orientation, false)),
        kFull);
    REQUIRE(image.has_value());
    CHECK(image->header.width == (orientation >= 5 ? 64 : 96));
    CHECK(image->header.height == (orientation >= 5 ? 96 : 64));
    CHECK(image->pixels.width == image->header.width);
    CHECK(test::corners(image->pixels) == expected);
  }
}

TEST_CASE("jpeg: the smallest scale that still has the side asked for") {
  const std::string jpeg = test::make_jpeg(test::quarters(1600, 800));
  const std::pair<int, int> table[] = {
      {1, 200}, {200, 200}, {201, 400}, {640, 800}, {1500, 1600}, {5000, 1600},
  };
  for (const auto& [min_side, width] : table) {
    CAPTURE(min_side);
    const auto image = decode_image(jpeg, min_side);
    REQUIRE(image.has_value());
    CHECK(image->header.width == 1600);
    CHECK(image->header.height == 800);
    CHECK(image->pixels.width == width);
    CHECK(image->pixels.height == width / 2);
    CHECK(test::corners(image->pixels) == "RGBW");
  }
}

TEST_CASE("jpeg: a file cut short gives what it has and says so") {
  for (const JpegKind kind : {JpegKind::colour, JpegKind::cmyk}) {
    const std::string whole = test::make_jpeg(test::noise(256, 256, 1), kind);
    const auto image = decode_image(whole.substr(0, whole.size() / 2), kFull);
    REQUIRE(image.has_value());
    CHECK(image->truncated);
    const auto full = decode_image(whole, kFull);
    REQUIRE(full.has_value());
    const std::size_t top_rows = std::size_t(256) * 3 * 64;
    CHECK(std::equal(full->pixels.bgr.begin(),
                     full->pixels.bgr.begin() + long(top_rows),
                     image->pixels.bgr.begin()));
    CHECK(full->pixels.bgr != image->pixels.bgr);
  }
}

TEST_CASE("jpeg: cut at every length it is an image or damaged") {
  const std::string whole = jpeg_sample();
  int damaged = 0, partial = 0;
  for (std::size_t size = 3; size < whole.size(); ++size) {
    const auto image = decode_image(whole.substr(0, size), kFull);
    if (image) {
      ++partial;
      CHECK((image->truncated || size + 2 >= whole.size()));
    } else {
      ++damaged;
      CHECK(image.error().kind == ErrorKind::damaged);
    }
  }
  CHECK(damaged > 100);
  CHECK(partial > 10);
}

TEST_CASE("jpeg: sizes are judged by the header") {
  const auto zero =
      decode_image(test::claim_jpeg_size(jpeg_sample(), 0, 64), 640);
  REQUIRE_FALSE(zero.has_value());
  CHECK(zero.error().kind == ErrorKind::damaged);
  const auto bomb =
      decode_image(test::claim_jpeg_size(jpeg_sample(), 65000, 65000), 640);
  REQUIRE_FALSE(bomb.has_value());
  CHECK(bomb.error().kind == ErrorKind::too_large);
  const auto heavy =
      decode_image(jpeg_sample() + std::string(kMaxImageBytes, '\0'), 640);
  REQUIRE_FALSE(heavy.has_value());
  CHECK(heavy.error().kind == ErrorKind::too_large);
}

TEST_CASE("jpeg: a bomb of scans is given up") {
  const std::string whole = jpeg_sample(JpegKind::progressive);
  const std::size_t last_scan = whole.rfind("\xFF\xDA");
  REQUIRE(last_scan != std::string::npos);
  const std::string scan =
      whole.substr(last_scan, whole.size() - 2 - last_scan);
  std::string bomb = whole.substr(0, whole.size() - 2);
  for (int i = 0; i < 600; ++i) bomb += scan;
  const auto image = decode_image(bomb + "\xFF\xD9", kFull);
  REQUIRE_FALSE(image.has_value());
  CHECK(image.error().kind == ErrorKind::damaged);
  CHECK(image.error().what == "too many scans");
}
