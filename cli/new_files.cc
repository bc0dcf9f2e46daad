// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/new_files.h"

#include "base/file.h"

namespace veto::cli {

Status write_new_files(const std::filesystem::path& dir,
                       const std::vector<reports::FixFile>& files) {
  std::error_code failed;
  if (std::filesystem::exists(dir, failed) &&
      !std::filesystem::is_empty(dir, failed))
    return fail(ErrorKind::refused, "this is no empty folder", dir.string(),
                "name a new one: nothing is written over");
  for (const reports::FixFile& file : files) {
    const std::filesystem::path path = dir / file.name;
    if (auto made = make_dirs(path.parent_path()); !made) return made;
    if (auto written = write_file_atomic(path, file.text); !written)
      return written;
  }
  return {};
}

}  // namespace veto::cli
