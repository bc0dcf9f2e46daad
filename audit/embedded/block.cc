// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/block.h"

namespace veto::embedded {

void Blocks::add(BlockKind kind, std::size_t offset, std::string_view bytes) {
  const std::size_t most =
      kind == BlockKind::jumbf ? kMaxManifestBytes : kMaxPacketBytes;
  if (bytes.empty() || bytes.size() > most || is_full()) return;
  // A structure may lead to one place twice.
  for (const Block& block : blocks_)
    if (block.kind == kind && block.offset == offset) return;
  blocks_.push_back({kind, offset, std::string(bytes)});
}

}  // namespace veto::embedded
