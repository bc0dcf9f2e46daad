// SPDX-License-Identifier: GPL-3.0-or-later
#include <png.h>

#include <algorithm>
#include <string>

#include "audit/faces/decode.h"

namespace veto::faces {
namespace {

constexpr std::uint8_t kWhite = 255;

struct Reader {
  png_image image{};

  Reader() { image.version = PNG_IMAGE_VERSION; }
  ~Reader() { png_image_free(&image); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  bool open(std::string_view bytes) {
    return png_image_begin_read_from_memory(&image, bytes.data(),
                                            bytes.size()) != 0;
  }
  std::unexpected<Error> failed() const {
    return fail(ErrorKind::damaged, image.message);
  }
};

}  // namespace

Result<ImageHeader> read_png_header(std::string_view bytes) {
  Reader reader;
  if (!reader.open(bytes)) return reader.failed();
  return ImageHeader{"png", int(reader.image.width), int(reader.image.height),
                     1};
}

Status decode_png(std::string_view bytes, DecodedImage& out) {
  Reader reader;
  if (!reader.open(bytes)) return reader.failed();
  reader.image.format = PNG_FORMAT_BGR;
  // Without this, 16 bits without a gamma are taken for linear light.
  reader.image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  out.pixels =
      Bitmap(int(reader.image.width), int(reader.image.height), kWhite);
  const png_color white{kWhite, kWhite, kWhite};
  if (png_image_finish_read(&reader.image, &white, out.pixels.bgr.data(), 0,
                            nullptr) == 0) {
    // Rows that came before the damage are in place; the rest is still white.
    if (std::ranges::all_of(out.pixels.bgr,
                            [](std::uint8_t v) { return v == kWhite; })) {
      return reader.failed();
    }
    out.truncated = true;
  }
  return {};
}

}  // namespace veto::faces
