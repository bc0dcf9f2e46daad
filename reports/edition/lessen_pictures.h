// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a lesser edition's report says of pictures: without what persons said
// about faces, words that may be names, and digests to look a picture up by.

#ifndef VETO_REPORTS_EDITION_LESSEN_PICTURES_H_
#define VETO_REPORTS_EDITION_LESSEN_PICTURES_H_

#include "reports/edition/aliases.h"
#include "reports/edition/policy.h"
#include "reports/report_data.h"

namespace veto::reports {

// What is dropped is noted by count. Marks that say nothing of a person stay,
// without who made them.
void lessen_pictures(ReportData& data, const EditionPolicy& policy,
                     Aliases& aliases, EditionNote& note);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_LESSEN_PICTURES_H_
