// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "crawler/import_files.h"

namespace veto::crawler {
namespace {

namespace fs = std::filesystem;

std::optional<UtcTime> changed(const fs::path& path) {
  std::error_code code;
  const auto time = fs::last_write_time(path, code);
  if (code) return std::nullopt;
  return std::chrono::time_point_cast<std::chrono::microseconds>(
      std::chrono::file_clock::to_sys(time));
}

std::string refusal_of(const fs::directory_entry& entry) {
  std::error_code code;
  if (entry.is_symlink(code)) return "a link, which is not followed";
  if (!entry.is_regular_file(code)) return "no ordinary file";
  return {};
}

class Walk {
 public:
  explicit Walk(const VisitFile& visit) : visit_(visit) {}

  Status folder(const fs::path& path, const std::string& prefix, int depth) {
    std::error_code code;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator at(path, code), end; !code && at != end;
         at.increment(code))
      entries.push_back(*at);
    if (code)
      return fail(ErrorKind::io,
                  fmt::format("cannot read the folder ({})", code.message()),
                  path.string());
    std::ranges::sort(entries, {}, [](const fs::directory_entry& entry) {
      return entry.path().filename().string();
    });
    for (const auto& entry : entries) {
      auto done = one(entry, prefix + entry.path().filename().string(), depth);
      if (!done) return done;
    }
    return {};
  }

  Status one(const fs::directory_entry& entry, const std::string& name,
             int depth) {
    std::error_code code;
    if (entry.is_directory(code) && !entry.is_symlink(code)) {
      if (depth < kMaxFolderDepth)
        return folder(entry.path(), name + "/", depth + 1);
      return visit_({name, std::nullopt, "a folder nested too deeply"}, {});
    }
    WalkedFile file{name, changed(entry.path()), refusal_of(entry)};
    if (!file.refused.empty()) return visit_(file, {});
    auto bytes = file_bytes(entry.path());
    if (bytes) return visit_(file, *bytes);
    file.refused = "a file that cannot be opened";
    return visit_(file, {});
  }

 private:
  const VisitFile& visit_;
};

}  // namespace

Status walk_folder(const fs::path& root, const std::vector<std::string>& begins,
                   const VisitFile& visit) {
  Walk walk(visit);
  if (begins.empty()) return walk.folder(root, "", 0);
  for (const std::string& name : begins) {
    std::error_code code;
    const fs::directory_entry entry(root / name, code);
    auto done = walk.one(entry, name, 0);
    if (!done) return done;
  }
  return {};
}

}  // namespace veto::crawler
