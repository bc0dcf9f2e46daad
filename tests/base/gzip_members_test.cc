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

std::string rest_of(GzipMembers& members) {
  std::string bytes, piece(1000, '\0');
  for (;;) {
    const auto got = members.read(piece.data(), piece.size());
    REQUIRE(got);
    if (*got == 0) return bytes;
    bytes.append(piece, 0, *got);
  }
}

// Whether some step fails.
bool fails(GzipMembers members) {
  std::string piece(1000, '\0');
  for (;;) {
    const auto begun = members.next();
    if (!begun) return true;
    if (!*begun) return false;
    for (;;) {
      const auto got = members.read(piece.data(), piece.size());
      if (!got) return true;
      if (*got == 0) break;
    }
  }
}

}  // namespace

TEST_CASE("gzip members: each where it lies, whatever the pieces") {
  const std::string parts[] = {"one", "", std::string(200'000, 'x')};
  std::string file;
  for (const std::string& part : parts) file += gzip_compress(part);
  for (const std::size_t drop : {1u, 7u, 1u << 20}) {
    CAPTURE(drop);
    GzipMembers members(dripping(file, drop));
    std::uint64_t end = 0;
    for (const std::string& part : parts) {
      REQUIRE(members.next() == true);
      CHECK(rest_of(members) == part);
      CHECK(members.offset() == end);
      const std::string packed =
          file.substr(members.offset(), members.length());
      CHECK(packed == gzip_compress(part));
      CHECK(members.digest() == sha256(packed));
      end += members.length();
    }
    CHECK(end == file.size());
    CHECK(members.next() == false);
  }
}

TEST_CASE("gzip members: damage is an error") {
  const std::string good = gzip_compress("some text");
  CHECK_FALSE(fails(GzipMembers(dripping(good + good, 5))));
  for (const std::string& bad :
       {std::string("plain"), good.substr(0, good.size() - 1), good + "x"})
    CHECK(fails(GzipMembers(dripping(bad, 1 << 20))));
}
