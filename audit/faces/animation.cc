// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/animation.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "audit/faces/blend.h"
#include "audit/faces/reduce.h"
#include "audit/faces/resize.h"

namespace veto::faces {
namespace {

std::uint64_t pixels_of(const Box& area) {
  return std::uint64_t(area.w) * std::uint64_t(area.h);
}

}  // namespace

void Canvas::dispose() {
  if (area_.w <= 0 || area_.h <= 0) return;
  const std::size_t row_bytes = std::size_t(area_.w) * 3;
  for (int y = 0; y < area_.h; ++y) {
    std::uint8_t* row = pixels_.at(area_.x, area_.y + y);
    if (disposal_ == Disposal::clear) std::memset(row, kWhite, row_bytes);
    if (disposal_ == Disposal::restore) {
      std::memcpy(row, before_.at(0, y), row_bytes);
    }
  }
}

void Canvas::begin(const Box& area, Disposal disposal) {
  dispose();
  area_.x = std::clamp(area.x, 0, pixels_.width);
  area_.y = std::clamp(area.y, 0, pixels_.height);
  area_.w = std::clamp(area.x + area.w, area_.x, pixels_.width) - area_.x;
  area_.h = std::clamp(area.y + area.h, area_.y, pixels_.height) - area_.y;
  skipped_columns_ = area_.x - area.x;
  top_ = area.y;
  disposal_ = disposal;
  touched_ = false;
  before_ = {};
  if (disposal == Disposal::restore && area_.w > 0 && area_.h > 0) {
    before_ = crop(pixels_, area_.x, area_.y, area_.w, area_.h);
  }
}

void Canvas::draw_row(int y, const std::uint8_t* bgra, bool over) {
  touched_ = true;
  const int place = top_ + y;
  const bool within =
      area_.w > 0 && place >= area_.y && place < area_.y + area_.h;
  if (!within) return;
  bgra += std::size_t(skipped_columns_) * 4;
  std::uint8_t* row = pixels_.at(area_.x, place);
  for (int x = 0; x < area_.w; ++x, bgra += 4, row += 3) {
    over ? blend_pixel(bgra, row) : blend_pixel_over_white(bgra, row);
  }
}

Bitmap Canvas::reduced(int min_side) const {
  RowReducer reducer(pixels_.width, pixels_.height, min_side);
  for (int y = 0; y < pixels_.height; ++y) reducer.add_row(pixels_.at(0, y));
  return reducer.finish();
}

Status compose(FrameSource& source, int width, int height, DecodeTask& task) {
  Canvas canvas(width, height);
  std::uint64_t pixels_left = kMaxAnimationPixels;
  bool any = false;
  const int last = task.frames.empty() ? -1 : task.frames.back();
  for (int index = 0; index <= last && !task.truncated; ++index) {
    const bool wanted = std::ranges::binary_search(task.frames, index);
    const auto plan = source.next();
    task.truncated = !plan || pixels_of(plan->area) > pixels_left;
    if (task.truncated) break;
    // A frame that leaves no trace is decoded only to be shown.
    if (plan->disposal == Disposal::restore && !wanted) continue;
    pixels_left -= pixels_of(plan->area);
    canvas.begin(plan->area, plan->disposal);
    task.truncated = !source.draw(canvas);
    if (!wanted || (task.truncated && !canvas.touched())) continue;
    any = true;
    auto taken =
        task.sink({index, width, height, canvas.reduced(task.min_side)});
    if (!taken) return taken;
  }
  if (!any && task.truncated) return fail(ErrorKind::damaged, source.fault());
  return {};
}

}  // namespace veto::faces
