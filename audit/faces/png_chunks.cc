// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/png_chunks.h"

#include <algorithm>
#include <array>

namespace veto::faces {
std::uint32_t png_number(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes.substr(0, 4)) value = value << 8 | std::uint8_t(c);
  return value;
}

bool pixels_need(std::string_view chunk_type) {
  constexpr std::array<std::string_view, 3> kAncillary = {"tRNS", "gAMA",
                                                          "sRGB"};
  const bool critical = (std::uint8_t(chunk_type[0]) & 0x20) == 0;
  return critical || std::ranges::count(kAncillary, chunk_type) > 0;
}

std::vector<std::string_view> needed_png_parts(std::string_view png) {
  std::vector<std::string_view> parts = {png.substr(0, kPngSignature.size())};
  PngChunkReader chunks(png);
  while (const auto chunk = chunks.next()) {
    if (chunk->cut && chunk->type != "IDAT") break;
    if (!pixels_need(chunk->type)) continue;
    // Neighbours become one piece: a file may have millions of chunks.
    if (parts.back().data() + parts.back().size() == chunk->all.data()) {
      parts.back() = {parts.back().data(),
                      parts.back().size() + chunk->all.size()};
    } else {
      parts.push_back(chunk->all);
    }
  }
  return parts;
}

}  // namespace veto::faces
