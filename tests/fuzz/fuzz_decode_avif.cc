// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as an AVIF, still or sequence. Pictures over a megapixel are left
// to the limits' own tests, to stay fast.
#include <cstddef>
#include <cstdint>
#include <string>

#include "audit/faces/decode.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string bytes =
      std::string(
          "\0\0\0\x18"
          "ftypavif\0\0\0\0avifmif1",
          24) +
      std::string(reinterpret_cast<const char*>(data), size);
  const auto header = veto::faces::read_image_header(bytes);
  if (!header) return 0;
  if (std::int64_t(header->width) * header->height > 1'000'000) return 0;
  VETO_CHECK(header->width >= 1 && header->height >= 1);
  VETO_CHECK(header->frames >= 1);
  int last = -1;
  const auto decoded = veto::faces::decode_frames(
      bytes, 100, [&](veto::faces::Frame frame) -> veto::Status {
        VETO_CHECK(frame.index > last && frame.index < header->frames);
        last = frame.index;
        VETO_CHECK(frame.pixels.width >= 1 && frame.pixels.height >= 1);
        VETO_CHECK(frame.pixels.width <= frame.width);
        VETO_CHECK(frame.pixels.height <= frame.height);
        return {};
      });
  if (!decoded) VETO_CHECK(!decoded.error().what.empty());
  return 0;
}
