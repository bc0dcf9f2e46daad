// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/decode.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/samples_heic.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

#if VETO_HEIC

TEST_CASE("heic: every kind becomes eight-bit BGR over white") {
  const std::pair<test::HeicForm, const char*> table[] = {
      {{}, "RGBW"},
      {{.gray = true}, "KWKW"},
      {{.half_clear = true}, "RWBW"},
  };
  for (const auto& [form, expected] : table) {
    CAPTURE(form.gray);
    CAPTURE(form.half_clear);
    const auto image =
        decode_image(test::make_heic(test::quarters(96, 64), form), 640);
    REQUIRE(image.has_value());
    CHECK(image->header.format == "heic");
    CHECK(image->pixels.width == 96);
    CHECK(image->pixels.height == 64);
    CHECK(test::corners(image->pixels) == expected);
  }
}

TEST_CASE("heic: reduced by a whole factor, at odd sizes too") {
  const std::string heic = test::make_heic(test::quarters(401, 203));
  for (const auto& [min_side, width] : {std::pair{640, 401}, {200, 201}}) {
    const auto image = decode_image(heic, min_side);
    REQUIRE(image.has_value());
    CHECK(image->header.width == 401);
    CHECK(image->header.height == 203);
    CHECK(image->pixels.width == width);
    CHECK(test::corners(image->pixels) == "RGBW");
  }
}

TEST_CASE("heic: the container says which way up it is") {
  const std::pair<int, const char*> table[] = {
      {1, "RGBW"}, {2, "GRWB"}, {3, "WBGR"}, {4, "BWRG"},
      {5, "RBGW"}, {6, "BRWG"}, {7, "WGBR"}, {8, "GWRB"},
  };
  for (const auto& [orientation, expected] : table) {
    CAPTURE(orientation);
    const auto image = decode_image(
        test::make_heic(test::quarters(96, 64), {.orientation = orientation}),
        640);
    REQUIRE(image.has_value());
    CHECK(image->header.width == (orientation >= 5 ? 64 : 96));
    CHECK(image->pixels.width == image->header.width);
    CHECK(test::corners(image->pixels) == expected);
  }
}

TEST_CASE("heic: cut at every length it is an image or a reason") {
  const std::string whole = test::make_heic(test::quarters(64, 64));
  int reasons = 0;
  for (std::size_t size = 12; size < whole.size(); ++size) {
    const auto image = decode_image(whole.substr(0, size), 640);
    if (image) continue;
    ++reasons;
    CHECK(image.error().what != "");
  }
  CHECK(reasons > 100);
}

TEST_CASE("heic: sizes are judged by the header") {
  const std::string heic = test::make_heic(test::quarters(64, 64));
  const std::size_t at = heic.find("ispe");
  REQUIRE(at != std::string::npos);
  const std::pair<unsigned, const char*> table[] = {
      {12000, "more than 100 megapixels"},
      {100'000, "larger than a HEIC picture may be"}};
  for (const auto& [side, reason] : table) {
    std::string bomb = heic;
    bomb.replace(at + 8, 8,
                 test::big_endian(side, 4) + test::big_endian(side, 4));
    const auto image = decode_image(bomb, 640);
    REQUIRE_FALSE(image.has_value());
    CHECK(image.error().kind == ErrorKind::too_large);
    CHECK(image.error().what == reason);
  }
}

#else

TEST_CASE("heic: a build without libheif says so") {
  const auto image = decode_image(std::string("\0\0\0\x18"
                                              "ftypheic",
                                              12),
                                  640);
  REQUIRE_FALSE(image.has_value());
  CHECK(image.error().kind == ErrorKind::unsupported);
  CHECK(image.error().what == "heic is not decoded (built without libheif)");
}

#endif
