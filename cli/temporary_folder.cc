// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/temporary_folder.h"

#include <stdlib.h>

#include <string>

namespace veto::cli {

namespace fs = std::filesystem;

Result<TemporaryFolder> TemporaryFolder::make() {
  std::error_code error;
  std::string name = (fs::temp_directory_path(error) / "veto-XXXXXX").string();
  if (error || ::mkdtemp(name.data()) == nullptr)
    return fail(ErrorKind::io, "cannot make a temporary folder", name,
                "name a folder that can be written by TMPDIR");
  return TemporaryFolder(name);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

}  // namespace veto::cli
