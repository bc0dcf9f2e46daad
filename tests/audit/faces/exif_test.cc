// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/exif.h"

#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

TEST_CASE("exif: every orientation brings the corners to their places") {
  // Stored: red, green, blue, white. EXIF 2.32, section 4.6.4, Orientation.
  const std::pair<int, const char*> table[] = {
      {1, "RGBW"}, {2, "GRWB"}, {3, "WBGR"}, {4, "BWRG"},
      {5, "RBGW"}, {6, "BRWG"}, {7, "WGBR"}, {8, "GWRB"},
  };
  for (const auto& [orientation, expected] : table) {
    CAPTURE(orientation);
    const Bitmap turned = upright(test::quarters(30, 20), orientation);
    CHECK(turned.width == (orientation >= 5 ? 20 : 30));
    CHECK(turned.height == (orientation >= 5 ? 30 : 20));
    CHECK(test::corners(turned) == expected);
  }
}

TEST_CASE("exif: both byte orders, in every kind of file") {
  const std::string jpeg = test::make_jpeg(test::quarters(16, 16));
  const std::string png =
      test::make_png(test::quarters(16, 16), test::PngKind::rgb);
  const std::string webp =
      test::make_webp(test::quarters(16, 16), test::WebpKind::lossless);
  CHECK(exif_orientation(jpeg, "jpeg") == 1);
  CHECK(exif_orientation(webp, "webp") == 1);
  CHECK(exif_orientation(png, "png") == 1);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    for (const bool little : {false, true}) {
      const auto tiff = test::tiff_with_orientation(orientation, little);
      CHECK(tiff_orientation(tiff) == orientation);
      CHECK(exif_orientation(test::with_exif_jpeg(jpeg, tiff), "jpeg") ==
            orientation);
      CHECK(exif_orientation(test::with_exif_png(png, tiff), "png") ==
            orientation);
      CHECK(exif_orientation(test::with_exif_webp(webp, tiff), "webp") ==
            orientation);
    }
  }
}

TEST_CASE("exif: nonsense is upright") {
  const std::string good = test::tiff_with_orientation(6, true);
  for (const int wrong : {0, 9, 255, 65535}) {
    CHECK(tiff_orientation(test::tiff_with_orientation(wrong, true)) == 1);
  }
  std::string wrong_type = good;
  wrong_type[12] = 4;
  CHECK(tiff_orientation(wrong_type) == 1);
  std::string far_directory = good;
  far_directory.replace(4, 4, "\xFF\xFF\xFF\xFF");
  CHECK(tiff_orientation(far_directory) == 1);
  std::string many_entries = good;
  many_entries.replace(8, 2, "\xFF\xFF");
  many_entries[10] = 0;
  CHECK(tiff_orientation(many_entries) == 1);
}

TEST_CASE("exif: a block cut anywhere is read without harm") {
  const std::string tiff = test::tiff_with_orientation(6, true);
  constexpr std::size_t kValueEnd = 20;
  for (std::size_t size = 0; size <= tiff.size(); ++size) {
    CAPTURE(size);
    const int expected = size < kValueEnd ? 1 : 6;
    CHECK(tiff_orientation(tiff.substr(0, size)) == expected);
  }
  const std::string jpeg =
      test::with_exif_jpeg(test::make_jpeg(test::quarters(16, 16)), tiff);
  for (std::size_t size = 0; size < 60; ++size) {
    const int orientation = exif_orientation(jpeg.substr(0, size), "jpeg");
    CHECK((orientation == 1 || orientation == 6));
  }
}

TEST_CASE("exif: a box goes back to where its pixels are stored") {
  // One red pixel in a picture of green ones, at each orientation.
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    Bitmap stored(7, 5);
    stored.at(2, 1)[2] = 255;
    const Bitmap turned = upright(stored, orientation);
    Box red;
    for (int y = 0; y < turned.height; ++y) {
      for (int x = 0; x < turned.width; ++x) {
        if (turned.at(x, y)[2] == 255) red = {x, y, 1, 1};
      }
    }
    const Box back = stored_box(red, orientation, turned.width, turned.height);
    CHECK(back.x == 2);
    CHECK(back.y == 1);
    const Box wide =
        stored_box({1, 0, 3, 2}, orientation, turned.width, turned.height);
    CHECK(wide.w == (swaps_sides(orientation) ? 2 : 3));
    CHECK(wide.x + wide.w <= 7);
    CHECK(wide.y + wide.h <= 5);
  }
}
