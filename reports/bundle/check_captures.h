// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether the captures in a bundle are whole, beyond their digests in its
// lists: the WACZ, its WARC files and their records, its signature, and the
// time stamps of the WARC files.

#ifndef VETO_REPORTS_BUNDLE_CHECK_CAPTURES_H_
#define VETO_REPORTS_BUNDLE_CHECK_CAPTURES_H_

#include "base/error.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/walked_bundle.h"

namespace veto::reports {

// Adds to `result`, which holds what check_seal() found, the stamps that
// fit, and problems of these kinds:
//   wacz  the archive: its ZIP form, its lists, its index, its signature
//   warc  a WARC file in it: a record that is not whole
//   timestamp  a WARC file's stamp that does not fit, or that no demanded root
//         vouches for
// Errors: io.
Status check_captures(const WalkedBundle& bundle, const VerifyDemands& demands,
                      Verification& result);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_CHECK_CAPTURES_H_
