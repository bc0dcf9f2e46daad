// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/gzip.h"

#include "tests/support.h"

using namespace veto;

TEST_CASE("gzip: what was compressed comes back") {
  for (const std::string& text :
       {std::string(), std::string("a"), std::string(300000, 'x') + "end"}) {
    auto back = gzip_decompress(gzip_compress(text), 1 << 20);
    REQUIRE(back);
    CHECK(*back == text);
  }
}

TEST_CASE("gzip: RFC 1952 2.2: members follow one another") {
  const std::string two = gzip_compress("one,") + gzip_compress("two");
  CHECK(gzip_decompress(two, 100).value_or("") == "one,two");
  std::size_t consumed = 0;
  CHECK(gzip_decompress_member(two, 100, consumed).value_or("") == "one,");
  CHECK(consumed == gzip_compress("one,").size());
}

TEST_CASE("gzip: output over the limit is refused, not delivered in part") {
  const auto bomb = gzip_compress(std::string(10 << 20, '\0'));
  auto out = gzip_decompress(bomb, 1 << 20);
  REQUIRE(!out);
  CHECK(out.error().kind == ErrorKind::too_large);
}

TEST_CASE("gzip: every cut and every flipped byte is damage") {
  const std::string good = gzip_compress("the quick brown fox, twice: fox fox");
  for (std::size_t n = 0; n < good.size(); ++n)
    CHECK_FALSE(gzip_decompress(good.substr(0, n), 1000));
  // The checksum covers the data; header bytes 4 to 9 (time, flags, system)
  // carry none.
  for (std::size_t n = 10; n < good.size(); ++n) {
    std::string bad = good;
    bad[n] ^= 1;
    CHECK_FALSE(gzip_decompress(bad, 1000));
  }
}

TEST_CASE("inflate_body: zlib and raw deflate are both met on the web") {
  const std::string zlib("\x78\x9c\x4b\x4c\x4a\x06\x00\x02\x4d\x01\x27", 11);
  CHECK(inflate_body(zlib, 100).value_or("") == "abc");
  CHECK(inflate_body(zlib.substr(2, 5), 100).value_or("") == "abc");
  CHECK_FALSE(inflate_body("not compressed", 100));
}
