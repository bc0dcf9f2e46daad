// SPDX-License-Identifier: GPL-3.0-or-later
//
// In a few sentences: how much of what was received asks not to be used for
// AI training, in a form that machines read: everybody, or certain operators
// alone.
//
// A general request is what counts for whoever mines text and data under
// article 4 of Directive (EU) 2019/790, for whom any machine-readable statement
// does (docs/signals.md, Readers). A robots.txt that could not be reached keeps
// such a reader away and asks nothing.

#ifndef VETO_REPORTS_OPTOUTS_H_
#define VETO_REPORTS_OPTOUTS_H_

#include <string>
#include <vector>

#include "reports/report_data.h"
#include "reports/texts/texts.h"

namespace veto::reports {

// Nothing without the signals stage, or where nothing was received.
std::vector<std::string> optout_headlines(const ReportData& data,
                                          const Texts& texts);

}  // namespace veto::reports

#endif  // VETO_REPORTS_OPTOUTS_H_
