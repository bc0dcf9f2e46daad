// SPDX-License-Identifier: GPL-3.0-or-later
//
// The last steps of a bundle: VERIFY.txt, the lists, and the seal, which stands
// on them. An authority that does not answer is left out of all three.

#ifndef VETO_REPORTS_BUNDLE_FINISH_H_
#define VETO_REPORTS_BUNDLE_FINISH_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "reports/bundle/bag.h"
#include "reports/edition/policy.h"
#include "reports/seal/seal.h"

namespace veto::reports {

// A label of bag-info.txt, and what it says.
inline constexpr std::string_view kOriginalsLabel = "Veto-Originals";
inline constexpr std::string_view kOriginalsClear = "in clear";
inline constexpr std::string_view kOriginalsSealed = "sealed";
inline constexpr std::string_view kOriginalsKept = "kept in the case";

// What VERIFY.txt says of the bundle beside how to check it.
struct BundleNames {
  std::string the_case;
  std::string run;
  std::string written;  // RFC 3339
  // Time stamps of WARC files, by name (CaptureFiles::stamps).
  std::vector<std::string> capture_stamps{};
  // What became of the captures as they came in: of the three below.
  std::string_view originals = kOriginalsClear;
  EditionKind edition = EditionKind::confidential;
  // Of a lesser edition: SHA-256 of the confidential one's tag manifest.
  std::string full_edition_sha256{};
};

struct Finished {
  std::string tagmanifest_sha256;
  std::string_view state;
  std::vector<Error> not_stamped;
};

// `dir` holds data/, of which the files that are `known` are not read again.
// Sealed as `order` says, where there is one. Errors: io, bug.
Result<Finished> finish_bundle(const std::filesystem::path& dir,
                               const BagInfo& info, const BundleNames& names,
                               const SealOrder* order,
                               const KnownDigests& known = {});

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_FINISH_H_
