// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/reduce.h"

#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

namespace {

Bitmap reduced(const Bitmap& picture, int min_side, int rows) {
  RowReducer reducer(picture.width, picture.height, min_side);
  for (int y = 0; y < rows; ++y) reducer.add_row(picture.at(0, y));
  return reducer.finish();
}

}  // namespace

TEST_CASE("reduce: the largest factor that leaves the side asked for") {
  struct Row {
    int width, height, min_side, factor, reduced_width, reduced_height;
  };
  const Row table[] = {
      {100, 50, 100, 1, 100, 50}, {100, 50, 640, 1, 100, 50},
      {100, 50, 51, 1, 100, 50},  {100, 50, 50, 2, 50, 25},
      {101, 51, 50, 2, 51, 26},   {50, 100, 33, 3, 17, 34},
      {7, 3, 1, 7, 1, 1},         {5, 5, 0, 5, 1, 1},
  };
  for (const Row& row : table) {
    CAPTURE(row.min_side);
    RowReducer reducer(row.width, row.height, row.min_side);
    CHECK(reducer.factor() == row.factor);
    const Bitmap picture = reducer.finish();
    CHECK(picture.width == row.reduced_width);
    CHECK(picture.height == row.reduced_height);
  }
}

TEST_CASE("reduce: pixels are means, also at the ends") {
  Bitmap picture(5, 3);
  for (int y = 0; y < 3; ++y) {
    for (int x = 0; x < 5; ++x) picture.at(x, y)[0] = std::uint8_t(10 * x + y);
  }
  const Bitmap small = reduced(picture, 2, 3);
  REQUIRE(small.width == 3);
  REQUIRE(small.height == 2);
  CHECK(int(small.at(0, 0)[0]) == 6);   // 0, 10, 1, 11: 5.5
  CHECK(int(small.at(2, 0)[0]) == 41);  // 40, 41: 40.5
  CHECK(int(small.at(1, 1)[0]) == 27);  // 22, 32
  CHECK(int(small.at(2, 1)[0]) == 42);
  CHECK(reduced(picture, 5, 3).bgr == picture.bgr);
}

TEST_CASE("reduce: rows that never come are white") {
  const Bitmap picture(8, 8);
  const Bitmap small = reduced(picture, 4, 3);
  CHECK(int(small.at(0, 0)[0]) == 0);
  CHECK(int(small.at(0, 1)[0]) == 0);  // of the one row there was
  CHECK(int(small.at(0, 2)[0]) == 255);
  CHECK(int(reduced(picture, 8, 7).at(3, 7)[1]) == 255);
  CHECK(reduced(picture, 4, 9).bgr == reduced(picture, 4, 8).bgr);
}
