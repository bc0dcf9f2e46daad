// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include <sys/stat.h>

#include "tests/support.h"

using namespace veto;

TEST_CASE("read_file: what is there, up to the limit") {
  test::TempDir dir;
  REQUIRE(write_file_atomic(dir / "a", "12345"));
  CHECK(read_file(dir / "a", 5).value_or("") == "12345");
  auto over = read_file(dir / "a", 4);
  REQUIRE(!over);
  CHECK(over.error().kind == ErrorKind::too_large);
}

TEST_CASE("read_file: absent, and a folder") {
  test::TempDir dir;
  auto absent = read_file(dir / "none", 10);
  REQUIRE(!absent);
  CHECK(absent.error().kind == ErrorKind::not_found);
  auto folder = read_file(dir.path(), 10);
  REQUIRE(!folder);
  CHECK(folder.error().kind == ErrorKind::io);
}

TEST_CASE("read_regular_file: a regular file alone, and never waits") {
  test::TempDir dir;
  REQUIRE(write_file_atomic(dir / "a", "12345"));
  std::filesystem::create_symlink("a", dir / "link");
  std::filesystem::create_symlink("loop", dir / "loop");
  REQUIRE(::mkfifo((dir / "pipe").c_str(), 0600) == 0);
  CHECK(read_regular_file(dir / "a", 5).value_or("") == "12345");
  CHECK(read_regular_file(dir / "link", 5).value_or("") == "12345");
  const struct {
    std::filesystem::path file;
    Links links;
    ErrorKind kind;
  } rows[] = {
      {dir / "a", Links::refused, ErrorKind::too_large},
      {dir / "none", Links::followed, ErrorKind::not_found},
      {dir / "link", Links::refused, ErrorKind::refused},
      {dir / "loop", Links::followed, ErrorKind::refused},
      {dir / "pipe", Links::followed, ErrorKind::refused},
      {dir.path(), Links::followed, ErrorKind::refused},
      {"/dev/zero", Links::followed, ErrorKind::refused},
  };
  for (const auto& row : rows) {
    CAPTURE(row.file);
    const auto read = read_regular_file(row.file, 4, row.links);
    REQUIRE(!read);
    CHECK(read.error().kind == row.kind);
  }
}

TEST_CASE("write_file_atomic: replaces whole and leaves no neighbour") {
  test::TempDir dir;
  REQUIRE(write_file_atomic(dir / "a", "old"));
  REQUIRE(write_file_atomic(dir / "a", "new"));
  CHECK(read_file(dir / "a", 10).value_or("") == "new");
  int files = 0;
  for (auto& entry : std::filesystem::directory_iterator(dir.path()))
    files += entry.is_regular_file();
  CHECK(files == 1);
}

TEST_CASE("write_file_atomic: a folder that is not there is an error") {
  test::TempDir dir;
  CHECK_FALSE(write_file_atomic(dir / "no/such/a", "x"));
}

TEST_CASE("AppendFile: grows, counts, and can be cut back") {
  test::TempDir dir;
  auto file = AppendFile::open(dir / "a");
  REQUIRE(file);
  REQUIRE(file->append("abc"));
  REQUIRE(file->append("def"));
  REQUIRE(file->sync());
  CHECK(file->size() == 6);
  REQUIRE(file->truncate(4));
  REQUIRE(file->append("X"));
  CHECK(read_file(dir / "a", 10).value_or("") == "abcdX");
}

TEST_CASE("AppendFile: a full device is reported") {
  if (!std::filesystem::exists("/dev/full")) return;
  auto file = AppendFile::open("/dev/full");
  REQUIRE(file);
  auto appended = file->append("x");
  REQUIRE(!appended);
  CHECK(appended.error().kind == ErrorKind::io);
  CHECK(appended.error().hint == "free some space and run again");
}
