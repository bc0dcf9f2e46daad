// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files that an edition is written into: WARC files of at most 1 GB each,
// begun by a warcinfo record that says what they are.

#ifndef VETO_REPORTS_EDITION_EDITION_FILES_H_
#define VETO_REPORTS_EDITION_EDITION_FILES_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/time.h"
#include "reports/edition/edition.h"

namespace veto::reports {

class EditionFiles {
 public:
  EditionFiles(std::filesystem::path dir, std::string run_id, UtcTime now)
      : dir_(std::move(dir)), run_id_(std::move(run_id)), now_(now) {}

  // Members that belong together. Errors: io.
  Status append(std::string_view members);
  // All is durable. Errors: io.
  Status finish();
  const std::vector<EditionFile>& files() const { return files_; }

 private:
  Status begin_file();

  std::filesystem::path dir_;
  std::string run_id_;
  UtcTime now_;
  AppendFile file_;
  std::vector<EditionFile> files_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_EDITION_FILES_H_
