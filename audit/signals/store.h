// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tables signal, agent_posture and posture.

#ifndef VETO_AUDIT_SIGNALS_STORE_H_
#define VETO_AUDIT_SIGNALS_STORE_H_

#include "audit/signals/signals.h"

namespace veto::signals {

// Replaces what the case's current run holds. load_signals() reads it back.
// Errors: io.
Status store_signals(Case& the_case, const SignalsResult& result);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_STORE_H_
