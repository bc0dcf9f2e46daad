// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run's captures in a bundle: the WARC files that hold them, as one WACZ, and
// beside it the time stamps that they were given when they were written.

#ifndef VETO_REPORTS_BUNDLE_CAPTURE_FILES_H_
#define VETO_REPORTS_BUNDLE_CAPTURE_FILES_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/case.h"
#include "base/error.h"
#include "crawler/api/capture_reader.h"
#include "reports/bundle/bag_files.h"
#include "reports/bundle/bundle.h"
#include "reports/edition/edition.h"
#include "reports/seal/signing_key.h"

namespace veto::reports {

inline constexpr std::string_view kCapturesFolder = "data/10-captures";
inline constexpr std::string_view kDerivatives =
    "data/80-derivatives/derivatives.jsonl";
inline constexpr std::string_view kCapturesWacz =
    "data/10-captures/captures.wacz";

// All are empty for a run without captures.
struct CaptureFiles {
  KnownDigests digests;             // of the WACZ, taken while it was written
  std::vector<std::string> stamps;  // by name, without folder
  std::optional<EditionCounts> edition;  // nothing where all is in clear
};

struct CapturePlaces {
  std::filesystem::path bundle;  // the folder
  // Of an edition: the file that keeps its salts.
  std::filesystem::path salts;
};

// In clear: whole files of the case, those of the run and those of earlier runs
// that it refers to, with their stamps. Else an edition of the run
// (reports/edition) by that policy, derivatives.jsonl beside it, and, unless
// the policy leaves that out, data/90-sealed. Signed by `key` where that can
// sign a WACZ; `key` may be null. Errors: those of write_wacz(), of
// write_edition(), of OriginalsWriter and of the reader.
Result<CaptureFiles> write_capture_files(Case& the_case,
                                         std::string_view run_id,
                                         const CapturePlaces& places,
                                         const CapturesOrder& captures,
                                         const EditionPolicy& policy,
                                         const SigningKey* key);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_CAPTURE_FILES_H_
