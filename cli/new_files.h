// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files for the user, in a folder of their own.

#ifndef VETO_CLI_NEW_FILES_H_
#define VETO_CLI_NEW_FILES_H_

#include <filesystem>
#include <vector>

#include "base/error.h"
#include "reports/fixes/wanted.h"

namespace veto::cli {

// Nothing that is there is ever written over. Errors: refused (no empty
// folder), io.
Status write_new_files(const std::filesystem::path& dir,
                       const std::vector<reports::FixFile>& files);

}  // namespace veto::cli

#endif  // VETO_CLI_NEW_FILES_H_
