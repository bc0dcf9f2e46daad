// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/decode.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/samples_avif.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;
using test::AvifForm;

namespace {

std::string avif_sample(const AvifForm& form = {}) {
  return test::make_avif(test::quarters(96, 64), form);
}

}  // namespace

TEST_CASE("avif: every kind becomes eight-bit BGR over white") {
  const std::pair<AvifForm, const char*> table[] = {
      {{}, "RGBW"},
      {{.chroma = true}, "RGBW"},
      {{.depth = 10}, "RGBW"},
      {{.depth = 12, .chroma = true}, "RGBW"},
      {{.gray = true}, "???W"},
      {{.half_clear = true}, "RWBW"},
  };
  for (const auto& [form, expected] : table) {
    CAPTURE(form.depth);
    CAPTURE(form.gray);
    const auto image = decode_image(avif_sample(form), 640);
    REQUIRE(image.has_value());
    CHECK(image->header.format == "avif");
    CHECK(image->header.frames == 1);
    CHECK(image->pixels.width == 96);
    CHECK(image->pixels.height == 64);
    CHECK(test::corners(image->pixels) == expected);
    CHECK_FALSE(image->truncated);
  }
}

TEST_CASE("avif: strips of rows fit together, at any height and scale") {
  for (const int height : {63, 64, 65, 129}) {
    const std::string avif = test::make_avif(test::quarters(200, height));
    const auto image = decode_image(avif, 640);
    REQUIRE(image.has_value());
    CHECK(image->pixels.height == height);
    CHECK(test::corners(image->pixels) == "RGBW");
    const auto small = decode_image(avif, 50);
    REQUIRE(small.has_value());
    CHECK(small->header.width == 200);
    CHECK(small->pixels.width == 50);
    CHECK(test::corners(small->pixels) == "RGBW");
  }
}

TEST_CASE("avif: the container says which way up it is") {
  // Rotated anticlockwise, then mirrored.
  struct Row {
    int rotation, mirror;
    const char* expected;
  };
  const Row table[] = {
      {-1, -1, "RGBW"}, {0, -1, "RGBW"}, {-1, 0, "BWRG"}, {-1, 1, "GRWB"},
      {1, -1, "GWRB"},  {1, 0, "RBGW"},  {1, 1, "WGBR"},  {2, -1, "WBGR"},
      {2, 0, "GRWB"},   {2, 1, "BWRG"},  {3, -1, "BRWG"}, {3, 0, "WGBR"},
      {3, 1, "RBGW"},
  };
  for (const Row& row : table) {
    CAPTURE(row.rotation);
    CAPTURE(row.mirror);
    const auto image = decode_image(
        avif_sample({.rotation = row.rotation, .mirror = row.mirror}), 640);
    REQUIRE(image.has_value());
    const bool swapped = row.rotation == 1 || row.rotation == 3;
    CHECK(image->header.width == (swapped ? 64 : 96));
    CHECK(image->pixels.height == (swapped ? 96 : 64));
    CHECK(test::corners(image->pixels) == row.expected);
  }
}

TEST_CASE("avif: frames of a sequence, each by itself") {
  std::vector<Bitmap> pictures(12, Bitmap(64, 64));
  pictures[0] = test::quarters(64, 64);
  pictures[11] = Bitmap(64, 64, 255);
  const std::string avif = test::make_avif_sequence(pictures);
  std::vector<std::string> shown;
  std::vector<int> indices;
  const auto decoded = decode_frames(avif, 640, [&](Frame frame) -> Status {
    indices.push_back(frame.index);
    shown.push_back(test::corners(frame.pixels));
    return {};
  });
  REQUIRE(decoded.has_value());
  CHECK(decoded->header.frames == 12);
  CHECK(indices == sampled_frames(12));
  CHECK(shown.front() == "RGBW");
  CHECK(shown[3] == "KKKK");
  CHECK(shown.back() == "WWWW");
  CHECK_FALSE(decoded->truncated);
  CHECK_FALSE(decode_image(avif, 640, 12).has_value());
}

TEST_CASE("avif: cut at every length it is an image or a reason") {
  const std::string sequence = test::make_avif_sequence(
      {test::quarters(32, 32), Bitmap(32, 32), test::quarters(32, 32)});
  for (const std::string& whole :
       {avif_sample(), avif_sample({.half_clear = true}), sequence}) {
    int damaged = 0;
    for (std::size_t size = 12; size < whole.size(); ++size) {
      const auto image = decode_image(whole.substr(0, size), 640);
      if (image) continue;
      ++damaged;
      CHECK(image.error().kind == ErrorKind::damaged);
      CHECK(image.error().what != "");
    }
    CHECK(damaged > 100);
  }
}

TEST_CASE("avif: sizes are judged by the header") {
  const std::string avif = avif_sample();
  // The size is in an ispe box: 96 by 64.
  const std::size_t at = avif.find("ispe");
  REQUIRE(at != std::string::npos);
  const std::pair<unsigned, unsigned> table[] = {
      {12000, 12000}, {100'000, 100'000}, {0x7FFFFFFF, 0x7FFFFFFF}};
  for (const auto& [width, height] : table) {
    std::string bomb = avif;
    bomb.replace(at + 8, 8,
                 test::big_endian(width, 4) + test::big_endian(height, 4));
    const auto image = decode_image(bomb, 640);
    REQUIRE_FALSE(image.has_value());
    CHECK(image.error().what == "more than 100 megapixels");
  }
  std::string none = avif;
  none.replace(at + 8, 8, std::string(8, '\0'));
  CHECK_FALSE(decode_image(none, 640).has_value());
}
