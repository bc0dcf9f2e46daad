// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every decoder has to hold to, whatever the bytes: frames in order and
// within what the header says, no larger than in full size. Pictures over a
// megapixel are left to the limits' own tests, to stay fast. The search for
// another picture takes the same bytes, and misses nothing behind their end.

#ifndef VETO_TESTS_FUZZ_DECODED_PICTURE_H_
#define VETO_TESTS_FUZZ_DECODED_PICTURE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "audit/faces/decode.h"
#include "audit/faces/other_picture.h"
#include "audit/faces/sniff.h"
#include "base/check.h"

namespace veto::fuzz {

inline void check_carries(std::string_view bytes) {
  const std::string_view format = faces::sniff(bytes);
  if (faces::may_carry_another_picture(bytes, format)) return;
  // The last box of an AVIF may go to the end, and text be anywhere in an SVG.
  VETO_CHECK(
      format == "avif" || format == "svg" ||
      faces::may_carry_another_picture(std::string(bytes) + "more", format));
}

inline void check_decoding(std::string_view bytes) {
  check_carries(bytes);
  const auto header = faces::read_image_header(bytes);
  if (!header) return;
  if (std::int64_t(header->width) * header->height > 1'000'000) return;
  VETO_CHECK(header->width >= 1 && header->height >= 1);
  VETO_CHECK(header->frames >= 1);
  int last = -1;
  const auto decoded =
      faces::decode_frames(bytes, 100, [&](faces::Frame frame) -> Status {
        VETO_CHECK(frame.index > last && frame.index < header->frames);
        last = frame.index;
        VETO_CHECK(frame.pixels.width >= 1 && frame.pixels.height >= 1);
        VETO_CHECK(frame.pixels.width <= frame.width);
        VETO_CHECK(frame.pixels.height <= frame.height);
        return {};
      });
  if (!decoded) VETO_CHECK(!decoded.error().what.empty());
}

}  // namespace veto::fuzz

#endif  // VETO_TESTS_FUZZ_DECODED_PICTURE_H_
