// SPDX-License-Identifier: GPL-3.0-or-later
//
// A report without anything about clients that their operators do not vouch
// for.

#ifndef VETO_REPORTS_EDITION_DROP_UNVERIFIED_H_
#define VETO_REPORTS_EDITION_DROP_UNVERIFIED_H_

#include <string_view>

#include "reports/report_data.h"

namespace veto::reports {

// In the place of what would tell of others, or of the user.
inline constexpr std::string_view kNotHere = "(not in this edition)";

// Drops, and notes by count, findings and clients that are not about clients at
// I3 or better; clients of which more is told than of one program, since others
// named themselves at their address; and rates, but those of operators that
// what is left names.
void drop_unverified(ReportData& data, EditionNote& note);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_DROP_UNVERIFIED_H_
