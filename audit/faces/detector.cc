// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/detector.h"

#include <algorithm>
#include <tuple>

#include "audit/faces/hog.h"
#include "audit/faces/models.h"
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

Result<std::unique_ptr<Detector>> open_detector(
    const config::Settings& settings, const std::filesystem::path& case_dir) {
  auto weights = find_weights(weights_dirs(settings, case_dir));
  if (!weights) return pass(weights);
  auto detector = weights->has_value()
                      ? open_yunet(**weights, *settings.faces_thorough)
                      : open_hog();
  if (!detector || !*settings.faces_turns) return detector;
  return with_turns(*std::move(detector), *settings.face_score);
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
