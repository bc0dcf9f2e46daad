// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/containers.h"
#include "audit/embedded/png_chunks.h"
#include "base/gzip.h"

namespace veto::embedded {
namespace {

using std::string_view_literals::operator""sv;

constexpr auto kKeyword = "XML:com.adobe.xmp\0"sv;

// PNG, third edition, section 11.3.3.4: keyword, compression flag and method,
// language tag, translated keyword, text.
// `inflations` are those that may still be tried.
void add_text(Blocks& blocks, std::size_t offset, std::string_view body,
              std::size_t& inflations) {
  if (!body.starts_with(kKeyword) || body.size() < kKeyword.size() + 2) return;
  const bool compressed = body[kKeyword.size()] == 1;
  std::size_t at = kKeyword.size() + 2;
  for (int text = 0; text < 2; ++text) {
    at = body.find('\0', at);
    if (at == body.npos) return;
    ++at;
  }
  const std::string_view text = body.substr(at);
  if (!compressed) return blocks.add(BlockKind::xmp, offset + at, text);
  if (inflations == 0) return;
  --inflations;
  const auto inflated = inflate_body(text, kMaxPacketBytes);
  if (inflated) blocks.add(BlockKind::xmp, offset + at, *inflated);
}

}  // namespace

std::vector<Block> png_blocks(std::string_view file) {
  Blocks blocks;
  std::size_t inflations = kMaxBlocks;
  PngChunkReader chunks(file);
  while (const auto chunk = chunks.next()) {
    const auto offset = std::size_t(chunk->body.data() - file.data());
    if (chunk->type == "iTXt")
      add_text(blocks, offset, chunk->body, inflations);
    if (chunk->type == "caBX")
      blocks.add(BlockKind::jumbf, offset, chunk->body);
  }
  return blocks.take();
}

}  // namespace veto::embedded
