// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/config_files.h"

#include <fnmatch.h>

#include <algorithm>

#include "base/file.h"

namespace veto::logs {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxPattern = 4096;
constexpr std::ptrdiff_t kMaxStars = 8;  // more would cost fnmatch too long

bool has_wildcard(const std::string& text) {
  return text.find_first_of("*?[") != std::string::npos;
}

}  // namespace

Result<std::string> ConfigFiles::read(const fs::path& file) {
  std::error_code error;
  if (!fs::exists(file, error))
    return fail(ErrorKind::not_found, "cannot open the server's configuration",
                file.string());
  if (!fs::is_regular_file(file, error))
    return fail(ErrorKind::io, "a server's configuration must be a file",
                file.string());
  const fs::path real = fs::canonical(file, error);
  if (error || seen_.contains(real)) return std::string();
  if (seen_.size() == kMaxFiles)
    return fail(ErrorKind::too_large,
                "the server's configuration has too many files", file.string());
  seen_.insert(real);
  auto text = read_file(file, kMaxBytes - bytes_);
  if (text) bytes_ += text->size();
  return text;
}

std::vector<fs::path> ConfigFiles::list(const fs::path& folder,
                                        const std::string& pattern,
                                        bool& whole) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (++entries_ > kMaxEntries) {
      whole = false;
      break;
    }
    const std::string name = it->path().filename().string();
    if (fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD) == 0)
      found.push_back(it->path());
  }
  std::ranges::sort(found);
  return found;
}

std::vector<fs::path> ConfigFiles::matches(std::string_view pattern,
                                           bool& whole) {
  if (pattern.empty() || pattern.size() > kMaxPattern ||
      pattern.contains('\0') || std::ranges::count(pattern, '*') > kMaxStars) {
    whole = false;
    return {};
  }
  const fs::path path = root_ / fs::path(pattern);
  std::vector<fs::path> found = {path.root_path()};
  for (const fs::path& part : path.relative_path()) {
    std::vector<fs::path> next;
    for (const fs::path& folder : found) {
      if (!has_wildcard(part.string())) {
        next.push_back(folder / part);
        continue;
      }
      auto listed = list(folder, part.string(), whole);
      next.insert(next.end(), listed.begin(), listed.end());
    }
    found = std::move(next);
  }
  std::error_code error;
  std::vector<fs::path> files;
  const bool wild = has_wildcard(std::string(pattern));
  for (const fs::path& one : found) {
    if (wild && !fs::exists(one, error)) continue;
    if (!fs::is_directory(one, error)) {
      files.push_back(one);
      continue;
    }
    auto listed = list(one, "*", whole);
    files.insert(files.end(), listed.begin(), listed.end());
  }
  return files;
}

}  // namespace veto::logs
