// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/gzip_members.h"

#include "base/gzip.h"
#include "tests/support.h"

using namespace veto;

namespace {

// A few bytes at a time, so that members end in the middle of a piece.
ReadBytes dripping(std::string bytes, std::size_t drop) {
  return [bytes, drop, at = std::size_t(0)](
             char* into, std::size_t size) mutable -> Result<std::size_t> {
    const std::size_t taken = bytes.copy(into, std::min(size, drop), at);
    at += taken;
    return taken;
  };
}

}  // namespace

TEST_CASE("gzip members: each as it stands, whatever the pieces") {
  const std::string parts[] = {"one", "", std::string(200'000, 'x')};
  std::string file;
  for (const std::string& part : parts) file += gzip_compress(part);
  for (const std::size_t drop : {1u, 7u, 1u << 20}) {
    CAPTURE(drop);
    GzipMembers members(dripping(file, drop), 1 << 20);
    std::string packed;
    for (const std::string& part : parts) {
      const auto member = members.next();
      REQUIRE(member);
      REQUIRE(*member);
      CHECK((*member)->bytes == part);
      CHECK((*member)->size == part.size());
      CHECK_FALSE((*member)->cut);
      packed += (*member)->packed;
    }
    CHECK(packed == file);
    const auto end = members.next();
    REQUIRE(end);
    CHECK_FALSE(*end);
  }
}

TEST_CASE("gzip members: of one that is too large the front, and the next") {
  GzipMembers members(
      dripping(gzip_compress(std::string(500'000, 'y')) + gzip_compress("z"),
               100),
      1000);
  const auto large = members.next();
  REQUIRE(large);
  CHECK((*large)->bytes == std::string(1000, 'y'));
  CHECK((*large)->size == 500'000);
  CHECK((*large)->cut);
  CHECK((*large)->packed.empty());
  const auto small = members.next();
  REQUIRE(small);
  CHECK((*small)->bytes == "z");
}

TEST_CASE("gzip members: damage is an error") {
  const std::string good = gzip_compress("some text");
  for (const std::string& bad :
       {std::string("plain"), good.substr(0, good.size() - 1), good + "x"}) {
    GzipMembers members(dripping(bad, 1 << 20), 1000);
    auto member = members.next();
    if (member && *member) member = members.next();
    CHECK_FALSE(member);
  }
}
