// SPDX-License-Identifier: GPL-3.0-or-later
//
// The exposures of a report's images, by image.

#ifndef VETO_REPORTS_EXPOSURES_H_
#define VETO_REPORTS_EXPOSURES_H_

#include <map>

#include "audit/exposure/exposure.h"
#include "reports/report_data.h"

namespace veto::reports {

// Those that point into `data.faces`, which has to be there.
using Exposures = std::map<const faces::ImageRecord*, exposure::Exposure>;
Exposures exposures_of(const ReportData& data);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EXPOSURES_H_
