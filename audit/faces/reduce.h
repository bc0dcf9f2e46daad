// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of a picture -> the picture made smaller by a whole factor, so that one
// of 24 megapixels is never held in full: a decoder that gives rows keeps one.

#ifndef VETO_AUDIT_FACES_REDUCE_H_
#define VETO_AUDIT_FACES_REDUCE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "audit/faces/bitmap.h"

namespace veto::faces {

// Means of squares of factor() by factor() pixels; those at the right and at
// the lower end may be smaller.
class RowReducer {
 public:
  // The factor is the largest that leaves the longest side at least `min_side`
  // pixels; 1 for pictures no larger than that.
  RowReducer(int width, int height, int min_side);

  // The next row, `width` pixels of three bytes; rows past the height are
  // dropped.
  void add_row(const std::uint8_t* bgr);

  // Rows that never came are white.
  Bitmap finish();

  int factor() const { return factor_; }

 private:
  void write_sums();

  int width_;
  int height_;
  int factor_;
  int rows_ = 0;  // that came
  std::vector<std::uint32_t> sums_;
  Bitmap reduced_;
};

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_REDUCE_H_
