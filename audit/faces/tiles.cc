// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/tiles.h"

#include "audit/faces/resize.h"

namespace veto::faces {
namespace {

struct Tile {
  int x = 0, y = 0, w = 0, h = 0;
};

// Whether an edge of the tile that lies inside the picture cuts the box.
bool is_cut(const Detection& found, const Tile& tile, const Bitmap& picture) {
  const bool left = tile.x > 0 && found.x <= 0;
  const bool top = tile.y > 0 && found.y <= 0;
  const bool right =
      tile.x + tile.w < picture.width && found.x + found.w >= tile.w;
  const bool bottom =
      tile.y + tile.h < picture.height && found.y + found.h >= tile.h;
  return left || top || right || bottom;
}

void look_at_tile(const Bitmap& picture, const Tile& tile, int overlap,
                  const Look& look, std::vector<Detection>& all) {
  for (Detection found : look(crop(picture, tile.x, tile.y, tile.w, tile.h))) {
    const bool large = std::max(found.w, found.h) > overlap;
    if (large || is_cut(found, tile, picture)) continue;
    found.x += tile.x;
    found.y += tile.y;
    all.push_back(found);
  }
}

}  // namespace

std::vector<int> tile_starts(int length, int side, int overlap) {
  if (length <= side) return {0};
  const int step = side - overlap;
  const int count = (length - side + step - 1) / step + 1;
  std::vector<int> starts;
  for (int i = 0; i < count; ++i) {
    starts.push_back(int(std::int64_t(length - side) * i / (count - 1)));
  }
  return starts;
}

std::vector<Detection> look_over(const Bitmap& picture, int side,
                                 const Look& look) {
  const int longest = picture.longest_side();
  if (longest <= side) return look(picture);
  std::vector<Detection> all = look(fit(picture, side));
  const double scale = double(longest) / side;
  for (Detection& found : all) {
    found.x *= scale;
    found.y *= scale;
    found.w *= scale;
    found.h *= scale;
  }
  const int overlap = side / 4;
  for (const int y : tile_starts(picture.height, side, overlap)) {
    for (const int x : tile_starts(picture.width, side, overlap)) {
      const Tile tile{x, y, std::min(side, picture.width - x),
                      std::min(side, picture.height - y)};
      look_at_tile(picture, tile, overlap, look, all);
    }
  }
  return all;
}

}  // namespace veto::faces
