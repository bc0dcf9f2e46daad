// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/manifest.h"

#include <doctest/doctest.h>

using namespace veto::reports;

namespace {
const std::string kHex(64, 'a');
}

TEST_CASE("paths a bundle may hold") {
  for (const char* path : {"a", "data/00-report/report.html", "a.b_c-D/9"})
    CHECK_MESSAGE(is_bundle_path(path), path);
}

TEST_CASE("paths a bundle may not hold") {
  const std::string nul("data/a\0b", 8);
  for (const std::string& path :
       {std::string(), std::string("/etc/passwd"), std::string("../a"),
        std::string("a/../b"), std::string("."), std::string("a/."),
        std::string("a//b"), std::string("a/"), std::string("a b"),
        std::string("a%25"), std::string("a\\b"), std::string("C:a"),
        std::string("\xC3\xA9"), std::string(".hidden"), nul,
        std::string(kMaxBundlePath + 1, 'a')})
    CHECK_MESSAGE(!is_bundle_path(path), path);
}

TEST_CASE("entries are read with their lines") {
  const auto manifest =
      parse_manifest(kHex + "  data/a\n" + kHex + "  data/b\n", 64);
  CHECK(manifest.faults.empty());
  REQUIRE(manifest.entries.size() == 2);
  CHECK(manifest.entries[1].path == "data/b");
  CHECK(manifest.entries[1].hex == kHex);
  CHECK(manifest.entries[1].line == 2);
}

TEST_CASE("a line that is no entry is a fault, and the others stay") {
  const std::string good = kHex + "  data/good\n";
  for (const std::string& bad :
       {std::string("\n"), std::string("x\n"), kHex + " data/a\n",
        kHex + " *data/a\n", kHex + "   data/a\n", kHex + "  data/a\r\n",
        kHex + "  ../a\n", std::string(64, 'A') + "  data/a\n",
        kHex + "a  data/a\n", kHex.substr(1) + "  data/a\n",
        kHex + "  data/good\n", kHex + "  data/GOOD\n"}) {
    CAPTURE(bad);
    const auto manifest = parse_manifest(good + bad, 64);
    REQUIRE(manifest.faults.size() == 1);
    CHECK(manifest.faults[0].line == 2);
    CHECK(manifest.entries.size() == 1);
  }
}

TEST_CASE("a manifest ends in a line feed") {
  const auto manifest = parse_manifest(kHex + "  data/a", 64);
  REQUIRE(manifest.faults.size() == 1);
  CHECK(manifest.faults[0].line == 1);
}

TEST_CASE("what is written is sorted and read back") {
  const std::string text =
      format_manifest({{kHex, "data/b", 0}, {kHex, "data/a", 0}});
  CHECK(text == kHex + "  data/a\n" + kHex + "  data/b\n");
  CHECK(parse_manifest(text, 64).entries.size() == 2);
}

TEST_CASE("a manifest without an entry is not read to its end") {
  CHECK(parse_manifest(std::string(1000, '\n'), kSha256Digits).faults.size() ==
        kMaxManifestFaults);
}
