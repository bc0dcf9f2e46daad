// SPDX-License-Identifier: GPL-3.0-or-later
//
// The import: files that the user hands over -> captures and pages in the
// case, without the network.

#ifndef VETO_CRAWLER_IMPORT_H_
#define VETO_CRAWLER_IMPORT_H_

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/case.h"
#include "base/stage.h"
#include "config/settings.h"

namespace veto::crawler {

struct ImportRequest {
  std::vector<std::filesystem::path> paths;
  // Where the one page or folder was served from, as the user states; or "".
  std::string url;
};

// Whether the request can be carried out, before a case is made for it.
// Errors: as of run_import().
Status check_import(const ImportRequest& request);

// Takes in saved pages, folders, HAR, MHTML, WARC, WACZ and zip files, under
// the case's current run; what that run holds already is not taken in again.
// Each source is noted in the custody log with its SHA-256. Counts: "sources",
// "entries", "pages", "images", "other responses", "passed over", "lost".
// Losses and sources that could not be read to their end are in `incomplete`.
// Errors: usage (a file of no kind it knows, a URL that is none, --url with
// what has addresses of its own); not_found; io.
Result<StageReport> run_import(Case& the_case, const config::Settings& settings,
                               const ImportRequest& request, const Sinks& sinks,
                               std::stop_token stop);

// What the current run's imports came to, for the stages that follow: the same
// counts, and what is incomplete.
Result<StageReport> report_imports(Case& the_case);

// The newest run that files were imported into; "" without one.
Result<std::string> newest_import_run(Case& the_case);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMPORT_H_
