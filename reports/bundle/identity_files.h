// SPDX-License-Identifier: GPL-3.0-or-later
//
// What findings about clients rest on beside log lines: operators' lists and
// key directories as they were kept, and answers of the DNS. Nothing that no
// finding names goes into a bundle: those answers hold visitors' addresses.

#ifndef VETO_REPORTS_BUNDLE_IDENTITY_FILES_H_
#define VETO_REPORTS_BUNDLE_IDENTITY_FILES_H_

#include <filesystem>
#include <vector>

#include "audit/finding.h"
#include "base/case.h"
#include "base/error.h"

namespace veto::reports {

// Writes into `dir`, each once and in order of their digests: the files under
// the names they have in the case; manifest.jsonl, the lines of what this
// program fetched; dns.jsonl, the answers. Nothing at all where no finding
// names any. Errors: io; damaged, where a file is not the one that a finding
// names.
Status write_identity_files(const Case& the_case,
                            const std::vector<audit::Finding>& findings,
                            const std::filesystem::path& dir);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_IDENTITY_FILES_H_
