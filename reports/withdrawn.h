// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the user's marks take back. A finding keeps its facts as detected; one
// that rests on images alone in which, by the user's word, nothing is a face,
// is shown as withdrawn and stands as a fact no more.

#ifndef VETO_REPORTS_WITHDRAWN_H_
#define VETO_REPORTS_WITHDRAWN_H_

#include <cstddef>

#include "audit/finding.h"
#include "reports/report_data.h"

namespace veto::reports {

// Of the images the finding lists: those that are withdrawn.
std::size_t withdrawn_images(const ReportData& data,
                             const audit::Finding& finding);

// Every image that an F1 or R1 rests on is withdrawn.
bool is_withdrawn(const ReportData& data, const audit::Finding& finding);

// May stand as a fact in a complaint: fileable, and not withdrawn.
bool stands_as_fact(const ReportData& data, const audit::Finding& finding);

}  // namespace veto::reports

#endif  // VETO_REPORTS_WITHDRAWN_H_
