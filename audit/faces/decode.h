// SPDX-License-Identifier: GPL-3.0-or-later
//
// Image bytes from a stranger -> upright pixels, within bounds that are
// checked against the header before anything is decoded.
//
// JPEG goes through libjpeg-turbo alone, which scales while it decodes, reads
// CMYK and YCCK, and lets the number of scans be bounded; PNG through libpng's
// simplified interface, which brings every colour type, depth and interlacing
// to eight-bit BGR over white.

#ifndef VETO_AUDIT_FACES_DECODE_H_
#define VETO_AUDIT_FACES_DECODE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "audit/faces/bitmap.h"
#include "base/error.h"

namespace veto::faces {

constexpr std::uint64_t kMaxImageBytes = 40u << 20;
constexpr std::uint64_t kMaxImagePixels = 100'000'000;

struct ImageHeader {
  std::string_view format;  // as sniff() names it
  int width = 0;            // upright, in full size
  int height = 0;
  int orientation = 1;  // EXIF, 1 to 8
};

// Errors: unsupported (a format that is not decoded), damaged, too_large.
Result<ImageHeader> read_image_header(std::string_view bytes);

struct DecodedImage {
  ImageHeader header;
  Bitmap pixels;  // upright; may be smaller than the header says
  // The file ends early or part of it is damaged: pixels holds what there was.
  bool truncated = false;
};

// A JPEG is decoded at the smallest scale of n/8 whose longest side is at
// least `min_side` pixels; a PNG always in full. Errors: as above.
Result<DecodedImage> decode_image(std::string_view bytes, int min_side);

// The codecs, for decode_image() and fuzzing. Pixels as stored, not upright;
// limits on size are the caller's.
Result<ImageHeader> read_jpeg_header(std::string_view bytes);
Result<ImageHeader> read_png_header(std::string_view bytes);
Status decode_jpeg(std::string_view bytes, int min_side, DecodedImage& out);
Status decode_png(std::string_view bytes, DecodedImage& out);
// The file without the chunks that pixels do not depend on. Pixels that end
// early are kept as far as they go; any other chunk that does ends the file.
std::string needed_png_chunks(std::string_view png);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_DECODE_H_
