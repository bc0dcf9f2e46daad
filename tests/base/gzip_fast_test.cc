// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/gzip_fast.h"

#include <cstdint>

#include "base/gzip.h"
#include "tests/support.h"

using namespace veto;

namespace {

std::string noise(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint64_t state = 88172645463325252u;
  for (char& c : bytes) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    c = static_cast<char>(state);
  }
  return bytes;
}

std::string fast(std::string_view bytes) {
  std::string out;
  append_gzip_fast(bytes, out);
  return out;
}

std::string stored(std::string_view bytes) {
  std::string out;
  append_gzip_stored(bytes, out);
  return out;
}

}  // namespace

TEST_CASE("fast gzip: each is one member that zlib reads back") {
  for (const std::size_t size :
       {0, 1, 100, 4096, 65534, 65535, 65536, 131070, 131071, 1000000}) {
    CAPTURE(size);
    for (const auto& bytes : {std::string(size, 'x'), noise(size)}) {
      for (const auto& member : {fast(bytes), stored(bytes)}) {
        std::size_t consumed = 0;
        CHECK(gzip_decompress_member(member, 2 << 20, consumed) == bytes);
        CHECK(consumed == member.size());
        CHECK(member.size() <= bytes.size() + 5 * (size / 65535 + 1) + 20);
      }
    }
  }
}

TEST_CASE("fast gzip: text shrinks, and members follow one another") {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "a word and " + std::to_string(i);
  CHECK(fast(text).size() < text.size() / 2);
  std::string two = fast("one,");
  append_gzip_stored("two", two);
  CHECK(gzip_decompress(two, 100) == "one,two");
}

TEST_CASE("fast gzip: what came before leaves no trace") {
  const std::string bytes = "the same text, the same member" + noise(3000);
  const std::string first = fast(bytes);
  (void)fast(noise(500000));
  (void)fast(std::string(500000, 'x'));
  CHECK(fast(bytes) == first);
}
