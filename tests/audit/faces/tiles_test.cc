// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/tiles.h"

#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

namespace {

constexpr std::pair<int, int> kPictures[] = {
    {1, 1},       {31, 700},    {640, 480},   {960, 600},
    {961, 700},   {1152, 864},  {2250, 1629}, {350, 2800},
    {4500, 3000}, {6000, 4000}, {12000, 8000}};

// Reports a block of bright pixels wherever a view shows all of it.
constexpr int kBlock = 60;
Bitmap with_block(int width, int height, int at_x, int at_y) {
  Bitmap picture(width, height);
  for (int y = 0; y < kBlock; ++y) {
    for (int x = 0; x < kBlock; ++x) picture.at(at_x + x, at_y + y)[0] = 255;
  }
  return picture;
}

std::vector<Detection> see_block(const Bitmap& view) {
  int left = view.width, top = view.height, right = 0, bottom = 0;
  for (int y = 0; y < view.height; ++y) {
    for (int x = 0; x < view.width; ++x) {
      if (view.at(x, y)[0] < 128) continue;
      left = std::min(left, x);
      top = std::min(top, y);
      right = std::max(right, x + 1);
      bottom = std::max(bottom, y + 1);
    }
  }
  if (right == 0) return {};
  return {{double(left), double(top), double(right - left),
           double(bottom - top), 0.9}};
}

}  // namespace

TEST_CASE("tiles: each face up to the overlap is whole in some tile") {
  for (const auto& [width, height] : kPictures) {
    CAPTURE(width);
    const auto tiles = tiles_of(width, height);
    const auto whole_in_one = [&](int x, int y, int w, int h) {
      return std::ranges::any_of(tiles, [&](const Tile& tile) {
        return tile.x <= x && x + w <= tile.x + tile.w && tile.y <= y &&
               y + h <= tile.y + tile.h;
      });
    };
    const int w = std::min(width, kTileOverlap);
    const int h = std::min(height, kTileOverlap);
    for (int y = 0; y + h <= height; y += 7) {
      for (int x = 0; x + w <= width; x += 7) {
        if (!whole_in_one(x, y, w, h)) FAIL("none at " << x << "," << y);
      }
    }
    CHECK(whole_in_one(width - w, height - h, w, h));
  }
}

TEST_CASE("tiles: of one size, within the picture and a view, not padded") {
  for (const auto& [width, height] : kPictures) {
    CAPTURE(width);
    const auto tiles = tiles_of(width, height);
    for (const Tile& tile : tiles) {
      CHECK(tile.w == tiles[0].w);
      CHECK(tile.h == tiles[0].h);
      CHECK(tile.x >= 0);
      CHECK(tile.y >= 0);
      CHECK(tile.x + tile.w <= width);
      CHECK(tile.y + tile.h <= height);
      CHECK(tile.w * tile.h <=
            (tiles.size() == 1 ? kMaxViewPixels : kMaxTilePixels));
      CHECK((tile.w == width || tile.w % kViewMultiple == 0));
      CHECK((tile.h == height || tile.h % kViewMultiple == 0));
    }
  }
}

TEST_CASE("tiles: little is looked at twice") {
  CHECK(tiles_of(640, 480).size() == 1);
  CHECK(tiles_of(960, 600).size() == 1);
  CHECK(tiles_of(1152, 768).size() == 2);
  for (const auto& [width, height] :
       {std::pair{2000, 1500}, {4500, 3000}, {6000, 4000}, {3000, 4000}}) {
    CAPTURE(width);
    double pixels = 0;
    for (const Tile& tile : tiles_of(width, height)) {
      pixels += double(tile.w) * tile.h;
    }
    CHECK(pixels <= 1.4 * width * height);
  }
}

TEST_CASE("look_over: a small picture is one view") {
  int views = 0;
  const auto found = look_over(Bitmap(640, 480), [&](const Bitmap& view) {
    ++views;
    CHECK(view.width == 640);
    return std::vector<Detection>{{1, 2, 3, 4, 0.9}};
  });
  CHECK(views == 1);
  REQUIRE(found.size() == 1);
  CHECK(found[0].x == 1);
}

TEST_CASE("look_over: no view is larger than allowed, the last is small") {
  for (const auto& [width, height] : {std::pair{2000, 1500}, {700, 4000}}) {
    Bitmap last;
    look_over(Bitmap(width, height), [&](const Bitmap& view) {
      CHECK(view.width * view.height <= kMaxViewPixels);
      last = view;
      return std::vector<Detection>{};
    });
    CHECK(last.longest_side() <= kWholeSide);
    CHECK(last.longest_side() > kWholeSide / kReduction / 2);
    CHECK(std::abs(double(last.width) / last.height - double(width) / height) <
          0.05);
  }
}

TEST_CASE("look_over: boxes come back in the picture's pixels, merged to one") {
  constexpr int kWidth = 1500, kHeight = 1125;
  for (const auto& [x, y] : {std::pair{0, 0},
                             {kWidth - kBlock, kHeight - kBlock},
                             {700, 500},
                             {760, 600},
                             {735, 530}}) {
    CAPTURE(x);
    const auto seen = look_over(with_block(kWidth, kHeight, x, y), see_block);
    CHECK(seen.size() >= 2);
    const auto found = keep_best(seen);
    REQUIRE(found.size() == 1);
    CHECK(std::abs(found[0].x - x) <= 3);
    CHECK(std::abs(found[0].y - y) <= 3);
    CHECK(std::abs(found[0].w - kBlock) <= 6);
    CHECK(std::abs(found[0].h - kBlock) <= 6);
  }
}

TEST_CASE("look_over: what a tile's inner edge cuts is dropped") {
  const auto tiles = tiles_of(1152, 768);
  REQUIRE(tiles.size() == 2);
  REQUIRE(tiles[0].h == 768);
  const double w = tiles[0].w;
  const auto with = [&](Detection box) {
    return look_over(Bitmap(1152, 768), [&](const Bitmap& view) {
      return view.height == 768 ? std::vector<Detection>{box}
                                : std::vector<Detection>{};
    });
  };
  CHECK(with({100, 100, 50, 50, 0.9}).size() == 2);     // whole in both
  CHECK(with({-3, 100, 50, 50, 0.9}).size() == 1);      // at the picture's left
  CHECK(with({w - 48, 100, 50, 50, 0.9}).size() == 1);  // at its right
  CHECK(with({w - 52, 100, 50, 50, 0.9}).size() == 1);  // too near to tell
  CHECK(with({100, -3, 50, 50, 0.9}).size() == 2);      // no tile above
  CHECK(with({100, 730, 50, 50, 0.9}).size() == 2);     // nor below
}

TEST_CASE("keep_best: overlaps go to the best, neighbours stay") {
  const auto kept = keep_best({{0, 0, 10, 10, 0.6},
                               {1, 1, 10, 10, 0.9},
                               {20, 0, 10, 10, 0.7},
                               {8, 8, 10, 10, 0.5}});
  REQUIRE(kept.size() == 3);
  CHECK(kept[0].score == 0.9);
  CHECK(kept[1].score == 0.7);
  CHECK(kept[2].score == 0.5);
}

TEST_CASE("keep_best: one face seen twice is one, two that touch are two") {
  const Detection face{100, 100, 80, 100, 0.9};
  const struct {
    const char* what;
    Detection other;
    std::size_t kept;
  } table[] = {
      {"the same, seen reduced", {96, 94, 90, 112, 0.8}, 1},
      {"a part that a tile saw", {110, 130, 40, 40, 0.8}, 1},
      {"a part that scored better", {110, 130, 40, 40, 0.95}, 1},
      {"beside it", {180, 100, 80, 100, 0.8}, 2},
      {"cheek to cheek", {150, 110, 80, 100, 0.8}, 2},
      {"below, half behind it", {140, 160, 60, 75, 0.8}, 2},
      {"a small one at its shoulder", {165, 175, 30, 38, 0.8}, 2},
  };
  for (const auto& [what, other, kept] : table) {
    CAPTURE(what);
    CHECK(keep_best({face, other}).size() == kept);
    CHECK(keep_best({other, face}).size() == kept);
  }
}
