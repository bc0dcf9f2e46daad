// SPDX-License-Identifier: GPL-3.0-or-later
//
// What containers yield: the pieces of a file that may hold a statement.

#ifndef VETO_AUDIT_EMBEDDED_BLOCK_H_
#define VETO_AUDIT_EMBEDDED_BLOCK_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace veto::embedded {

// A packet larger than this is left out; real ones have some kilobytes.
inline constexpr std::size_t kMaxPacketBytes = 16u << 20;
// Manifests hold thumbnails and whole manifests of what an image was made of.
inline constexpr std::size_t kMaxManifestBytes = 64u << 20;
// Of one file; formats allow one packet, and few manifests.
inline constexpr std::size_t kMaxBlocks = 8;

enum class BlockKind {
  xmp,           // a whole packet
  xmp_extended,  // JPEG: what did not fit into the packet, in one piece
  jumbf,         // boxes of ISO 19566-5: C2PA manifests
};

struct Block {
  BlockKind kind = BlockKind::xmp;
  std::size_t offset = 0;  // in the file, of its first byte
  std::string bytes;

  bool operator==(const Block&) const = default;
};

// Keeps what is not empty and within the limits above.
class Blocks {
 public:
  void add(BlockKind kind, std::size_t offset, std::string_view bytes);
  bool is_full() const { return blocks_.size() >= kMaxBlocks; }
  const std::vector<Block>& all() const { return blocks_; }
  std::vector<Block> take() { return std::move(blocks_); }

 private:
  std::vector<Block> blocks_;
};

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_BLOCK_H_
