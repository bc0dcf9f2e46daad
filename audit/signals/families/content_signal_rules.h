// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Content-Signal comes to for one address, crawler and use.
//
// In robots.txt the group is chosen as for rules (see robots_scope.h): "*"
// does not speak for a crawler that has a group of its own. The policy does not
// say more, so three rules are borrowed. Of several paths the longest that
// says something about the use decides, since a signal that is left out
// "neither grants nor restricts". Within it, and between robots.txt and the
// response, any "no" reserves, else any "yes" allows: the most restrictive, as
// AIPREF combines statements.
//
// A signal with a problem decides nothing. So neither do the plural
// "Content-Signals" and signals before every group: whether they address one
// group or everybody is ambiguous, and the caller has to say so.
//
// Keys and uses: search is index, ai-train is training, ai-input is answer.
// "use" limits how, not whether, and answers nothing here.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_CONTENT_SIGNAL_RULES_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_CONTENT_SIGNAL_RULES_H_

#include <optional>
#include <span>

#include "audit/signals/families/robots_scope.h"
#include "audit/signals/families/signal.h"

namespace veto::signals {

// `signals` are those of this family in the headers of the resource and in the
// robots.txt of its origin. Nothing: no wish is expressed.
std::optional<Answer> resolve_content_signal(std::span<const Signal> signals,
                                             const RobotsQuestion& question,
                                             Use use);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_CONTENT_SIGNAL_RULES_H_
