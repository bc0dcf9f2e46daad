// SPDX-License-Identifier: GPL-3.0-or-later
//
// /.well-known/tdmrep.json (TDM Reservation Protocol, W3C Community Group Final
// Report, 10 May 2024): one rule for all paths of the origin.

#ifndef VETO_REPORTS_FIXES_TDMREP_H_
#define VETO_REPORTS_FIXES_TDMREP_H_

#include <string>

#include "reports/fixes/wanted.h"

namespace veto::reports {

// Empty where training is allowed: then there is nothing to reserve.
std::string tdmrep_file(const Wanted& wanted);

}  // namespace veto::reports

#endif  // VETO_REPORTS_FIXES_TDMREP_H_
