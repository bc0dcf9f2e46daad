// SPDX-License-Identifier: GPL-3.0-or-later
//
// The chunks of a PNG (PNG, third edition, section 5), and which of them pixels
// depend on. The others (profiles, texts, EXIF) are where libpng allocates what
// a chunk claims to hold, up to 2 GB for a file of a hundred bytes.

#ifndef VETO_AUDIT_FACES_PNG_CHUNKS_H_
#define VETO_AUDIT_FACES_PNG_CHUNKS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace veto::faces {

constexpr std::string_view kPngSignature{"\x89PNG\r\n\x1A\n", 8};

struct PngChunk {
  std::string_view type;
  std::string_view body;
  std::string_view all;  // with length, type and checksum
  bool cut = false;      // the file ends in it
};

class PngChunkReader {
 public:
  explicit PngChunkReader(std::string_view png)
      : left_(png.substr(kPngSignature.size() < png.size()
                             ? kPngSignature.size()
                             : png.size())) {}
  // Nothing at the end of the file.
  std::optional<PngChunk> next();

 private:
  std::string_view left_;
};

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
