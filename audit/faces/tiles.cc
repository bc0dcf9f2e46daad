// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/tiles.h"

#include <limits>

#include "audit/faces/resize.h"

namespace veto::faces {
namespace {

// A box that ends this near to an edge may go on behind it.
constexpr double kEdge = 4;

int multiple_up(int length) {
  return (length + kViewMultiple - 1) / kViewMultiple * kViewMultiple;
}

// The length of `count` tiles that share a side of the picture.
int tile_length(int length, int count) {
  const int covered = length + (count - 1) * kTileOverlap;
  return std::min(length, multiple_up((covered + count - 1) / count));
}

// The fewest tiles of at most `longest` that share a side of the picture.
int tile_count(int length, int longest) {
  if (length <= longest) return 1;
  const int step = longest - kTileOverlap;
  return (length - kTileOverlap + step - 1) / step;
}

// Evenly spread, the last ending with the picture.
int tile_start(int length, int tile, int i, int count) {
  if (count == 1) return 0;
  return int(std::int64_t(length - tile) * i / (count - 1));
}

struct TileGrid {
  int columns = 1, rows = 1;
  int w = 0, h = 0;  // of each tile
};

TileGrid best_grid(int width, int height) {
  TileGrid best{1, 1, width, height};
  const std::int64_t whole =
      std::int64_t(multiple_up(width)) * multiple_up(height);
  if (whole <= kMaxViewPixels) return best;
  std::int64_t fewest = std::numeric_limits<std::int64_t>::max();
  for (int rows = 1; rows == 1 || rows * kTileOverlap < height; ++rows) {
    const int h = tile_length(height, rows);
    const int longest = kMaxTilePixels / multiple_up(h) / kViewMultiple;
    if (longest * kViewMultiple < 2 * kTileOverlap) continue;
    const int columns = tile_count(width, longest * kViewMultiple);
    const int w = tile_length(width, columns);
    const std::int64_t pixels =
        std::int64_t(columns) * rows * multiple_up(w) * multiple_up(h);
    if (pixels >= fewest) continue;
    fewest = pixels;
    best = {columns, rows, w, h};
  }
  return best;
}

// Whether an edge of the tile that lies inside the picture cuts the box.
bool is_cut(const Detection& found, const Tile& tile, const Bitmap& picture) {
  const bool left = tile.x > 0 && found.x < kEdge;
  const bool top = tile.y > 0 && found.y < kEdge;
  const bool right =
      tile.x + tile.w < picture.width && found.x + found.w > tile.w - kEdge;
  const bool bottom =
      tile.y + tile.h < picture.height && found.y + found.h > tile.h - kEdge;
  return left || top || right || bottom;
}

void look_at_tile(const Bitmap& picture, const Tile& tile, const Look& look,
                  std::vector<Detection>& all) {
  for (Detection found : look(crop(picture, tile.x, tile.y, tile.w, tile.h))) {
    if (is_cut(found, tile, picture)) continue;
    found.x += tile.x;
    found.y += tile.y;
    all.push_back(found);
  }
}

void look_reduced(const Bitmap& picture, const Look& look,
                  std::vector<Detection>& all) {
  const Bitmap reduced = fit(picture, picture.longest_side() / kReduction);
  const double across = double(picture.width) / reduced.width;
  const double down = double(picture.height) / reduced.height;
  for (const Detection& found : look_over(reduced, look)) {
    all.push_back({found.x * across, found.y * down, found.w * across,
                   found.h * down, found.score});
  }
}

}  // namespace

std::vector<Tile> tiles_of(int width, int height) {
  const TileGrid grid = best_grid(width, height);
  std::vector<Tile> tiles;
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      tiles.push_back({tile_start(width, grid.w, column, grid.columns),
                       tile_start(height, grid.h, row, grid.rows), grid.w,
                       grid.h});
    }
  }
  return tiles;
}

std::vector<Detection> look_over(const Bitmap& picture, const Look& look) {
  const std::vector<Tile> tiles = tiles_of(picture.width, picture.height);
  std::vector<Detection> all;
  if (tiles.size() == 1) {
    all = look(picture);
  } else {
    for (const Tile& tile : tiles) look_at_tile(picture, tile, look, all);
  }
  if (picture.longest_side() > kWholeSide) look_reduced(picture, look, all);
  return all;
}

}  // namespace veto::faces
