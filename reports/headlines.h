// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run came to in a few plain sentences: for the top of the report, for
// summary.json and for the terminal.

#ifndef VETO_REPORTS_HEADLINES_H_
#define VETO_REPORTS_HEADLINES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "reports/report_data.h"
#include "reports/texts/texts.h"

namespace veto::reports {

// What was visited, examined and read, and how much of it asks not to be used
// for AI training (optouts.h).
std::vector<std::string> what_was_done(const ReportData& data,
                                       const Texts& texts);

// The same, and how many clients did what, compliance beside its opposite.
std::vector<std::string> headlines(const ReportData& data, const Texts& texts);

// The seeds' origins, or a word for none.
std::string site_of(const ReportData& data, const Texts& texts);

// Images of the run that were not examined for faces.
std::size_t skipped_images(const ReportData& data);

}  // namespace veto::reports

#endif  // VETO_REPORTS_HEADLINES_H_
