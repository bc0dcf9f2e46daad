// SPDX-License-Identifier: GPL-3.0-or-later
//
// V1u, V2u: what would be V1 or V2, by an agent that acts at a person's request
// and of which its operator says that robots.txt may not apply to it. A class
// of its own: the site's preference was stated, nobody is accused.

#ifndef VETO_AUDIT_LOGS_STATED_PREFERENCE_H_
#define VETO_AUDIT_LOGS_STATED_PREFERENCE_H_

#include <span>
#include <string_view>

#include "audit/logs/judge.h"

namespace veto::logs {

// The code for a request that met the predicate of `code`, "V1" or "V2": that
// code where no excuse applies; with "u" where the agent's being user-triggered
// is the only one and its operator disclaims robots.txt; "" otherwise.
std::string_view code_unless_excused(std::string_view code, const Agent& agent,
                                     std::span<const AppliedExcuse> excuses);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_STATED_PREFERENCE_H_
