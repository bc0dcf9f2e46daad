// SPDX-License-Identifier: GPL-3.0-or-later
//
// Markers and segments: ISO 10918-1, annex B.
#include <algorithm>
#include <array>
#include <cstdint>

#include "audit/embedded/numbers.h"
#include "audit/faces/carries.h"

namespace veto::faces {
namespace {

using embedded::big_endian;
using std::string_view_literals::operator""sv;

constexpr std::uint8_t kRestart0 = 0xD0, kStartOfImage = 0xD8;
constexpr std::uint8_t kEndOfImage = 0xD9, kStartOfScan = 0xDA;
constexpr std::uint8_t kApp0 = 0xE0;

// Those that are large in ordinary photographs. Of what is in them the
// thumbnails and the beginnings of pictures are looked for.
struct UsualSegment {
  std::uint8_t marker;
  std::string_view mark;
};
constexpr std::array kUsualSegments = {
    UsualSegment{0xE1, "Exif\0\0"sv},
    UsualSegment{0xE1, "http://ns.adobe.com/xap/1.0/\0"sv},
    UsualSegment{0xE1, "http://ns.adobe.com/xmp/extension/\0"sv},
    UsualSegment{0xE2, "ICC_PROFILE\0"sv},
    UsualSegment{0xED, "Photoshop 3.0\0"sv},
};

bool is_frame(std::uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
         marker != 0xCC;
}

bool segment_has_thumbnail(std::string_view body) {
  if (body.starts_with("JFXX\0"sv)) return true;
  // JFIF 1.02: width and height of its thumbnail.
  if (body.starts_with("JFIF\0"sv) && body.size() >= 14)
    return body[12] != 0 || body[13] != 0;
  return body.contains("8BIM\x04\x09"sv) || body.contains("8BIM\x04\x0C"sv);
}

bool segment_has_room(std::uint8_t marker, std::string_view body) {
  constexpr std::size_t kMaxTables = 4096;  // all that a file may define
  if (marker < kApp0) return body.size() > kMaxTables;
  return body.size() > kMaxBeside &&
         std::ranges::none_of(kUsualSegments, [&](const UsualSegment& usual) {
           return marker == usual.marker && body.starts_with(usual.mark);
         });
}

// Where the marker stands that ends the scan whose data begin there.
std::size_t behind_scan(std::string_view bytes, std::size_t at) {
  while ((at = bytes.find('\xFF', at)) != std::string_view::npos) {
    const auto next = std::uint8_t(big_endian(bytes, at + 1, 1));
    const bool stuffed = next == 0;
    const bool restart = next >= kRestart0 && next < kStartOfImage;
    if (!stuffed && !restart && next != 0xFF) return at;
    at += next == 0xFF ? 1 : 2;
  }
  return bytes.size();
}

}  // namespace

bool jpeg_carries(std::string_view bytes) {
  std::size_t at = 2;  // behind the start of the image
  bool framed = false;
  for (;;) {
    // Any number of fill bytes may stand before a marker.
    while (big_endian(bytes, at, 2) == 0xFFFF) ++at;
    const std::uint64_t both = big_endian(bytes, at, 2);
    const auto marker = std::uint8_t(both);
    if (both == (0xFF00 | kEndOfImage))
      return !is_filling(bytes.substr(at + 2));
    const auto length = std::size_t(big_endian(bytes, at + 2, 2));
    if (both < 0xFFC0 || (marker >= kRestart0 && marker <= kStartOfImage) ||
        length < 2 || !embedded::holds(bytes, at, 2 + length))
      return true;
    const std::string_view body = bytes.substr(at + 4, length - 2);
    if (segment_has_thumbnail(body) || segment_has_room(marker, body) ||
        (is_frame(marker) && framed))
      return true;
    framed = framed || is_frame(marker);
    at += 2 + length;
    if (marker == kStartOfScan) at = behind_scan(bytes, at);
  }
}

}  // namespace veto::faces
