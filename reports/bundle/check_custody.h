// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a bundle's custody log is a chain, and everything that names an event
// of it names one that is there. A lesser edition has the log's head alone.

#ifndef VETO_REPORTS_BUNDLE_CHECK_CUSTODY_H_
#define VETO_REPORTS_BUNDLE_CHECK_CUSTODY_H_

#include <vector>

#include "reports/bundle/bundle.h"
#include "reports/bundle/walked_bundle.h"

namespace veto::reports {

// Adds problems: "custody" for a line that does not follow the one before, a
// head.json that is none, a report that names another event; "altered" for a
// bag-info.txt that names another head.
void check_custody_files(const WalkedBundle& bundle,
                         std::vector<Problem>& problems);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_CHECK_CUSTODY_H_
