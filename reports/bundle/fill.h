// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whatever is in a bundle's data/: of the confidential edition, copies of what
// the case holds; of a lesser one, all that has an address, a digest or a name
// in it written anew.

#ifndef VETO_REPORTS_BUNDLE_FILL_H_
#define VETO_REPORTS_BUNDLE_FILL_H_

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/logs.h"
#include "base/case.h"
#include "base/error.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/capture_files.h"
#include "reports/bundle/full_edition.h"
#include "reports/bundle/log_commitments.h"
#include "reports/bundle/unfinished.h"

namespace veto::reports {

// Everything a bundle is made from.
struct Material {
  Case& the_case;
  RunRecord run;
  nlohmann::json summary;     // of the case's report
  std::filesystem::path dir;  // the folder under construction
  std::string name;
  const Unfinished& unfinished;  // the places of what the case keeps besides
  const CapturesOrder& captures;
  const EditionChoice& edition;
};

// What a reader does not get goes to `notes`. `key` signs the captures' archive
// and may be null. Errors: io, not_found, damaged; those of
// write_capture_files() and write_commitments().
Result<CaptureFiles> fill(const Material& m, const SigningKey* key,
                          const LogOrder& logs, std::vector<Error>& notes);

// The same for a lesser edition, made from `full`; keeps in the case what its
// names stand for. Errors: besides, those of gather(); refused (it would name
// an operator that was not told in time).
Result<CaptureFiles> fill_lesser(const Material& m, const FullEdition& full,
                                 const SigningKey* key, const LogOrder& logs,
                                 std::vector<Error>& notes);

// data/25-logs/ for these findings; how many lines are shown.
Result<std::uint64_t> write_logs(const Material& m,
                                 const std::vector<audit::Finding>& findings,
                                 const LogOrder& order,
                                 std::vector<Error>& notes);

inline CapturePlaces capture_places(const Material& m) {
  return {m.dir, m.unfinished.salts()};
}

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_FILL_H_
