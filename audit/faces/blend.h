// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pixels with alpha over pixels without. Everything here is drawn on white, as
// a browser's page is: what is drawn over white at once equals what is drawn
// over nothing and then over white, so no alpha has to be kept.

#ifndef VETO_AUDIT_FACES_BLEND_H_
#define VETO_AUDIT_FACES_BLEND_H_

#include <cstdint>

namespace veto::faces {

inline void blend_pixel(const std::uint8_t* bgra, std::uint8_t* bgr) {
  const int alpha = bgra[3];
  if (alpha == 0) return;
  if (alpha == 255) {  // nearly all there are
    bgr[0] = bgra[0];
    bgr[1] = bgra[1];
    bgr[2] = bgra[2];
    return;
  }
  for (int c = 0; c < 3; ++c) {
    bgr[c] =
        std::uint8_t((bgra[c] * alpha + bgr[c] * (255 - alpha) + 127) / 255);
  }
}

inline void blend_pixel_over_white(const std::uint8_t* bgra,
                                   std::uint8_t* bgr) {
  bgr[0] = bgr[1] = bgr[2] = 255;
  blend_pixel(bgra, bgr);
}

inline void blend_row_over_white(const std::uint8_t* bgra, int width,
                                 std::uint8_t* bgr) {
  for (int x = 0; x < width; ++x, bgra += 4, bgr += 3) {
    blend_pixel_over_white(bgra, bgr);
  }
}

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_BLEND_H_
