// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/named_logs.h"

#include <algorithm>
#include <utility>

namespace veto::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 255;

bool is_plain(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && name != "." &&
         name != ".." && !name.contains('/') && !name.contains('\0');
}

}  // namespace

Result<NamedLogs> NamedLogs::make() {
  auto folder = TemporaryFolder::make();
  if (!folder) return pass(folder);
  return NamedLogs(*std::move(folder));
}

Status NamedLogs::add(const fs::path& log, std::string_view name) {
  fs::path path = log;
  if (is_plain(name)) {
    path = folder_.path() / name;
    if (std::ranges::find(paths_, path) != paths_.end()) return {};
    std::error_code error;
    fs::create_symlink(fs::absolute(log, error), path, error);
    if (error)
      return fail(ErrorKind::io, "cannot make a link in a temporary folder",
                  folder_.path().string());
  }
  paths_.push_back(std::move(path));
  return {};
}

}  // namespace veto::cli
