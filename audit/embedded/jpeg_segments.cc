// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/jpeg_segments.h"

#include "audit/embedded/numbers.h"

namespace veto::embedded {
namespace {

constexpr std::uint8_t kEndOfImage = 0xD9, kStartOfScan = 0xDA;

}  // namespace

std::optional<JpegSegment> JpegSegmentReader::next() {
  // Any number of fill bytes may stand before a marker.
  while (big_endian(file_, at_, 2) == 0xFFFF) ++at_;
  const std::uint64_t marker = big_endian(file_, at_, 2);
  const std::uint64_t length = big_endian(file_, at_ + 2, 2);
  if (marker < 0xFFC0 || marker == (0xFF00 | kEndOfImage) ||
      marker == (0xFF00 | kStartOfScan) || length < 2 || at_ >= file_.size() ||
      file_.size() - at_ < 2 + length)
    return std::nullopt;
  const std::size_t body = at_ + 4;
  at_ += 2 + std::size_t(length);
  return JpegSegment{std::uint8_t(marker), body,
                     file_.substr(body, std::size_t(length) - 2)};
}

}  // namespace veto::embedded
