// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/read.h"

#include <utility>

#include "audit/embedded/containers.h"
#include "audit/embedded/manifest.h"
#include "audit/embedded/xmp_mining.h"

namespace veto::embedded {

Embedded read_embedded(std::string_view bytes) {
  const auto blocks = find_blocks(bytes);
  Embedded found;
  for (const Block& block : blocks) {
    if (block.kind == BlockKind::xmp) found.has_xmp = true;
  }
  found.signals = read_mining(blocks);
  for (const Block& block : blocks) {
    if (block.kind != BlockKind::jumbf || found.has_manifest ||
        !has_manifest_store(block.bytes))
      continue;
    found.has_manifest = true;
    for (signals::Signal& signal : read_manifest(block.bytes, block.offset))
      found.signals.push_back(std::move(signal));
  }
  if (found.signals.size() > kMaxSignals) found.signals.resize(kMaxSignals);
  return found;
}

}  // namespace veto::embedded
