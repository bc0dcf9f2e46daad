// SPDX-License-Identifier: GPL-3.0-or-later
//
// What tests share: a folder of their own, and skipping that is counted.

#ifndef VETO_TESTS_SUPPORT_H_
#define VETO_TESTS_SUPPORT_H_

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <optional>
#include <string>

namespace veto::test {

// A fresh folder under $TMPDIR, removed at the end of the test.
class TempDir {
 public:
  TempDir() {
    std::string name =
        (std::filesystem::temp_directory_path() / "veto-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& part) const {
    return path_ / part;
  }

 private:
  std::filesystem::path path_;
};

// Set by a test whose program is started again as its own worker: asked before
// any test runs, it says with an exit code that it was one.
extern std::optional<int> (*serve)(int argc, char** argv);

// The project's own folder.
std::filesystem::path source_dir();

// Material beside the project: an empty path, and a line "SKIPPED: ..." that
// the test run counts, where it is absent.
std::filesystem::path shared(const std::string& part);

}  // namespace veto::test

#endif  // VETO_TESTS_SUPPORT_H_
