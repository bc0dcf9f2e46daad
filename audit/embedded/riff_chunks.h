// SPDX-License-Identifier: GPL-3.0-or-later
//
// The chunks of a RIFF file, which WebP is (WebP Container Specification,
// "RIFF File Format"): type, length in little endian, body, padded to even
// lengths. The length that the file's own head claims is not looked at.

#ifndef VETO_AUDIT_EMBEDDED_RIFF_CHUNKS_H_
#define VETO_AUDIT_EMBEDDED_RIFF_CHUNKS_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace veto::embedded {

struct RiffChunk {
  std::string_view type;
  std::size_t offset = 0;  // of the body, in the file
  std::string_view body;
};

class RiffChunkReader {
 public:
  explicit RiffChunkReader(std::string_view file) : file_(file) {}
  // Nothing at the end, or where a chunk ends past it.
  std::optional<RiffChunk> next();

 private:
  std::string_view file_;
  std::size_t at_ = 12;  // behind the head
};

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_RIFF_CHUNKS_H_
