// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether what an image says in itself came through: hosts that scale or
// compress pictures anew often take the metadata off.

#ifndef VETO_AUDIT_EMBEDDED_LOST_H_
#define VETO_AUDIT_EMBEDDED_LOST_H_

#include <vector>

#include "audit/signals/families/signal.h"

namespace veto::embedded {

// The statements of the original that the file as served does not make: of the
// same family and name and with the same value. Where they stand in the file
// does not matter.
std::vector<signals::Signal> lost_signals(
    const std::vector<signals::Signal>& original,
    const std::vector<signals::Signal>& served);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_LOST_H_
