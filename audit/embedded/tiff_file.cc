// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/containers.h"
#include "audit/embedded/tiff.h"

namespace veto::embedded {
namespace {

constexpr std::uint32_t kXmpTag = 700, kManifestTag = 52545;
// A file may lead in circles; images of several pages have a directory each.
constexpr int kMaxDirectories = 32;

}  // namespace

std::vector<Block> tiff_blocks(std::string_view file) {
  Blocks blocks;
  const auto tiff = Tiff::open(file);
  if (!tiff) return {};
  const auto add = [&](std::size_t directory, std::uint32_t tag,
                       BlockKind kind) {
    const auto entry = tiff->find(directory, tag);
    if (!entry) return;
    const std::string_view bytes = tiff->bytes_of(*entry);
    if (bytes.empty()) return;
    blocks.add(kind, std::size_t(bytes.data() - file.data()), bytes);
  };
  std::size_t directory = tiff->first_directory();
  for (int i = 0; i < kMaxDirectories && directory != 0; ++i) {
    add(directory, kXmpTag, BlockKind::xmp);
    add(directory, kManifestTag, BlockKind::jumbf);
    directory = tiff->next_directory(directory);
  }
  return blocks.take();
}

}  // namespace veto::embedded
