// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether the log lines that a bundle shows are those that its roots stand for.
// The roots are under the tag manifest, so that a seal holds them; a proof that
// fits shows that the line was in the log when it was sealed, in that place.

#ifndef VETO_REPORTS_BUNDLE_CHECK_COMMITMENTS_H_
#define VETO_REPORTS_BUNDLE_CHECK_COMMITMENTS_H_

#include <vector>

#include "reports/bundle/bundle.h"
#include "reports/bundle/walked_bundle.h"

namespace veto::reports {

// Adds problems of the kind "commitment": a proof that does not lead to the
// root; a shown line without one; evidence in index.jsonl that is not among
// them; a list that cannot be read. A bundle without commitments.json, as
// earlier programs wrote them, has none.
void check_commitments(const WalkedBundle& bundle,
                       std::vector<Problem>& problems);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_CHECK_COMMITMENTS_H_
