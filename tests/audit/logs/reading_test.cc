// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines as files deliver them: packed, cut, padded, overlong.

#include <doctest/doctest.h>

#include "audit/logs/survey.h"
#include "base/gzip.h"
#include "tests/audit/logs/log_support.h"
#include "tests/audit/logs/read_support.h"

namespace veto::logs {
namespace {

using test::Read;
using test::read_all;
using test::write;

TEST_CASE("lines: ends, marks and padding") {
  veto::test::TempDir dir;
  const struct {
    std::string bytes;
    const char* lines;
  } cases[] = {{"a\nb\n", "1@0:a|2@2:b|"},
               {"a\r\nb\r\n", "1@0:a|2@3:b|"},
               {"a\nb", "1@0:a|2@2:b!"},
               {"\n\na", "1@0:|2@1:|3@2:a!"},
               {"\xEF\xBB\xBF"
                "a\nb\n",
                "1@3:a|2@5:b|"},
               {std::string("\0\0\0a\nb\0c\n", 8), "1@3:a|2@5:b"},
               {std::string("a\n\0\0", 4), "1@0:a|2@4:!"},
               {"", ""}};
  for (const auto& one : cases) {
    CAPTURE(one.lines);
    write(dir / "log", one.bytes);
    CHECK(read_all(dir / "log").lines.starts_with(one.lines));
    write(dir / "log.gz", gzip_compress(one.bytes));
    CHECK(read_all(dir / "log.gz").lines.starts_with(one.lines));
  }
}

TEST_CASE("lines: digests of the file and of what it holds") {
  veto::test::TempDir dir;
  const std::string text = "one\ntwo\n";
  const std::string packed = gzip_compress(text);
  write(dir / "log.gz", packed);
  const Read read = read_all(dir / "log.gz");
  CHECK(read.file == sha256(packed));
  CHECK(read.stream == sha256(text));
  CHECK(!read.cut_short);
}

TEST_CASE("lines: gzip members one after another, padded, cut, damaged") {
  veto::test::TempDir dir;
  const std::string two = gzip_compress("a\nb") + gzip_compress("c\nd\n");
  write(dir / "log", two);
  CHECK(read_all(dir / "log").lines == "1@0:a|2@2:bc|3@5:d|");
  write(dir / "log", two + std::string(512, '\0'));
  CHECK(read_all(dir / "log").lines == "1@0:a|2@2:bc|3@5:d|");
  std::string long_text;
  for (int i = 0; i < 100'000; ++i) long_text += std::to_string(i) + "\n";
  std::string packed = gzip_compress(long_text);
  write(dir / "log", packed.substr(0, packed.size() / 2));
  const Read cut = read_all(dir / "log");
  CHECK(cut.cut_short);
  CHECK(cut.lines.starts_with("1@0:0|2@2:1|"));
  packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 1);
  packed[packed.size() - 6] = static_cast<char>(packed[packed.size() - 6] ^ 1);
  write(dir / "log", packed);
  CHECK(read_all(dir / "log").failed);
  CHECK(read_all(dir / "log").error == ErrorKind::damaged);
}

TEST_CASE("lines: longer than the limit, and longer than a chunk") {
  veto::test::TempDir dir;
  const std::string longest(LineReader::kMaxLine, 'x');
  write(dir / "log", longest + "\n" + longest + "y\n" +
                         std::string(1'000'000, 'z') + "\nend\n");
  const Read read = read_all(dir / "log");
  CHECK(read.too_long == 2);
  CHECK(read.lines.ends_with("4@1131076:end|"));
}

TEST_CASE("lines: files that cannot be read") {
  veto::test::TempDir dir;
  CHECK(read_all(dir / "none").error == ErrorKind::not_found);
  CHECK(read_all(dir.path()).error == ErrorKind::io);
}

TEST_CASE("sample: lines from the whole length") {
  Sample sample;
  for (int i = 0; i < 100'000; ++i) sample.offer(std::to_string(i));
  const auto lines = sample.take();
  CHECK(lines.size() >= 200);
  CHECK(lines.size() < Sample::kMost);
  CHECK(lines.front() == "0");
  CHECK(std::stoi(lines.back()) > 99'000);
  CHECK(std::stoi(lines[lines.size() / 2]) > 45'000);
}

}  // namespace
}  // namespace veto::logs
