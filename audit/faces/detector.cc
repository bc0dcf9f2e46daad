// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/detector.h"

#include <algorithm>
#include <tuple>

#include "audit/faces/hog.h"
#include "audit/faces/turns.h"
#include "audit/faces/yunet.h"

namespace veto::faces {
namespace {

constexpr double kMaxOfBoth = 0.3;
constexpr double kMaxOfSmaller = 0.8;

bool is_same_face(const Detection& a, const Detection& b) {
  const double w = std::min(a.x + a.w, b.x + b.w) - std::max(a.x, b.x);
  const double h = std::min(a.y + a.h, b.y + b.h) - std::max(a.y, b.y);
  if (w <= 0 || h <= 0) return false;
  const double shared = w * h;
  const double area_a = a.w * a.h;
  const double area_b = b.w * b.h;
  return shared > kMaxOfBoth * (area_a + area_b - shared) ||
         shared > kMaxOfSmaller * std::min(area_a, area_b);
}

}  // namespace

Looking looking_of(const config::Settings& settings) {
  return {*settings.faces_thorough, *settings.faces_turns,
          *settings.face_score};
}

Result<std::unique_ptr<Detector>> open_detector(
    const std::optional<Weights>& weights, const Looking& looking) {
  auto detector = weights ? open_yunet(*weights, looking.thorough) : open_hog();
  if (!detector || !looking.turns) return detector;
  return with_turns(*std::move(detector), looking.enough);
}

std::vector<Detection> keep_best(std::vector<Detection> detections) {
  std::ranges::sort(detections, std::ranges::greater{}, [](const Detection& d) {
    return std::tuple(d.score, d.x, d.y);
  });
  std::vector<Detection> kept;
  for (const Detection& detection : detections) {
    const bool repeats =
        std::ranges::any_of(kept, [&](const Detection& better) {
          return is_same_face(better, detection);
        });
    if (!repeats) kept.push_back(detection);
  }
  return kept;
}

}  // namespace veto::faces
