// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Merkle tree over SHA-256 in the shape of RFC 6962, section 2.1: a tree of n
// leaves has the largest power of two below n of them on its left. One digest,
// the root, stands for all leaves in their order; the path of one leaf shows
// that it is among them, and where, without showing another.
//
// What a leaf's digest is made of is the caller's. It must begin with a zero
// byte, as an inner node's begins with a one, lest one pass for the other.

#ifndef VETO_BASE_MERKLE_H_
#define VETO_BASE_MERKLE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/digest.h"

namespace veto {

// SHA-256(0x01 || left || right).
Digest merkle_node(const Digest& left, const Digest& right);

struct MerkleStep {
  bool left = false;  // the sibling is on the left
  Digest sibling;

  bool operator==(const MerkleStep&) const = default;
};

// From the leaf up to below the root.
using MerklePath = std::vector<MerkleStep>;

// Where such a path leads from this leaf; nothing where no path of leaf `index`
// (from 0) in a tree of `size` leaves has those sides.
std::optional<Digest> merkle_root(const Digest& leaf, std::uint64_t index,
                                  std::uint64_t size, const MerklePath& path);

// Takes leaves in order. Holds one digest for each bit of their number, and the
// paths of those that are to be shown.
class MerkleTree {
 public:
  void add(const Digest& leaf, bool show = false);
  std::uint64_t size() const { return size_; }

  struct Whole {
    Digest root;                    // of no leaves: SHA-256 of nothing
    std::vector<MerklePath> paths;  // of the shown leaves, in order
  };
  // Once.
  Whole finish();

 private:
  // A full subtree, and which of the shown leaves are below it.
  struct Node {
    Digest digest;
    std::uint64_t leaves = 1;
    std::size_t begin = 0, end = 0;
  };
  void join_last_two();

  std::vector<Node> nodes_;  // from the left, each larger than the next
  std::vector<MerklePath> paths_;
  std::uint64_t size_ = 0;
};

}  // namespace veto

#endif  // VETO_BASE_MERKLE_H_
