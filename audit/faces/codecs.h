// SPDX-License-Identifier: GPL-3.0-or-later
//
// The codecs, one a format, as decode.cc and the fuzz targets use them. They
// give pixels as stored; turning them upright and the limits on size are the
// caller's.
//
// JPEG goes through libjpeg-turbo alone, which scales while it decodes, reads
// CMYK and YCCK, and lets the number of scans be bounded; PNG through libpng's
// simplified interface, which brings every colour type, depth and interlacing
// to eight-bit BGR over white.

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
};

// The codec of a format; null where there is none.
const Codec* find_codec(std::string_view format);

Result<ImageHeader> read_jpeg_header(std::string_view bytes);
Status decode_jpeg(DecodeTask& task);

Result<ImageHeader> read_png_header(std::string_view bytes);
Status decode_png(DecodeTask& task);
// The file without the chunks that pixels do not depend on. Pixels that end
// early are kept as far as they go; any other chunk that does ends the file.
std::string needed_png_chunks(std::string_view png);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_CODECS_H_
