// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/decode.h"

#include "audit/faces/png_chunks.h"
#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;
using test::PngKind;

namespace {

std::string png_sample(PngKind kind = PngKind::rgb) {
  return test::make_png(test::quarters(96, 64), kind);
}

std::string needed_png_chunks(std::string_view png) {
  std::string kept;
  for (const std::string_view part : needed_png_parts(png)) kept += part;
  return kept;
}

}  // namespace

TEST_CASE("png: every kind becomes eight-bit BGR over white") {
  // Grey takes the picture's green; of rgba the right half is transparent.
  const std::pair<PngKind, const char*> table[] = {
      {PngKind::rgb, "RGBW"},        {PngKind::rgb16, "RGBW"},
      {PngKind::rgba, "RWBW"},       {PngKind::gray16, "KWKW"},
      {PngKind::palette, "RGBW"},    {PngKind::palette1, "KKKW"},
      {PngKind::interlaced, "RGBW"},
  };
  for (const auto& [kind, expected] : table) {
    CAPTURE(int(kind));
    const auto image = decode_image(png_sample(kind), 640);
    REQUIRE(image.has_value());
    CHECK(image->header.format == "png");
    CHECK(image->pixels.width == 96);
    CHECK(image->pixels.height == 64);
    CHECK(test::corners(image->pixels) == expected);
    CHECK_FALSE(image->truncated);
  }
}

TEST_CASE("png: sixteen bits keep their brightness") {
  const Bitmap middle(64, 64, 128);
  for (const PngKind kind : {PngKind::rgb, PngKind::rgb16, PngKind::gray16}) {
    const auto image = decode_image(test::make_png(middle, kind), 640);
    REQUIRE(image.has_value());
    CHECK(std::abs(int(image->pixels.at(9, 9)[0]) - 128) <= 1);
  }
}

TEST_CASE("png: large pictures come reduced by a whole factor") {
  const Bitmap picture = test::quarters(1000, 500);
  for (const PngKind kind :
       {PngKind::rgb, PngKind::rgb16, PngKind::interlaced}) {
    const std::pair<int, int> table[] = {
        {1000, 1000}, {501, 1000}, {500, 500}, {300, 334}};
    for (const auto& [min_side, width] : table) {
      CAPTURE(min_side);
      const auto image = decode_image(test::make_png(picture, kind), min_side);
      REQUIRE(image.has_value());
      CHECK(image->header.width == 1000);
      CHECK(image->header.height == 500);
      CHECK(image->pixels.width == width);
      CHECK(image->pixels.height == width / 2);
      CHECK(test::corners(image->pixels) == "RGBW");
    }
  }
}

TEST_CASE("png: orientation is applied") {
  const auto image = decode_image(
      test::with_exif_png(png_sample(), test::tiff_with_orientation(6, false)),
      640);
  REQUIRE(image.has_value());
  CHECK(image->header.width == 64);
  CHECK(image->header.height == 96);
  CHECK(test::corners(image->pixels) == "BRWG");
}

TEST_CASE("png: a file cut short gives what it has and says so") {
  for (const PngKind kind : {PngKind::rgb, PngKind::interlaced}) {
    const Bitmap picture = test::noise(256, 256, 1);
    const std::string whole = test::make_png(picture, kind);
    const auto image = decode_image(whole.substr(0, whole.size() / 2), 640);
    REQUIRE(image.has_value());
    CHECK(image->truncated);
    CHECK(image->pixels.bgr != picture.bgr);
  }
  const std::string rows =
      test::make_png(test::noise(256, 256, 1), PngKind::rgb);
  const auto image = decode_image(rows.substr(0, rows.size() / 2), 640);
  REQUIRE(image.has_value());
  CHECK(std::equal(image->pixels.bgr.begin(),
                   image->pixels.bgr.begin() + 256 * 3 * 64,
                   test::noise(256, 256, 1).bgr.begin()));
}

TEST_CASE("png: cut at every length it is an image or damaged") {
  const std::string whole = png_sample();
  int damaged = 0;
  for (std::size_t size = 8; size < whole.size(); ++size) {
    const auto image = decode_image(whole.substr(0, size), 640);
    if (image) continue;
    ++damaged;
    CHECK(image.error().kind == ErrorKind::damaged);
  }
  CHECK(damaged > 25);
}

TEST_CASE("png: sizes are judged by the header") {
  const auto zero =
      decode_image(test::claim_png_size(png_sample(), 0, 64), 640);
  REQUIRE_FALSE(zero.has_value());
  CHECK(zero.error().kind == ErrorKind::damaged);
  const auto bomb =
      decode_image(test::claim_png_size(png_sample(), 100'000, 100'000), 640);
  REQUIRE_FALSE(bomb.has_value());
  CHECK(bomb.error().kind == ErrorKind::too_large);
  const auto absurd = decode_image(
      test::claim_png_size(png_sample(), 0x7FFFFFFF, 0x7FFFFFFF), 640);
  REQUIRE_FALSE(absurd.has_value());
}

TEST_CASE("png: chunks that pixels do not need are passed over") {
  const std::string png = png_sample();
  // An eXIf chunk that claims nearly 2 GB and has nothing.
  const std::string bomb = png.substr(0, 33) +
                           "\x72\xFF\xFF\xFF"
                           "eXIf" +
                           png.substr(33);
  CHECK(needed_png_chunks(bomb) == png.substr(0, 33));
  const auto ended = decode_image(bomb, 640);
  REQUIRE_FALSE(ended.has_value());
  CHECK(ended.error().kind == ErrorKind::damaged);
  // A text chunk with a wrong checksum does not matter.
  const std::string text = png.substr(0, 33) +
                           std::string("\0\0\0\4tEXta\0bcXXXX", 16) +
                           png.substr(33);
  CHECK(needed_png_chunks(text) == png);
  const auto image = decode_image(text, 640);
  REQUIRE(image.has_value());
  CHECK(test::corners(image->pixels) == "RGBW");
  CHECK_FALSE(image->truncated);
  // Pixels that are cut short are kept.
  const std::string cut = png.substr(0, png.size() - 30);
  CHECK(needed_png_chunks(cut) == cut);
  // An unknown critical chunk means that the pixels are not what they seem.
  const std::string foreign = png.substr(0, 33) +
                              std::string("\0\0\0\0CgBI\0\0\0\0", 12) +
                              png.substr(33);
  CHECK_FALSE(decode_image(foreign, 640).has_value());
}

TEST_CASE("decode: other formats are named and refused") {
  const auto bmp = decode_image("BM......", 640);
  REQUIRE_FALSE(bmp.has_value());
  CHECK(bmp.error().kind == ErrorKind::unsupported);
  CHECK(bmp.error().what == "bmp is not decoded");
  const auto text = decode_image("hello", 640);
  REQUIRE_FALSE(text.has_value());
  CHECK(text.error().what == "not an image");
}

TEST_CASE("decode: of many frames the first, middle and last are among eight") {
  const std::pair<int, std::vector<int>> table[] = {
      {0, {}},
      {1, {0}},
      {2, {0, 1}},
      {3, {0, 1, 2}},
      {8, {0, 1, 2, 3, 4, 5, 6, 7}},
      {9, {0, 1, 2, 4, 5, 6, 8}},
      {13, {0, 2, 4, 6, 8, 10, 12}},
  };
  for (const auto& [count, expected] : table) {
    CAPTURE(count);
    CHECK(sampled_frames(count) == expected);
  }
  CHECK(sampled_frames(1'000'000'000).back() == 999'999'999);
}

TEST_CASE("decode: of large frames fewer are taken, and always one") {
  const std::pair<int, std::vector<int>> table[] = {
      {0, {0}}, {1, {0}}, {2, {0}}, {3, {0, 4, 8}}, {4, {0, 4, 8}}};
  for (const auto& [most, expected] : table) {
    CAPTURE(most);
    CHECK(sampled_frames(9, most) == expected);
  }
}
