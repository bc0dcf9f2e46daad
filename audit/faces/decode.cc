// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/decode.h"

#include <new>
#include <utility>

#include "audit/faces/exif.h"
#include "audit/faces/sniff.h"

namespace veto::faces {

Result<ImageHeader> read_image_header(std::string_view bytes) {
  const std::string_view format = sniff(bytes);
  if (format.empty()) return fail(ErrorKind::unsupported, "not an image");
  if (format != "jpeg" && format != "png") {
    return fail(ErrorKind::unsupported,
                std::string(format) + " is not decoded");
  }
  if (bytes.size() > kMaxImageBytes) {
    return fail(ErrorKind::too_large, "more than 40 MB");
  }
  auto header =
      format == "jpeg" ? read_jpeg_header(bytes) : read_png_header(bytes);
  if (!header) return header;
  if (std::uint64_t(header->width) * std::uint64_t(header->height) >
      kMaxImagePixels) {
    return fail(ErrorKind::too_large, "more than 100 megapixels");
  }
  header->orientation =
      format == "jpeg" ? jpeg_orientation(bytes) : png_orientation(bytes);
  if (swaps_sides(header->orientation)) {
    std::swap(header->width, header->height);
  }
  return header;
}

Result<DecodedImage> decode_image(std::string_view bytes, int min_side) {
  auto header = read_image_header(bytes);
  if (!header) return pass(header);
  try {
    DecodedImage image;
    image.header = *header;
    auto decoded = header->format == "jpeg"
                       ? decode_jpeg(bytes, min_side, image)
                       : decode_png(bytes, image);
    if (!decoded) return pass(decoded);
    image.pixels = upright(std::move(image.pixels), header->orientation);
    return image;
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::too_large, "more memory needed than there is");
  }
}

}  // namespace veto::faces
