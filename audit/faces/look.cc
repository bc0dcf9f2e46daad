// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/look.h"

#include <bit>
#include <cstdlib>

#include "audit/faces/resize.h"

namespace veto::faces {
namespace {

constexpr int kSteps = 8;
// Of 64 neighbours at least this many differ by more than noise.
constexpr int kLeastEdges = 12;
constexpr int kNoise = 3;

int brightness(const std::uint8_t* bgr) {
  return (bgr[0] * 29 + bgr[1] * 150 + bgr[2] * 77) >> 8;
}

}  // namespace

std::uint64_t look_of(const Bitmap& picture) {
  if (picture.width <= kSteps || picture.height < kSteps) return 0;
  const Bitmap small = shrink(picture, kSteps + 1, kSteps);
  std::uint64_t look = 0;
  int edges = 0;
  for (int y = 0; y < kSteps; ++y) {
    for (int x = 0; x < kSteps; ++x) {
      const int step =
          brightness(small.at(x + 1, y)) - brightness(small.at(x, y));
      look = look << 1 | std::uint64_t(step > 0);
      if (std::abs(step) > kNoise) ++edges;
    }
  }
  return edges < kLeastEdges ? 0 : look;
}

bool same_look(std::uint64_t one, std::uint64_t other) {
  return one != 0 && other != 0 && std::popcount(one ^ other) <= kSameLook;
}

}  // namespace veto::faces
