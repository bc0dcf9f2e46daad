// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether the parts of a bundle agree on which edition it is. The lists cannot
// tell: whoever changes a bundle can write them anew. docs/bundle-format.md has
// what each edition holds.

#ifndef VETO_REPORTS_BUNDLE_CHECK_EDITION_H_
#define VETO_REPORTS_BUNDLE_CHECK_EDITION_H_

#include <vector>

#include "reports/bundle/bundle.h"
#include "reports/bundle/walked_bundle.h"

namespace veto::reports {

// Adds problems: "missing" for a part that this edition has; "edition" for one
// that it has not, and where two parts contradict each other. Without
// Veto-Edition, as earlier programs wrote it, a bundle is confidential. What is
// only at odds with a file that was found altered is not told.
void check_edition(const WalkedBundle& bundle, std::vector<Problem>& problems);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_CHECK_EDITION_H_
