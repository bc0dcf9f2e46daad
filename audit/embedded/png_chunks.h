// SPDX-License-Identifier: GPL-3.0-or-later
//
// The chunks of a PNG (PNG, third edition, section 5).

#ifndef VETO_AUDIT_EMBEDDED_PNG_CHUNKS_H_
#define VETO_AUDIT_EMBEDDED_PNG_CHUNKS_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace veto::embedded {

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

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_PNG_CHUNKS_H_
