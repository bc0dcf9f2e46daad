// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/detector.h"

#include <algorithm>
#include <tuple>

#include "audit/faces/hog.h"
#include "audit/faces/yunet.h"

namespace veto::faces {
namespace {

double overlap(const Detection& a, const Detection& b) {
  const double w = std::min(a.x + a.w, b.x + b.w) - std::max(a.x, b.x);
  const double h = std::min(a.y + a.h, b.y + b.h) - std::max(a.y, b.y);
  if (w <= 0 || h <= 0) return 0;
  return w * h / (a.w * a.h + b.w * b.h - w * h);
}

}  // namespace

Result<std::unique_ptr<Detector>> open_detector(
    const std::optional<Weights>& weights) {
  if (!weights) return open_hog();
  return open_yunet(*weights);
}

std::vector<Detection> keep_best(std::vector<Detection> detections,
                                 double max_iou) {
  std::ranges::sort(detections, std::ranges::greater{}, [](const Detection& d) {
    return std::tuple(d.score, d.x, d.y);
  });
  std::vector<Detection> kept;
  for (const Detection& detection : detections) {
    const bool repeats =
        std::ranges::any_of(kept, [&](const Detection& better) {
          return overlap(better, detection) > max_iou;
        });
    if (!repeats) kept.push_back(detection);
  }
  return kept;
}

}  // namespace veto::faces
