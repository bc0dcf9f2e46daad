// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/resize.h"

#include <numeric>

#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

namespace {

double mean(const Bitmap& picture) {
  return std::accumulate(picture.bgr.begin(), picture.bgr.end(), 0.0) /
         double(picture.bgr.size());
}

}  // namespace

TEST_CASE("shrink: whole pixels are averaged") {
  Bitmap picture(4, 2);
  for (int x = 0; x < 4; ++x) {
    picture.at(x, 0)[0] = std::uint8_t(x * 10);
    picture.at(x, 1)[0] = std::uint8_t(x * 10 + 100);
  }
  const Bitmap half = shrink(picture, 2, 1);
  CHECK(half.at(0, 0)[0] == 55);  // 0, 10, 100, 110
  CHECK(half.at(1, 0)[0] == 75);  // 20, 30, 120, 130
  CHECK(half.at(0, 0)[1] == 0);
}

TEST_CASE("shrink: parts of pixels count by their area") {
  Bitmap picture(3, 1);
  picture.at(0, 0)[2] = 90;
  picture.at(1, 0)[2] = 60;
  const Bitmap two = shrink(picture, 2, 1);
  CHECK(two.at(0, 0)[2] == 80);  // (90 + 60 / 2) / 1.5
  CHECK(two.at(1, 0)[2] == 20);  // (60 / 2 + 0) / 1.5
}

TEST_CASE("shrink: brightness stays at any size") {
  const Bitmap picture = test::noise(97, 61, 3);
  for (const int width : {97, 96, 50, 33, 7, 1}) {
    for (const int height : {61, 60, 20, 1}) {
      CAPTURE(width);
      CHECK(mean(shrink(picture, width, height)) ==
            doctest::Approx(mean(picture)).epsilon(0.01));
    }
  }
  CHECK(shrink(picture, 97, 61).bgr == picture.bgr);
}

TEST_CASE("fit: longest side, never enlarged, never nothing") {
  CHECK(fit(Bitmap(1000, 500), 640).width == 640);
  CHECK(fit(Bitmap(1000, 500), 640).height == 320);
  CHECK(fit(Bitmap(300, 900), 640).height == 640);
  CHECK(fit(Bitmap(100, 50), 640).width == 100);
  CHECK(fit(Bitmap(5000, 1), 640).height == 1);
}

TEST_CASE("fit: a bitmap given away is not copied where it fits") {
  for (const int side : {97, 40}) {
    Bitmap picture = test::noise(97, 61, 5);
    const Bitmap kept = fit(picture, side);
    const auto* pixels = picture.bgr.data();
    const Bitmap moved = fit(std::move(picture), side);
    CHECK(moved.bgr == kept.bgr);
    CHECK((moved.bgr.data() == pixels) == (side == 97));
  }
}

TEST_CASE("enlarge: bilinear between centres, constant beyond them") {
  Bitmap picture(2, 1);
  picture.at(1, 0)[0] = 100;
  const Bitmap wide = enlarge(picture, 4, 2);
  const int expected[] = {0, 25, 75, 100};
  for (int x = 0; x < 4; ++x) {
    CHECK(wide.at(x, 0)[0] == expected[x]);
    CHECK(wide.at(x, 1)[0] == expected[x]);
  }
}

TEST_CASE("crop: the part asked for") {
  const Bitmap picture = test::noise(20, 10, 4);
  const Bitmap part = crop(picture, 5, 2, 15, 8);
  CHECK(part.width == 15);
  CHECK(part.height == 8);
  CHECK(part.at(0, 0)[1] == picture.at(5, 2)[1]);
  CHECK(part.at(14, 7)[2] == picture.at(19, 9)[2]);
}
