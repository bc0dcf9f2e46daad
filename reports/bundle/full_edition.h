// SPDX-License-Identifier: GPL-3.0-or-later
//
// The confidential bundle that a lesser edition is made from, and names by the
// SHA-256 of its tag manifest: so nobody can make one that hides a change.

#ifndef VETO_REPORTS_BUNDLE_FULL_EDITION_H_
#define VETO_REPORTS_BUNDLE_FULL_EDITION_H_

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/case.h"
#include "base/error.h"

namespace veto::reports {

// Labels of bag-info.txt.
inline constexpr std::string_view kEditionLabel = "Veto-Edition";
inline constexpr std::string_view kRunLabel = "External-Identifier";
inline constexpr std::string_view kFullEditionLabel =
    "Confidential-Edition-Tagmanifest-SHA256";

struct FullEdition {
  std::filesystem::path dir;
  std::string tagmanifest_sha256;
};

// `given`, or else the newest of the run in the case, by its custody log.
// Errors: not_found (there is none), usage (`given` is no bundle, another
// run's, or itself a lesser edition), damaged (it is not whole), io.
Result<FullEdition> find_full_edition(Case& the_case, std::string_view run_id,
                                      const std::filesystem::path& given);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_FULL_EDITION_H_
