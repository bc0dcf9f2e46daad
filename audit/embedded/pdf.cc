// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/containers.h"

namespace veto::embedded {

std::vector<Block> pdf_blocks(std::string_view file) {
  constexpr std::string_view kBegin = "<x:xmpmeta", kEnd = "</x:xmpmeta>";
  Blocks blocks;
  const auto begin = file.rfind(kBegin);
  if (begin == file.npos) return {};
  const auto end = file.find(kEnd, begin);
  if (end != file.npos)
    blocks.add(BlockKind::xmp, begin,
               file.substr(begin, end + kEnd.size() - begin));
  return blocks.take();
}

}  // namespace veto::embedded
