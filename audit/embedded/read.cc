// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/read.h"

#include "audit/embedded/containers.h"
#include "audit/embedded/xmp_mining.h"

namespace veto::embedded {

Embedded read_embedded(std::string_view bytes) {
  const auto blocks = find_blocks(bytes);
  Embedded found;
  for (const Block& block : blocks) {
    if (block.kind == BlockKind::jumbf) found.has_manifest = true;
    if (block.kind == BlockKind::xmp) found.has_xmp = true;
  }
  found.signals = read_mining(blocks);
  return found;
}

}  // namespace veto::embedded
