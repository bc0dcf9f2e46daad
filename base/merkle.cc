// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/merkle.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace veto {
namespace {

// From the leaf up: whether the sibling is on the left.
std::vector<bool> sides_of(std::uint64_t index, std::uint64_t size) {
  std::vector<bool> sides;
  while (size > 1) {
    const std::uint64_t half = std::bit_floor(size - 1);
    const bool left = index >= half;
    sides.push_back(left);
    if (left) index -= half;
    size = left ? size - half : half;
  }
  std::reverse(sides.begin(), sides.end());
  return sides;
}

}  // namespace

Digest merkle_node(const Digest& left, const Digest& right) {
  std::array<char, 65> bytes;
  bytes[0] = 1;
  std::ranges::copy(left.bytes, bytes.begin() + 1);
  std::ranges::copy(right.bytes, bytes.begin() + 33);
  return sha256({bytes.data(), bytes.size()});
}

std::optional<Digest> merkle_root(const Digest& leaf, std::uint64_t index,
                                  std::uint64_t size, const MerklePath& path) {
  if (index >= size) return std::nullopt;
  const std::vector<bool> sides = sides_of(index, size);
  if (!std::ranges::equal(path, sides, {}, &MerkleStep::left))
    return std::nullopt;
  Digest digest = leaf;
  for (const MerkleStep& step : path)
    digest = step.left ? merkle_node(step.sibling, digest)
                       : merkle_node(digest, step.sibling);
  return digest;
}

void MerkleTree::add(const Digest& leaf, bool show) {
  const std::size_t begin = paths_.size();
  if (show) paths_.emplace_back();
  nodes_.push_back({leaf, 1, begin, paths_.size()});
  ++size_;
  while (nodes_.size() > 1 &&
         nodes_[nodes_.size() - 2].leaves == nodes_.back().leaves)
    join_last_two();
}

void MerkleTree::join_last_two() {
  const Node right = nodes_.back();
  nodes_.pop_back();
  Node& left = nodes_.back();
  for (std::size_t i = left.begin; i < left.end; ++i)
    paths_[i].push_back({false, right.digest});
  for (std::size_t i = right.begin; i < right.end; ++i)
    paths_[i].push_back({true, left.digest});
  left = {merkle_node(left.digest, right.digest), left.leaves + right.leaves,
          left.begin, right.end};
}

MerkleTree::Whole MerkleTree::finish() {
  while (nodes_.size() > 1) join_last_two();
  return {nodes_.empty() ? sha256("") : nodes_.front().digest,
          std::move(paths_)};
}

}  // namespace veto
