// SPDX-License-Identifier: GPL-3.0-or-later
//
// The codecs, one a format, as decode.cc and the fuzz targets use them. They
// give pixels as stored; turning them upright and the limits on size are the
// caller's.
//
// JPEG goes through libjpeg-turbo alone, which scales while it decodes, reads
// CMYK and YCCK, and lets the number of scans be bounded; PNG and APNG through
// libpng, row by row; the others each through the library of their makers. An
// SVG is not drawn: the raster pictures that it carries are looked at.
//
// None opens a file or starts a thread, so that a process that may do neither
// can decode.

#ifndef VETO_AUDIT_FACES_CODECS_H_
#define VETO_AUDIT_FACES_CODECS_H_

#include <string>
#include <string_view>
#include <vector>

#include "audit/faces/decode.h"

namespace veto::faces {

struct DecodeTask {
  std::string_view bytes;
  int min_side = 0;
  std::vector<int> frames;  // the pictures asked for, ascending
  FrameSink sink;
  bool truncated = false;  // set by the codec
};

struct Codec {
  std::string_view format;  // as sniff() names it
  Result<ImageHeader> (*read_header)(std::string_view bytes);
  Status (*decode)(DecodeTask& task);
  // Its pictures are each of their own, not frames of one: all are decoded.
  bool separate = false;
};

// The codec of a format; null where there is none.
const Codec* find_codec(std::string_view format);

Result<ImageHeader> read_jpeg_header(std::string_view bytes);
Status decode_jpeg(DecodeTask& task);

Result<ImageHeader> read_png_header(std::string_view bytes);
Status decode_png(DecodeTask& task);

Result<ImageHeader> read_webp_header(std::string_view bytes);
Status decode_webp(DecodeTask& task);

Result<ImageHeader> read_gif_header(std::string_view bytes);
Status decode_gif(DecodeTask& task);

Result<ImageHeader> read_avif_header(std::string_view bytes);
Status decode_avif(DecodeTask& task);

// Unsupported where the build leaves libheif out (VETO_HEIC).
Result<ImageHeader> read_heic_header(std::string_view bytes);
Status decode_heic(DecodeTask& task);

// Of the raster pictures within; the size is that of the largest.
Result<ImageHeader> read_svg_header(std::string_view bytes);
Status decode_svg(DecodeTask& task);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_CODECS_H_
