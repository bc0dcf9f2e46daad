// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/resize.h"

#include <cmath>
#include <cstring>
#include <utility>

#include "base/check.h"

namespace veto::faces {
namespace {

// The source pixels under one target pixel, and how much of each.
struct Span {
  int first = 0;
  std::vector<float> weights;  // they add up to 1
};

std::vector<Span> spans(int source, int target) {
  std::vector<Span> all(static_cast<std::size_t>(target));
  const double step = double(source) / target;
  for (int i = 0; i < target; ++i) {
    const double from = i * step;
    const double to = std::min<double>(source, from + step);
    Span& span = all[std::size_t(i)];
    span.first = int(from);
    for (int p = span.first; p < to && p < source; ++p) {
      const double covered =
          std::min<double>(p + 1, to) - std::max<double>(p, from);
      span.weights.push_back(float(covered / (to - from)));
    }
  }
  return all;
}

// The source rows under one target row, weighted and added up. Down comes
// before across because this loop is the one that processors do in bulk.
void add_rows(const Bitmap& source, const Span& down,
              std::vector<float>& sums) {
  std::ranges::fill(sums, 0.0f);
  float* sum = sums.data();
  const std::size_t length = sums.size();
  int y = down.first;
  for (const float weight : down.weights) {
    const std::uint8_t* row = source.at(0, y++);
    for (std::size_t i = 0; i < length; ++i) sum[i] += weight * float(row[i]);
  }
}

void shrink_across(const std::vector<float>& row,
                   const std::vector<Span>& across, std::uint8_t* target) {
  for (const Span& span : across) {
    float b = 0.5f, g = 0.5f, r = 0.5f;  // to round by cutting off
    const float* pixel = row.data() + std::size_t(span.first) * 3;
    for (const float part : span.weights) {
      b += part * pixel[0];
      g += part * pixel[1];
      r += part * pixel[2];
      pixel += 3;
    }
    target[0] = std::uint8_t(std::min(b, 255.0f));
    target[1] = std::uint8_t(std::min(g, 255.0f));
    target[2] = std::uint8_t(std::min(r, 255.0f));
    target += 3;
  }
}

// Where a target pixel's centre falls between two source pixels.
struct Between {
  int low = 0;
  int high = 0;
  float part = 0;  // of `high`
};

Between between(int i, int source, int target) {
  const double centre = (i + 0.5) * source / target - 0.5;
  const double clamped = std::clamp<double>(centre, 0, source - 1);
  const int low = int(clamped);
  return {low, std::min(low + 1, source - 1), float(clamped - low)};
}

}  // namespace

Bitmap shrink(const Bitmap& source, int width, int height) {
  VETO_CHECK(width >= 1 && height >= 1);
  VETO_CHECK(width <= source.width && height <= source.height);
  const std::vector<Span> across = spans(source.width, width);
  const std::vector<Span> down = spans(source.height, height);
  Bitmap target(width, height);
  std::vector<float> row(std::size_t(source.width) * 3);
  for (int y = 0; y < height; ++y) {
    add_rows(source, down[std::size_t(y)], row);
    shrink_across(row, across, target.at(0, y));
  }
  return target;
}

Bitmap fit(const Bitmap& source, int side) {
  const int longest = source.longest_side();
  if (longest <= side) return source;
  const auto scaled = [&](int length) {
    return std::max(1, int(std::lround(double(length) * side / longest)));
  };
  return shrink(source, scaled(source.width), scaled(source.height));
}

Bitmap fit(Bitmap&& source, int side) {
  Bitmap whole = std::move(source);
  if (whole.longest_side() <= side) return whole;
  return fit(std::as_const(whole), side);
}

Bitmap enlarge(const Bitmap& source, int width, int height) {
  VETO_CHECK(width >= source.width && height >= source.height);
  Bitmap target(width, height);
  for (int y = 0; y < height; ++y) {
    const Between v = between(y, source.height, height);
    for (int x = 0; x < width; ++x) {
      const Between h = between(x, source.width, width);
      for (int c = 0; c < 3; ++c) {
        const auto mix = [&](int row) {
          return float(source.at(h.low, row)[c]) * (1 - h.part) +
                 float(source.at(h.high, row)[c]) * h.part;
        };
        const float value = mix(v.low) * (1 - v.part) + mix(v.high) * v.part;
        target.at(x, y)[c] = std::uint8_t(std::min(value + 0.5f, 255.0f));
      }
    }
  }
  return target;
}

Bitmap crop(const Bitmap& source, int x, int y, int width, int height) {
  VETO_CHECK(x >= 0 && y >= 0 && width >= 1 && height >= 1);
  VETO_CHECK(x + width <= source.width && y + height <= source.height);
  Bitmap part(width, height);
  for (int row = 0; row < height; ++row) {
    std::memcpy(part.at(0, row), source.at(x, y + row), std::size_t(width) * 3);
  }
  return part;
}

}  // namespace veto::faces
