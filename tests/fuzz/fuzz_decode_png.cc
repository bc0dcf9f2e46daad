// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as a PNG: eXIf, header, pixels, upright. Pictures over a megapixel
// are left to the limits' own tests, to stay fast.
#include <cstddef>
#include <cstdint>
#include <string>

#include "audit/faces/decode.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string bytes =
      "\x89PNG\r\n\x1A\n" +
      std::string(reinterpret_cast<const char*>(data), size);
  const auto header = veto::faces::read_image_header(bytes);
  if (!header) return 0;
  if (std::int64_t(header->width) * header->height > 1'000'000) return 0;
  const auto image = veto::faces::decode_image(bytes, 100);
  if (!image) return 0;
  VETO_CHECK(image->pixels.width >= 1 && image->pixels.height >= 1);
  VETO_CHECK(image->pixels.width <= header->width);
  VETO_CHECK(image->pixels.height <= header->height);
  return 0;
}
