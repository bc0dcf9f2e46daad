// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/merkle.h"

#include <string>
#include <vector>

#include "tests/support.h"

using namespace veto;

namespace {

Digest leaf(std::uint64_t index) {
  return sha256(std::string(1, '\0') + "leaf " + std::to_string(index));
}

MerkleTree::Whole tree_of(std::uint64_t size, std::uint64_t every = 1) {
  MerkleTree tree;
  for (std::uint64_t i = 0; i < size; ++i) tree.add(leaf(i), i % every == 0);
  CHECK(tree.size() == size);
  return tree.finish();
}

}  // namespace

// By a program of a few lines in another language, from the definition.
TEST_CASE("roots of trees") {
  struct Row {
    std::uint64_t size;
    const char* root;
  };
  const Row rows[] = {
      {0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {1, "1bb97dcc21635d47e2663efdfd0a174686d98dd701352dd2cd06e8b43fd3d305"},
      {2, "fc5f6b88ff8554f75bb2f9e6f39c31b1936d44b69276edf7b1205a955b9761e3"},
      {3, "d4f92c8fbb89720eb3b55677c7d7efaddfeb10d11a1a84a0ba8f1a23337faa95"},
      {5, "341515982d650e23520dbd54d7fcf0afa1b70cc3a16a411d464dc9c1ac96c301"},
      {8, "c5c2c820ed342fdda8ce896b6b9cf5b8c00a21cc4b20714cc6e5d3c05c35240b"},
      {13, "cf9b4c2a44a7caa722d5d548ee64ff90a119b0c31acac3444dc583000a39d3ca"},
      {100, "13f88915c560dc911a1da0fb209d84a20971051f294ebeb428fb3fc293af2743"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.size);
    CHECK(tree_of(row.size).root.hex() == row.root);
  }
}

TEST_CASE("each leaf's path leads to the root") {
  for (std::uint64_t size = 1; size <= 33; ++size) {
    CAPTURE(size);
    const auto whole = tree_of(size);
    REQUIRE(whole.paths.size() == size);
    for (std::uint64_t i = 0; i < size; ++i)
      CHECK(merkle_root(leaf(i), i, size, whole.paths[i]) == whole.root);
  }
}

TEST_CASE("paths of chosen leaves alone") {
  const auto all = tree_of(1000);
  const auto some = tree_of(1000, 7);
  CHECK(some.root == all.root);
  REQUIRE(some.paths.size() == 143);
  for (std::size_t i = 0; i < some.paths.size(); ++i)
    CHECK(some.paths[i] == all.paths[i * 7]);
}

TEST_CASE("a path is of one leaf in one place of one tree") {
  const auto whole = tree_of(11);
  for (std::uint64_t i = 0; i < 11; ++i)
    for (std::uint64_t other = 0; other < 11; ++other) {
      CAPTURE(i);
      CAPTURE(other);
      const bool same = i == other;
      CHECK((merkle_root(leaf(i), other, 11, whole.paths[i]) == whole.root) ==
            same);
      CHECK((merkle_root(leaf(other), i, 11, whole.paths[i]) == whole.root) ==
            same);
    }
  // The last of eleven stands in a tree of eight and three.
  CHECK_FALSE(merkle_root(leaf(10), 10, 12, whole.paths[10]));
  CHECK_FALSE(merkle_root(leaf(10), 10, 10, whole.paths[10]));
  CHECK_FALSE(merkle_root(leaf(0), 0, 1ull << 40, whole.paths[0]));
  MerklePath shorter = whole.paths[3];
  shorter.pop_back();
  CHECK_FALSE(merkle_root(leaf(3), 3, 11, shorter));
  MerklePath turned = whole.paths[3];
  turned[0].left = !turned[0].left;
  CHECK_FALSE(merkle_root(leaf(3), 3, 11, turned));
}
