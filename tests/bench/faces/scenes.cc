// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/faces/scenes.h"

#include <algorithm>
#include <cmath>

namespace veto::bench {
namespace {

using faces::Bitmap;
using faces::Box;

constexpr int kPlacesTried = 200;
constexpr double kSolid = 0.85;  // of the radius; from there on it fades

void lay_noise(Bitmap& ground, Random& random) {
  for (std::uint8_t& value : ground.bgr) value = std::uint8_t(random() >> 24);
}

void lay_gradient(Bitmap& ground, Random& random) {
  double from[3], to[3];
  for (int c = 0; c < 3; ++c) {
    from[c] = between(random, 0, 255);
    to[c] = between(random, 0, 255);
  }
  for (int y = 0; y < ground.height; ++y) {
    for (int x = 0; x < ground.width; ++x) {
      const double part = double(x + y) / (ground.width + ground.height);
      for (int c = 0; c < 3; ++c) {
        ground.at(x, y)[c] =
            std::uint8_t(from[c] * (1 - part) + to[c] * part + 0.5);
      }
    }
  }
}

bool overlaps(const Box& a, const Box& b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h &&
         b.y < a.y + a.h;
}

void blend(Bitmap& ground, const Bitmap& picture, const Box& place) {
  const double middle = (place.w - 1) / 2.0;
  for (int y = 0; y < place.h; ++y) {
    for (int x = 0; x < place.w; ++x) {
      const double radius =
          std::hypot(x - middle, y - middle) / (place.w / 2.0);
      const double part = std::clamp((1 - radius) / (1 - kSolid), 0.0, 1.0);
      std::uint8_t* pixel = ground.at(place.x + x, place.y + y);
      for (int c = 0; c < 3; ++c) {
        pixel[c] = std::uint8_t(pixel[c] * (1 - part) +
                                picture.at(x, y)[c] * part + 0.5);
      }
    }
  }
}

}  // namespace

double between(Random& random, double least, double most) {
  return least + (most - least) * double(random()) / double(Random::max());
}

Bitmap mirrored(const Bitmap& photograph, const Canvas& canvas,
                Random& random) {
  const int from_x = int(random() % unsigned(photograph.width));
  const int from_y = int(random() % unsigned(photograph.height));
  const auto place = [](int at, int length) {
    const int there = at % (2 * length);
    return there < length ? there : 2 * length - 1 - there;
  };
  Bitmap ground(canvas.width, canvas.height);
  for (int y = 0; y < ground.height; ++y) {
    const int row = place(from_y + y, photograph.height);
    for (int x = 0; x < ground.width; ++x) {
      const int column = place(from_x + x, photograph.width);
      std::copy_n(photograph.at(column, row), 3, ground.at(x, y));
    }
  }
  return ground;
}

Scene empty_scene(const Photographs& photographs, const Canvas& canvas,
                  Random& random) {
  Scene scene;
  const unsigned kind = random() % 8;
  if (kind >= 2) {
    const auto& grounds = photographs.without;
    const Photograph& ground = grounds[random() % grounds.size()];
    scene.ground = ground.name;
    scene.picture = mirrored(ground.picture, canvas, random);
    return scene;
  }
  scene.picture = Bitmap(canvas.width, canvas.height);
  scene.ground = kind == 0 ? "noise" : "gradient";
  if (kind == 0) {
    lay_noise(scene.picture, random);
  } else {
    lay_gradient(scene.picture, random);
  }
  return scene;
}

bool paste(Scene& scene, const Cutout& cutout, Random& random) {
  const int side = cutout.picture.width;
  Bitmap& ground = scene.picture;
  if (side > ground.width || side > ground.height) return false;
  for (int i = 0; i < kPlacesTried; ++i) {
    const Box place{int(random() % unsigned(ground.width - side + 1)),
                    int(random() % unsigned(ground.height - side + 1)), side,
                    side};
    const bool taken = std::ranges::any_of(
        scene.pasted, [&](const Box& other) { return overlaps(place, other); });
    if (taken) continue;
    blend(ground, cutout.picture, place);
    scene.pasted.push_back(place);
    scene.faces.push_back({place.x + cutout.face.x, place.y + cutout.face.y,
                           cutout.face.w, cutout.face.h});
    return true;
  }
  return false;
}

std::vector<Scene> scenes_of(const std::vector<Cutout>& cutouts,
                             const Photographs& photographs,
                             const Canvas& canvas, int most, Random& random) {
  std::vector<Scene> scenes;
  for (const Cutout& cutout : cutouts) {
    const bool full = scenes.empty() || int(scenes.back().faces.size()) >= most;
    if (!full && paste(scenes.back(), cutout, random)) continue;
    scenes.push_back(empty_scene(photographs, canvas, random));
    // What is larger than the canvas is left out.
    if (!paste(scenes.back(), cutout, random)) scenes.pop_back();
  }
  return scenes;
}

}  // namespace veto::bench
