// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decoded pixels, as every part of this folder passes them on.

#ifndef VETO_AUDIT_FACES_BITMAP_H_
#define VETO_AUDIT_FACES_BITMAP_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace veto::faces {

// Rows top down without padding, three bytes a pixel: blue, green, red.
struct Bitmap {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> bgr;

  Bitmap() = default;
  Bitmap(int the_width, int the_height, std::uint8_t fill = 0)
      : width(the_width),
        height(the_height),
        bgr(std::size_t(the_width) * std::size_t(the_height) * 3, fill) {}

  std::uint8_t* at(int x, int y) {
    return bgr.data() +
           (std::size_t(y) * std::size_t(width) + std::size_t(x)) * 3;
  }
  const std::uint8_t* at(int x, int y) const {
    return const_cast<Bitmap*>(this)->at(x, y);
  }
  int longest_side() const { return std::max(width, height); }
};

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_BITMAP_H_
