// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the captures of a case show to have been sent about use, in all its
// runs. Files that the user handed over are not looked at: when they were sent
// is the user's word.

#ifndef VETO_AUDIT_LOGS_SENT_IN_CASE_H_
#define VETO_AUDIT_LOGS_SENT_IN_CASE_H_

#include <stop_token>
#include <string>

#include "audit/logs/sent_history.h"
#include "base/case.h"
#include "base/stage.h"

namespace veto::logs {

// Of the targets at `origin`. Warns where there is more than fits. Errors: io,
// damaged, interrupted.
Result<SentHistory> sent_in_case(Case& the_case, const std::string& origin,
                                 const Sinks& sinks, std::stop_token stop);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_SENT_IN_CASE_H_
