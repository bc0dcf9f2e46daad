// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images given by name, for `veto faces IMAGE...`.

#ifndef VETO_AUDIT_FACES_FILES_H_
#define VETO_AUDIT_FACES_FILES_H_

#include <filesystem>
#include <string>
#include <vector>

#include "audit/faces/examine.h"
#include "base/error.h"
#include "config/settings.h"

namespace veto::faces {

struct FileExamination {
  std::filesystem::path file;
  ImageExamination image;  // `skipped` also says why it could not be read
};
struct FilesExamination {
  DetectorInfo detector;
  std::string unconfined;  // as Examiner says it
  std::vector<FileExamination> files;
};

// In the order of the names. Errors: those of Examiner::open().
Result<FilesExamination> examine_files(
    const std::vector<std::filesystem::path>& files,
    const config::Settings& settings);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_FILES_H_
