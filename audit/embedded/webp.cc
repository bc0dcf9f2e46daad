// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/containers.h"
#include "audit/embedded/riff_chunks.h"

namespace veto::embedded {

std::vector<Block> webp_blocks(std::string_view file) {
  Blocks blocks;
  RiffChunkReader chunks(file);
  while (const auto chunk = chunks.next()) {
    if (chunk->type == "XMP ")
      blocks.add(BlockKind::xmp, chunk->offset, chunk->body);
    if (chunk->type == "C2PA")
      blocks.add(BlockKind::jumbf, chunk->offset, chunk->body);
  }
  return blocks.take();
}

}  // namespace veto::embedded
