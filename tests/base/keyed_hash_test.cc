// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keyed_hash.h"

#include <doctest/doctest.h>

#include <string>

using namespace veto;

// The example of the SipHash paper, appendix A, and its neighbours: bytes 0,
// 1, 2, ... of that many under the key of bytes 0 to 15.
TEST_CASE("keyed_hash: SipHash-2-4's published values") {
  const HashKey key{0x0706050403020100, 0x0f0e0d0c0b0a0908};
  std::string text;
  for (char c = 0; c < 15; ++c) text += c;
  CHECK(keyed_hash(text, key) == 0xa129ca6149be45e5);
  CHECK(keyed_hash("", key) == 0x726fdb47dd0e0e31);
  CHECK(keyed_hash(text.substr(0, 1), key) == 0x74f839c593dc67fd);
  CHECK(keyed_hash(text.substr(0, 8), key) == 0x93f5f5799a932462);
}

TEST_CASE("keyed_hash: another key gives another hash") {
  CHECK(keyed_hash("a", HashKey::random()) !=
        keyed_hash("a", HashKey::random()));
}
