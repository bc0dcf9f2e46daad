// SPDX-License-Identifier: GPL-3.0-or-later
#include "crawler/api/warc_members.h"

#include "base/crc32.h"
#include "base/file.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::crawler;

namespace {

constexpr std::uint64_t kMost = 2000;

std::string little_endian(std::uint32_t number, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += char(number >> (8 * i));
  return text;
}

std::string stored_block(const std::string& bytes, bool last) {
  const auto size = std::uint32_t(bytes.size());
  return std::string(1, last ? '\1' : '\0') + little_endian(size, 2) +
         little_endian(~size, 2) + bytes;
}

// A gzip member (RFC 1952) of that many empty blocks before its content.
std::string member_of(const std::string& content, int empty_blocks) {
  std::string packed("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10);
  for (int i = 0; i < empty_blocks; ++i) packed += stored_block("", false);
  return packed + stored_block(content, true) +
         little_endian(crc32_of(content), 4) +
         little_endian(std::uint32_t(content.size()), 4);
}

std::string record(const std::string& name, std::size_t size) {
  return "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: " + name +
         "\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
         std::string(size, 'x') + "\r\n\r\n";
}

}  // namespace

TEST_CASE(
    "warc members: what is too large as it is, or packed, is said to be") {
  const std::string small = member_of(record("u:1", 500), 0);
  const std::string files[] = {
      small,
      member_of(record("u:2", kMost), 0),     // the record
      member_of(record("u:3", 500), 20'000),  // 100 KB around little
      small,
  };
  std::string all;
  for (const std::string& one : files) all += one;
  const test::TempDir dir;
  REQUIRE(write_file_atomic(dir / "a.warc.gz", all));
  auto members = WarcMembers::open(dir / "a.warc.gz", kMost);
  REQUIRE(members);
  for (const bool too_large : {false, true, true, false}) {
    const auto member = members->next();
    REQUIRE(member);
    REQUIRE(*member);
    CAPTURE((*member)->field("WARC-Target-URI"));
    CHECK((*member)->too_large == too_large);
    CHECK((*member)->record.empty() == too_large);
    CHECK((*member)->packed == (too_large ? "" : small));
    CHECK((*member)->field("WARC-Type") == "resource");
  }
  const auto end = members->next();
  REQUIRE(end);
  CHECK_FALSE(*end);
}
