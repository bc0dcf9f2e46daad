// SPDX-License-Identifier: GPL-3.0-or-later
//
// Packed logs, as the programs make them that rotate logs.

#include <doctest/doctest.h>
#include <zlib.h>

#include <cstdlib>

#include "audit/logs/unpack.h"
#include "tests/audit/logs/log_support.h"
#include "tests/audit/logs/read_support.h"

namespace veto::logs {
namespace {

using test::read_all;
using test::write;

struct Tool {
  const char* name;
  const char* command;  // packs standard input
};

constexpr Tool kTools[] = {
    {"gzip", "gzip -c"},  {"bzip2", "bzip2 -c"},
    {"xz", "xz -c"},      {"xz", "xz -c --block-size=65536 --check=sha256"},
    {"zstd", "zstd -qc"}, {"zstd", "zstd -qc --long=27"}};

std::string pack(const Tool& tool, const veto::test::TempDir& dir,
                 const std::string& text) {
  write(dir / "plain", text);
  const std::string from = (dir / "plain").string();
  const std::string to = (dir / "packed").string();
  const std::string command =
      std::string(tool.command) + " <" + from + " >" + to;
  REQUIRE_MESSAGE(std::system(command.c_str()) == 0, command);
  return test::read(to);
}

std::string numbers(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += std::to_string(i) + "\n";
  return text;
}

TEST_CASE("packed: what each tool packs, longer than any chunk") {
  veto::test::TempDir dir;
  const std::string text = numbers(200'000);
  write(dir / "log", text);
  const test::Read plain = read_all(dir / "log");
  CHECK(plain.file == sha256(text));
  for (const Tool& tool : kTools) {
    CAPTURE(tool.command);
    const std::string packed = pack(tool, dir, text);
    write(dir / "log", packed);
    const test::Read read = read_all(dir / "log");
    CHECK(!read.failed);
    CHECK(!read.cut_short);
    CHECK(read.lines == plain.lines);
    CHECK(read.stream == plain.file);
    CHECK(read.file == sha256(packed));
  }
}

TEST_CASE("packed: one after another, padded, and nothing") {
  veto::test::TempDir dir;
  for (const Tool& tool : kTools) {
    CAPTURE(tool.command);
    const std::string two = pack(tool, dir, "a\nb") + pack(tool, dir, "c\nd\n");
    write(dir / "log", two);
    CHECK(read_all(dir / "log").lines == "1@0:a|2@2:bc|3@5:d|");
    write(dir / "log", two + std::string(512, '\0'));
    CHECK(read_all(dir / "log").lines == "1@0:a|2@2:bc|3@5:d|");
    CHECK(!read_all(dir / "log").cut_short);
    write(dir / "log", pack(tool, dir, ""));
    CHECK(!read_all(dir / "log").failed);
    CHECK(read_all(dir / "log").lines == "");
    CHECK(!read_all(dir / "log").cut_short);
  }
}

TEST_CASE("packed: what is cut is read as far as it goes, and said") {
  veto::test::TempDir dir;
  for (const Tool& tool : kTools) {
    CAPTURE(tool.command);
    // Larger than a block of bzip2.
    const std::string packed = pack(tool, dir, numbers(400'000));
    write(dir / "log", packed.substr(0, packed.size() - 20));
    const test::Read cut = read_all(dir / "log");
    CHECK(!cut.failed);
    CHECK(cut.cut_short);
    CHECK(cut.lines.starts_with("1@0:0|2@2:1|"));
    write(dir / "log", packed.substr(0, 8));
    CHECK(read_all(dir / "log").cut_short);
  }
}

TEST_CASE("packed: what is damaged is refused by its name") {
  veto::test::TempDir dir;
  for (const Tool& tool : kTools) {
    CAPTURE(tool.command);
    std::string packed = pack(tool, dir, numbers(100'000));
    for (std::size_t i = packed.size() / 2; i < packed.size() / 2 + 64; ++i)
      packed[i] = static_cast<char>(packed[i] ^ 0x55);
    write(dir / "log", packed);
    const test::Read read = read_all(dir / "log");
    CHECK(read.failed);
    CHECK(read.error == ErrorKind::damaged);
    CHECK(read.what.contains(tool.name));
    // Something else behind the last member.
    write(dir / "log", pack(tool, dir, "a\n") + "what is behind it\n");
    CHECK(read_all(dir / "log").error == ErrorKind::damaged);
  }
}

// What comes of it when so many bytes are given at once, and so much room.
std::string unpacked(std::string_view packed, std::size_t piece,
                     std::size_t room) {
  const auto unpacker = gzip_unpacker();
  std::string text, out(room, '\0');
  std::string_view in;
  bool between = true, full = false;
  while (!packed.empty() || !in.empty() || full) {
    if (between) REQUIRE(unpacker->begin());
    if (in.empty() && !full) {
      in = packed.substr(0, piece);
      packed.remove_prefix(in.size());
    }
    std::size_t made = 0;
    const Unpacked result = unpacker->step(in, out, made);
    if (result == Unpacked::damaged) return text + " damaged";
    between = result == Unpacked::member_end;
    full = made == room && !between;
    text += out.substr(0, made);
  }
  return text + (between ? " whole" : " cut");
}

TEST_CASE("packed: gzip in any pieces, with every field of its header") {
  veto::test::TempDir dir;
  const std::string plain = pack(kTools[0], dir, numbers(300));
  // RFC 1952, section 2.3.1: flags for a sum of the header, an extra field, a
  // name and a comment.
  std::string header = plain.substr(0, 10);
  header[3] = 0x02 | 0x04 | 0x08 | 0x10;
  header += std::string("\x03\0abcname\0comment\0", 18);
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(header.data()),
                         static_cast<uInt>(header.size()));
  header += static_cast<char>(sum);
  header += static_cast<char>(sum >> 8);
  const std::string two = header + plain.substr(10) + plain;
  const std::string wanted = numbers(300) + numbers(300) + " whole";
  for (const std::size_t piece : {1, 2, 7, 100, 1'000'000})
    for (const std::size_t room : {1, 3, 1000, 1'000'000}) {
      CAPTURE(piece);
      CAPTURE(room);
      CHECK((unpacked(two, piece, room) == wanted));
    }
  for (std::size_t cut = 1; cut < plain.size() - 10; ++cut)
    CHECK(
        unpacked(two.substr(0, header.size() + cut), 64, 64).ends_with(" cut"));
}

TEST_CASE("packed: gzip whose sum or length is another's is damaged") {
  veto::test::TempDir dir;
  const std::string packed = pack(kTools[0], dir, numbers(300));
  for (std::size_t from_end = 1; from_end <= 8; ++from_end)
    for (const std::size_t piece : {1, 1'000'000}) {
      CAPTURE(from_end);
      std::string other = packed;
      other[other.size() - from_end] ^= 1;
      CHECK(unpacked(other, piece, 64).ends_with(" damaged"));
    }
}

TEST_CASE("packed: gzip that refers to bytes before its first is damaged") {
  const std::string_view header("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
  const std::string_view body(
      "K\xe4\x4a\xe2\x02\x42Zh(/\xfd\x24\0\x97*W\x18\x04\0\0\0", 21);
  for (const std::size_t piece : {1, 8, 100})
    CHECK(unpacked(std::string(header) + std::string(body), piece, 64 * 1024)
              .ends_with(" damaged"));
}

// The block header's dictionary, and its checksum (xz file format, section
// 3.1).
std::string with_dictionary(std::string packed, char size) {
  const std::size_t block = 12;
  const std::size_t length =
      (static_cast<unsigned char>(packed[block]) + 1) * 4;
  REQUIRE(packed[block + 2] == '\x21');
  packed[block + 4] = size;
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(&packed[block]),
                         static_cast<uInt>(length - 4));
  for (std::size_t i = 0; i < 4; ++i)
    packed[block + length - 4 + i] = static_cast<char>(sum >> (8 * i));
  return packed;
}

TEST_CASE("packed: memory is bounded, whatever the file asks for") {
  veto::test::TempDir dir;
  const std::string xz = pack(kTools[2], dir, "a\n");
  write(dir / "log", with_dictionary(xz, xz[16]));
  CHECK(read_all(dir / "log").lines == "1@0:a|");
  write(dir / "log", with_dictionary(xz, 40));  // 4 GiB
  CHECK(read_all(dir / "log").error == ErrorKind::too_large);
  // RFC 8878, section 3.1.1.1.2: of a frame of unknown size the byte behind
  // the descriptor is the window's.
  std::string zstd = pack(kTools[4], dir, "a\n");
  REQUIRE((zstd[4] & '\xE0') == 0);
  CHECK(read_all(dir / "packed").lines == "1@0:a|");
  zstd[5] = static_cast<char>(18 << 3);  // 256 MiB
  write(dir / "log", zstd);
  CHECK(read_all(dir / "log").error == ErrorKind::too_large);
}

// A frame of blocks that each repeat one byte 128 KiB long (RFC 8878, section
// 3.1.1.2).
std::string bomb(int blocks) {
  std::string frame("\x28\xB5\x2F\xFD\0\x58", 6);
  for (int i = 0; i < blocks; ++i) {
    const unsigned header = (128U << 10) << 3 | 1U << 1 | (i + 1 == blocks);
    for (int shift : {0, 8, 16}) frame += static_cast<char>(header >> shift);
    frame += '\n';
  }
  return frame;
}

TEST_CASE("packed: what no log could be packed to is not unpacked") {
  veto::test::TempDir dir;
  write(dir / "log", bomb(500));  // within what is free
  LogStream small = *LogStream::open(dir / "log");
  std::uint64_t bytes = 0;
  for (auto piece = small.next(); piece && !piece->empty();
       piece = small.next())
    bytes += piece->size();
  CHECK(bytes == 500U << 17);
  write(dir / "log", bomb(5000));
  LogStream large = *LogStream::open(dir / "log");
  auto piece = large.next();
  for (bytes = 0; piece && !piece->empty(); piece = large.next())
    bytes += piece->size();
  REQUIRE(!piece.has_value());
  CHECK(piece.error().kind == ErrorKind::too_large);
  CHECK(bytes < 300U << 20);
}

TEST_CASE("packed: frames to skip, and text that only looks packed") {
  veto::test::TempDir dir;
  const std::string skipped("\x50\x2A\x4D\x18\x03\0\0\0abc", 11);
  write(dir / "log", skipped + pack(kTools[4], dir, "a\n"));
  CHECK(read_all(dir / "log").lines == "1@0:a|");
  write(dir / "log", "BZhoho\nb\n");
  CHECK(read_all(dir / "log").lines == "1@0:BZhoho|2@7:b|");
  write(dir / "log", "BZh91AY");
  CHECK(read_all(dir / "log").cut_short);
}

}  // namespace
}  // namespace veto::logs
