// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether findings.jsonl is what this program writes, and what the rest of the
// bundle says of it: the summary, and the folders of evidence packs.

#ifndef VETO_REPORTS_BUNDLE_CHECK_FINDINGS_H_
#define VETO_REPORTS_BUNDLE_CHECK_FINDINGS_H_

#include <cstddef>
#include <istream>
#include <stop_token>
#include <string_view>
#include <vector>

#include "reports/bundle/bundle.h"
#include "reports/bundle/walked_bundle.h"

namespace veto::reports {

inline constexpr std::string_view kFindingsFile =
    "data/20-findings/findings.jsonl";
// A line of it that is longer, or nested deeper, is not read.
inline constexpr std::size_t kMaxFindingLine = 32u << 20;
inline constexpr int kMaxFindingDepth = 16;

// Adds problems of the kind "finding". Each line is a finding in the one form
// there is, sorted by code and id, no id twice; in a confidential edition its
// id is the one that its parts make. Codes, ids, identities and grades are
// those that summary.json lists, and each pack is of a finding. Nothing is said
// of a file that was told to be altered. Ends early at a stop.
void check_findings(const WalkedBundle& bundle, std::stop_token stop,
                    std::vector<Problem>& problems);
// The same of a file that lies elsewhere.
void check_findings_in(std::istream& in, const WalkedBundle& bundle,
                       std::stop_token stop, std::vector<Problem>& problems);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_CHECK_FINDINGS_H_
