// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/reduce.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace veto::faces {
namespace {

constexpr std::uint8_t kWhite = 255;
// 4096 * 4096 * 255 still fits the sums.
constexpr int kMaxFactor = 4096;

int factor_for(int longest, int min_side) {
  return std::clamp(longest / std::max(min_side, 1), 1, kMaxFactor);
}

int parts(int size, int factor) { return (size + factor - 1) / factor; }

}  // namespace

RowReducer::RowReducer(int width, int height, int min_side)
    : width_(width),
      height_(height),
      factor_(factor_for(std::max(width, height), min_side)),
      reduced_(parts(width, factor_), parts(height, factor_), kWhite) {
  if (factor_ > 1) sums_.resize(std::size_t(reduced_.width) * 3);
}

void RowReducer::add_row(const std::uint8_t* bgr) {
  if (rows_ >= height_) return;
  if (factor_ == 1) {
    std::memcpy(reduced_.at(0, rows_++), bgr, std::size_t(width_) * 3);
    return;
  }
  std::uint32_t* sum = sums_.data();
  for (int left = width_; left > 0; left -= factor_, sum += 3) {
    for (int i = std::min(left, factor_); i > 0; --i, bgr += 3) {
      sum[0] += bgr[0];
      sum[1] += bgr[1];
      sum[2] += bgr[2];
    }
  }
  if (++rows_ % factor_ == 0 || rows_ == height_) write_sums();
}

void RowReducer::write_sums() {
  const int y = (rows_ - 1) / factor_;
  const int high = rows_ - y * factor_;
  std::uint8_t* out = reduced_.at(0, y);
  const std::uint32_t* sum = sums_.data();
  for (int left = width_; left > 0; left -= factor_) {
    const auto area = std::uint32_t(std::min(left, factor_) * high);
    for (int c = 0; c < 3; ++c)
      *out++ = std::uint8_t((*sum++ + area / 2) / area);
  }
  std::ranges::fill(sums_, 0u);
}

Bitmap RowReducer::finish() {
  if (factor_ > 1 && rows_ % factor_ != 0 && rows_ < height_) write_sums();
  return std::exchange(reduced_, {});
}

}  // namespace veto::faces
