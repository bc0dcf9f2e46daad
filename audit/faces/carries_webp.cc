// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "audit/embedded/numbers.h"
#include "audit/embedded/riff_chunks.h"
#include "audit/faces/carries.h"

namespace veto::faces {
namespace {

constexpr std::size_t kWebpHead = 12;

bool is_large_webp_chunk(std::string_view type) {
  return type == "ALPH" || type == "ICCP" || type == "EXIF" || type == "XMP ";
}

// `file`: its chunks begin where a file's do. Those of a frame hold no frames.
bool chunks_carry(std::string_view file, bool is_frame) {
  embedded::RiffChunkReader chunks(file);
  std::size_t end = kWebpHead, stills = 0, frames = 0;
  while (const auto chunk = chunks.next()) {
    end = chunk->offset + chunk->body.size();
    if (chunk->type == "VP8 " || chunk->type == "VP8L") {
      ++stills;
    } else if (chunk->type == "ANMF") {
      constexpr std::size_t kFrameHead = 16;
      const auto inside = embedded::part(chunk->body, kFrameHead - kWebpHead,
                                         chunk->body.size());
      if (is_frame || chunks_carry(inside, true)) return true;
      ++frames;
    } else if (chunk->body.size() > kMaxBeside &&
               !is_large_webp_chunk(chunk->type)) {
      return true;
    }
  }
  const bool one_picture = frames == 0 ? stills == 1 : stills == 0;
  return !one_picture || file.size() > end + 1;  // with what evens its length
}

}  // namespace

bool webp_carries(std::string_view bytes) {
  if (bytes.size() < kWebpHead) return true;
  const auto claimed = std::min(
      std::size_t(embedded::little_endian(bytes, 4, 4)) + 8, bytes.size());
  return !is_filling(bytes.substr(claimed)) ||
         chunks_carry(bytes.substr(0, claimed), false);
}

}  // namespace veto::faces
