// SPDX-License-Identifier: GPL-3.0-or-later
//
// Walks the files of a folder or a zip archive. Nothing is written, links are
// not followed, and a name that leads out is left out: names are labels.

#ifndef VETO_CRAWLER_IMPORT_FILES_H_
#define VETO_CRAWLER_IMPORT_FILES_H_

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/gunzip.h"
#include "base/time.h"
#include "crawler/import_bytes.h"

namespace veto::crawler {

struct WalkedFile {
  std::string name;  // "photos/a.jpg", below the root; never "..", no "\"
  std::optional<UtcTime> time;  // last changed, as the file system says
  // Why there are no bytes: "a link", "encrypted", "a name that leads out of
  // the archive"; empty otherwise.
  std::string refused;
};

// `bytes` may be read during the call. What it returns ends the walk.
using VisitFile =
    std::function<Status(const WalkedFile& file, const ReadBytes& bytes)>;
// The same files in the same order each time it is called.
using WalkFiles = std::function<Status(const VisitFile& visit)>;

inline constexpr int kMaxFolderDepth = 64;

// In order of name. `begins` leaves out what is not below one of these names,
// unless it is empty. Errors: not_found, io.
Status walk_folder(const std::filesystem::path& root,
                   const std::vector<std::string>& begins,
                   const VisitFile& visit);

// zip, entries stored or deflated, in the order in which they lie. What all
// entries unpack to is charged to the budget. Errors: not_found, damaged,
// too_large (over a million entries).
Status walk_zip(const std::filesystem::path& path, const ImportBudget& budget,
                const VisitFile& visit);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMPORT_FILES_H_
