// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/embedded/png_chunks.h"

#include <cstdint>

#include "audit/embedded/numbers.h"

namespace veto::embedded {

std::optional<PngChunk> PngChunkReader::next() {
  constexpr std::size_t kChunkFrame = 12;  // length, type, checksum
  if (left_.size() < kChunkFrame) return std::nullopt;
  const std::uint64_t size = big_endian(left_, 0, 4) + kChunkFrame;
  PngChunk chunk;
  chunk.type = left_.substr(4, 4);
  chunk.cut = size > left_.size();
  chunk.all = left_.substr(0, std::size_t(size));
  chunk.body = chunk.all.substr(8);
  if (!chunk.cut) chunk.body.remove_suffix(4);
  left_.remove_prefix(chunk.all.size());
  return chunk;
}

}  // namespace veto::embedded
