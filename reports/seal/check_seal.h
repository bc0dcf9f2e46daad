// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a bundle's seal is whole and fits: the signature over the tag
// manifest, the time stamps over both, and what bag-info.txt says of them.
//
// That a seal fits says that the holder of a key sealed exactly these bytes,
// and that they existed when the stamps say. Whoever seals a changed bundle
// anew makes one that fits too, with a key of their own: therefore the
// fingerprint is printed, and one can be demanded.

#ifndef VETO_REPORTS_SEAL_CHECK_SEAL_H_
#define VETO_REPORTS_SEAL_CHECK_SEAL_H_

#include "reports/bundle/bundle.h"
#include "reports/bundle/walked_bundle.h"

namespace veto::reports {

// Adds to `result` its state, its seal, and problems of these kinds, beside
// "missing", "extra" and "altered":
//   signature  it does not fit, or is another key's than bag-info.txt names
//   key        it is another key's than was demanded
//   timestamp  a stamp that does not fit, or that no demanded root vouches for
void check_seal(const WalkedBundle& bundle, const VerifyDemands& demands,
                Verification& result);

}  // namespace veto::reports

#endif  // VETO_REPORTS_SEAL_CHECK_SEAL_H_
