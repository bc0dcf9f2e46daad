// SPDX-License-Identifier: GPL-3.0-or-later
//
// The exposures of a report's images, by image.

#ifndef VETO_REPORTS_EXPOSURES_H_
#define VETO_REPORTS_EXPOSURES_H_

#include <map>

#include "audit/exposure/exposure.h"
#include "reports/report_data.h"

namespace veto::reports {

// Those that point into `data.faces`, which has to be there. Of a lesser
// edition those that it kept: none where it does not grade.
using Exposures = std::map<const faces::ImageRecord*, exposure::Exposure>;
Exposures exposures_of(const ReportData& data);

// Whether this report says how exposed its images are.
bool is_graded(const ReportData& data);

// For EditionNote: the same grades and factors, by place in `data.faces`, with
// the number of the words beside a picture ("left_out") in place of the words.
// What its own address says stays. They point nowhere.
std::map<std::size_t, exposure::Exposure> exposures_without_words(
    const ReportData& data);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EXPOSURES_H_
