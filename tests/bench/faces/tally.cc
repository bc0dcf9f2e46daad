// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/faces/tally.h"

#include <algorithm>
#include <set>

namespace veto::bench {
namespace {

using faces::Band;
using faces::Box;
using faces::Face;

constexpr double kMeet = 0.4;

double shared(const Box& a, const Box& b) {
  const int w = std::min(a.x + a.w, b.x + b.w) - std::max(a.x, b.x);
  const int h = std::min(a.y + a.h, b.y + b.h) - std::max(a.y, b.y);
  return w <= 0 || h <= 0 ? 0 : double(w) * h;
}

double area(const Box& box) { return double(box.w) * box.h; }

double iou(const Box& a, const Box& b) {
  const double both = shared(a, b);
  return both / (area(a) + area(b) - both);
}

// Labels met by detections of at least that band, which are put into `used`.
int count_met(const std::vector<Box>& labels, const std::vector<Face>& found,
              bool possible_too, std::set<const Face*>& used) {
  int met = 0;
  for (const Box& label : labels) {
    const Face* best = nullptr;
    for (const Face& face : found) {
      if (face.band == Band::possible && !possible_too) continue;
      if (used.contains(&face) || iou(label, face.box) < kMeet) continue;
      if (!best || iou(label, face.box) > iou(label, best->box)) best = &face;
    }
    if (best == nullptr) continue;
    used.insert(best);
    ++met;
  }
  return met;
}

}  // namespace

Tally& Tally::operator+=(const Tally& other) {
  faces += other.faces;
  found += other.found;
  possible += other.possible;
  twice += other.twice;
  wrong += other.wrong;
  for (const auto& [ground, count] : other.wrong_by_ground) {
    wrong_by_ground[ground] += count;
  }
  return *this;
}

Tally tally(const std::vector<Box>& labels, const std::vector<Box>& pasted,
            const std::vector<Face>& found) {
  Tally result;
  result.faces = int(labels.size());
  std::set<const Face*> used, ignored;
  result.possible = count_met(labels, found, true, ignored);
  result.found = count_met(labels, found, false, used);
  for (const Face& face : found) {
    if (face.band == Band::possible || used.contains(&face)) continue;
    const auto lies_in = [&](const Box& box) {
      return shared(box, face.box) >= 0.5 * std::min(area(box), area(face.box));
    };
    if (std::ranges::any_of(labels, lies_in)) {
      ++result.twice;
    } else if (std::ranges::none_of(pasted, lies_in)) {
      ++result.wrong;
    }
  }
  return result;
}

}  // namespace veto::bench
