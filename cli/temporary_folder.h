// SPDX-License-Identifier: GPL-3.0-or-later
//
// A folder of our own below $TMPDIR, removed with all in it.

#ifndef VETO_CLI_TEMPORARY_FOLDER_H_
#define VETO_CLI_TEMPORARY_FOLDER_H_

#include <filesystem>
#include <utility>

#include "base/error.h"

namespace veto::cli {

class TemporaryFolder {
 public:
  // Errors: io.
  static Result<TemporaryFolder> make();
  TemporaryFolder(TemporaryFolder&& other) noexcept
      : path_(std::exchange(other.path_, std::filesystem::path())) {}
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  ~TemporaryFolder();

  const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path)
      : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace veto::cli

#endif  // VETO_CLI_TEMPORARY_FOLDER_H_
