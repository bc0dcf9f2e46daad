// SPDX-License-Identifier: GPL-3.0-or-later
//
// The marker segments of a JPEG before its first scan (ISO 10918-1, annex B).

#ifndef VETO_AUDIT_EMBEDDED_JPEG_SEGMENTS_H_
#define VETO_AUDIT_EMBEDDED_JPEG_SEGMENTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace veto::embedded {

struct JpegSegment {
  std::uint8_t marker = 0;  // its second byte
  std::size_t offset = 0;   // of the body, in the file
  std::string_view body;
};

class JpegSegmentReader {
 public:
  explicit JpegSegmentReader(std::string_view file) : file_(file) {}
  // Nothing at the scan, or where the file ends or is no JPEG any more.
  std::optional<JpegSegment> next();

 private:
  std::string_view file_;
  std::size_t at_ = 2;  // behind the start of the image
};

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_JPEG_SEGMENTS_H_
