// SPDX-License-Identifier: GPL-3.0-or-later
//
// A configuration and the files it includes, each read once, in bounded number
// and size. Only regular files are opened.

#ifndef VETO_AUDIT_LOGS_CONFIG_FILES_H_
#define VETO_AUDIT_LOGS_CONFIG_FILES_H_

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace veto::logs {

class ConfigFiles {
 public:
  static constexpr std::size_t kMaxFiles = 512;
  static constexpr std::uint64_t kMaxBytes = 8 << 20;  // of all together
  static constexpr std::size_t kMaxEntries = 20'000;   // of folders listed

  // Included names are relative to `root`.
  explicit ConfigFiles(std::filesystem::path root) : root_(std::move(root)) {}
  void set_root(std::filesystem::path root) { root_ = std::move(root); }

  // Its text; "" for a file that was read before. Errors: not_found, io,
  // too_large.
  Result<std::string> read(const std::filesystem::path& file);

  // Files that a name with *, ? and [ ] stands for, sorted; a name without them
  // as it is, a folder for the files in it. `whole` is set to false where a
  // bound cut the list.
  std::vector<std::filesystem::path> matches(std::string_view pattern,
                                             bool& whole);

 private:
  std::vector<std::filesystem::path> list(const std::filesystem::path& folder,
                                          const std::string& pattern,
                                          bool& whole);

  std::filesystem::path root_;
  std::set<std::filesystem::path> seen_;
  std::uint64_t bytes_ = 0;
  std::size_t entries_ = 0;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_CONFIG_FILES_H_
