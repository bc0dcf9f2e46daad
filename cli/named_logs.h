// SPDX-License-Identifier: GPL-3.0-or-later
//
// Logs that were given, under the names that a case has for them: the order in
// which logs are read, and what a finding says of a whole log, goes by name.

#ifndef VETO_CLI_NAMED_LOGS_H_
#define VETO_CLI_NAMED_LOGS_H_

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cli/temporary_folder.h"

namespace veto::cli {

class NamedLogs {
 public:
  // Errors: io (no temporary folder).
  static Result<NamedLogs> make();

  // Under a name of a stranger's: one that is no plain file name is passed
  // over, and the log goes by its own. Given twice it is there once. Errors:
  // io.
  Status add(const std::filesystem::path& log, std::string_view name);

  const std::vector<std::filesystem::path>& paths() const { return paths_; }

 private:
  explicit NamedLogs(TemporaryFolder folder) : folder_(std::move(folder)) {}

  TemporaryFolder folder_;
  std::vector<std::filesystem::path> paths_;
};

}  // namespace veto::cli

#endif  // VETO_CLI_NAMED_LOGS_H_
