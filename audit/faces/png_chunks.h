// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which chunks of a PNG pixels depend on. The others (profiles, texts, EXIF)
// are where libpng allocates what a chunk claims to hold, up to 2 GB for a file
// of a hundred bytes.

#ifndef VETO_AUDIT_FACES_PNG_CHUNKS_H_
#define VETO_AUDIT_FACES_PNG_CHUNKS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "audit/embedded/png_chunks.h"

namespace veto::faces {

using embedded::kPngSignature;
using embedded::PngChunk;
using embedded::PngChunkReader;

// Big endian; fewer bytes than four give what they have.
std::uint32_t png_number(std::string_view bytes);

// Critical chunks, transparency, gamma and sRGB.
bool pixels_need(std::string_view chunk_type);

// The file in pieces, without the chunks that pixels do not depend on. Pixels
// that end early are kept as far as they go; any other chunk that does ends
// the file.
std::vector<std::string_view> needed_png_parts(std::string_view png);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_PNG_CHUNKS_H_
