// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/decode.h"
#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;
using test::WebpKind;

namespace {

std::string webp_sample(WebpKind kind = WebpKind::lossless) {
  return test::make_webp(test::quarters(96, 64), kind);
}

}  // namespace

TEST_CASE("webp: every kind becomes BGR over white") {
  const std::pair<WebpKind, const char*> table[] = {
      {WebpKind::lossy, "RGBW"},
      {WebpKind::lossless, "RGBW"},
      {WebpKind::rgba, "RWBW"},
  };
  for (const auto& [kind, expected] : table) {
    CAPTURE(int(kind));
    const auto image = decode_image(webp_sample(kind), 640);
    REQUIRE(image.has_value());
    CHECK(image->header.format == "webp");
    CHECK(image->header.frames == 1);
    CHECK(image->pixels.width == 96);
    CHECK(image->pixels.height == 64);
    CHECK(test::corners(image->pixels) == expected);
    CHECK_FALSE(image->truncated);
  }
}

TEST_CASE("webp: decoded at the side asked for") {
  for (const WebpKind kind :
       {WebpKind::lossy, WebpKind::lossless, WebpKind::rgba}) {
    const std::string webp = test::make_webp(test::quarters(800, 400), kind);
    const std::pair<int, int> table[] = {
        {0, 1}, {100, 100}, {333, 333}, {800, 800}, {5000, 800}};
    for (const auto& [min_side, width] : table) {
      CAPTURE(min_side);
      const auto image = decode_image(webp, min_side);
      REQUIRE(image.has_value());
      CHECK(image->header.width == 800);
      CHECK(image->header.height == 400);
      CHECK(image->pixels.width == width);
      CHECK(image->pixels.height == (width + 1) / 2);
      if (width < 10) continue;
      CHECK(test::corners(image->pixels) ==
            (kind == WebpKind::rgba ? "RWBW" : "RGBW"));
    }
  }
}

TEST_CASE("webp: orientation is applied") {
  for (const std::string_view marker :
       {std::string_view{}, std::string_view("Exif\0\0", 6)}) {
    const std::string exif =
        std::string(marker) + test::tiff_with_orientation(6, true);
    const auto image =
        decode_image(test::with_exif_webp(webp_sample(), exif), 640);
    REQUIRE(image.has_value());
    CHECK(image->header.width == 64);
    CHECK(image->header.height == 96);
    CHECK(test::corners(image->pixels) == "BRWG");
  }
}

TEST_CASE("webp: a file cut short gives what it has and says so") {
  for (const WebpKind kind : {WebpKind::lossy, WebpKind::lossless}) {
    CAPTURE(int(kind));
    const std::string whole = test::make_webp(test::noise(256, 256, 1), kind);
    const auto image = decode_image(whole.substr(0, whole.size() * 3 / 4), 640);
    REQUIRE(image.has_value());
    CHECK(image->truncated);
    const auto full = decode_image(whole, 640);
    REQUIRE(full.has_value());
    CHECK(std::equal(full->pixels.bgr.begin(),
                     full->pixels.bgr.begin() + 256 * 3 * 64,
                     image->pixels.bgr.begin()));
    CHECK(full->pixels.bgr != image->pixels.bgr);
    // What is missing is white.
    CHECK(int(image->pixels.at(128, 255)[0]) == 255);
  }
}

TEST_CASE("webp: cut at every length it is an image or a reason") {
  for (const WebpKind kind :
       {WebpKind::lossy, WebpKind::lossless, WebpKind::rgba}) {
    const std::string whole = webp_sample(kind);
    int damaged = 0;
    for (std::size_t size = 12; size < whole.size(); ++size) {
      const auto image = decode_image(whole.substr(0, size), 640);
      if (image) continue;
      ++damaged;
      CHECK(image.error().kind == ErrorKind::damaged);
    }
    CHECK(damaged > 10);
  }
}
