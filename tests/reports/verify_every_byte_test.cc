// SPDX-License-Identifier: GPL-3.0-or-later
//
// One byte changed anywhere in a bundle: verification names the file, or the
// entry of a manifest that it makes disagree.

#include <string_view>

#include "tests/reports/bundle_samples.h"
#include "tests/support.h"

using namespace veto;

namespace {

// Bits that turn letters into other letters, capitals, spaces, line feeds and
// bytes beyond ASCII.
constexpr unsigned char kFlips[] = {0x01, 0x20, 0x0a, 0x80};

// A change in a file other than the tag manifest names that file. A change in
// the tag manifest itself names the line, or the file that line is about.
bool named(const reports::Verification& checked, const std::string& file) {
  for (const auto& problem : checked.problems) {
    if (problem.file == file) return true;
    if (file == "tagmanifest-sha256.txt" &&
        (problem.file.starts_with("tagmanifest-sha256.txt:") ||
         problem.detail.find("tagmanifest-sha256.txt") != std::string::npos))
      return true;
  }
  return false;
}

}  // namespace

TEST_CASE("no byte of a bundle can change unseen") {
  test::TempDir dir;
  test::write_sample_bundle(dir / "b");
  std::size_t changed = 0;
  for (const auto& file : test::files_below(dir / "b")) {
    const std::string whole = test::read_text(dir / "b" / file);
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (unsigned char flip : kFlips) {
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ flip);
        test::write_text(dir / "b" / file, bytes);
        const auto checked = reports::verify_bundle(dir / "b");
        REQUIRE(checked);
        REQUIRE_MESSAGE(named(*checked, file),
                        file << " byte " << at << " flip " << int(flip));
        ++changed;
      }
    }
    test::write_text(dir / "b" / file, whole);
  }
  CHECK(changed > 4000);
  CHECK(test::problems_of(dir / "b") == "");
}

TEST_CASE("no byte of a bundle can be added or removed unseen") {
  test::TempDir dir;
  test::write_sample_bundle(dir / "b");
  for (const auto& file : test::files_below(dir / "b")) {
    CAPTURE(file);
    const std::string whole = test::read_text(dir / "b" / file);
    for (const char* tail : {"\n", " ", "x", "\r\n"}) {
      test::write_text(dir / "b" / file, whole + tail);
      CHECK(test::problems_of(dir / "b") != "");
    }
    for (std::size_t cut = 1; cut <= whole.size(); cut += 7) {
      test::write_text(dir / "b" / file, whole.substr(0, whole.size() - cut));
      CHECK(test::problems_of(dir / "b") != "");
    }
    test::write_text(dir / "b" / file, whole);
  }
}
