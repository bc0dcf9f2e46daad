// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/tiles.h"

#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

TEST_CASE("tiles: a picture is covered, each face whole in some tile") {
  constexpr int kSide = 640, kOverlap = 160;
  for (const int length : {100, 640, 641, 800, 1120, 1121, 1500, 2048}) {
    CAPTURE(length);
    const auto starts = tile_starts(length, kSide, kOverlap);
    CHECK(starts.front() == 0);
    CHECK(starts.back() == std::max(0, length - kSide));
    for (int at = 0; at + kOverlap <= length; ++at) {
      const bool whole = std::ranges::any_of(starts, [&](int start) {
        return start <= at && at + kOverlap <= start + kSide;
      });
      if (!whole) FAIL("no tile holds a face at " << at);
    }
  }
}

TEST_CASE("tiles: no more tiles than needed") {
  CHECK(tile_starts(640, 640, 160) == std::vector<int>{0});
  CHECK(tile_starts(1120, 640, 160) == std::vector<int>{0, 480});
  CHECK(tile_starts(2048, 640, 160).size() == 4);
}

TEST_CASE("look_over: a small picture is one view") {
  int views = 0;
  const auto found = look_over(Bitmap(640, 480), 640, [&](const Bitmap& view) {
    ++views;
    CHECK(view.width == 640);
    return std::vector<Detection>{{1, 2, 3, 4, 0.9}};
  });
  CHECK(views == 1);
  REQUIRE(found.size() == 1);
  CHECK(found[0].x == 1);
}

TEST_CASE("look_over: boxes come back in the picture's pixels") {
  // One bright pixel block; a view reports where it sees it.
  Bitmap picture(1280, 640);
  constexpr int kX = 1000, kY = 300, kSize = 40;
  for (int y = 0; y < kSize; ++y) {
    for (int x = 0; x < kSize; ++x) picture.at(kX + x, kY + y)[0] = 255;
  }
  const auto look = [](const Bitmap& view) {
    std::vector<Detection> seen;
    for (int y = 0; y < view.height && seen.empty(); ++y) {
      for (int x = 0; x < view.width && seen.empty(); ++x) {
        if (view.at(x, y)[0] < 128) continue;
        const double size = view.height < 640 ? kSize / 2 : kSize;
        seen.push_back({double(x), double(y), size, size, 0.9});
      }
    }
    return seen;
  };
  const auto found = look_over(picture, 640, look);
  REQUIRE(found.size() >= 2);
  for (const Detection& detection : found) {
    CHECK(std::abs(detection.x - kX) <= 2);
    CHECK(std::abs(detection.y - kY) <= 2);
    CHECK(detection.w == kSize);
  }
}

TEST_CASE("look_over: what a tile's inner edge cuts, or is large, is dropped") {
  const auto with = [](Detection box) {
    return look_over(Bitmap(1120, 640), 640, [&](const Bitmap& view) {
      return view.height == 640 ? std::vector<Detection>{box}
                                : std::vector<Detection>{};
    });
  };
  CHECK(with({100, 100, 50, 50, 0.9}).size() == 2);  // whole in both tiles
  CHECK(with({-3, 100, 50, 50, 0.9}).size() == 1);   // at the picture's edge
  CHECK(with({600, 100, 40, 50, 0.9}).size() == 1);
  CHECK(with({100, -3, 50, 50, 0.9}).size() == 2);  // no tile above
  CHECK(with({100, 100, 161, 50, 0.9}).empty());
}

TEST_CASE("keep_best: overlaps go to the best, neighbours stay") {
  const auto kept = keep_best({{0, 0, 10, 10, 0.6},
                               {1, 1, 10, 10, 0.9},
                               {20, 0, 10, 10, 0.7},
                               {8, 8, 10, 10, 0.5}},
                              0.3);
  REQUIRE(kept.size() == 3);
  CHECK(kept[0].score == 0.9);
  CHECK(kept[1].score == 0.7);
  CHECK(kept[2].score == 0.5);
}
