// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where `veto logs --verdicts` goes: standard output, or a file that appears
// when it is whole.

#ifndef VETO_CLI_VERDICT_FILE_H_
#define VETO_CLI_VERDICT_FILE_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file.h"

namespace veto::cli {

class VerdictFile {
 public:
  // "-" is standard output. Errors: io.
  static Result<VerdictFile> open(const std::string& path);

  // One line, without its end. Errors: io.
  Status add(std::string_view line);
  // Until then the file has another name. Errors: io.
  Status finish();

 private:
  Status flush();

  std::filesystem::path path_;
  std::optional<AppendFile> file_;  // none for standard output
  std::string held_;
};

}  // namespace veto::cli

#endif  // VETO_CLI_VERDICT_FILE_H_
