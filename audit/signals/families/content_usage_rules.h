// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Content-Usage comes to for one address, crawler and use.
//
// In robots.txt the group is chosen as for rules (see robots_scope.h), then
// the path: the longest that matches decides, in octets, whether or not it
// says something about this use; of identical length all apply
// (draft-ietf-aipref-attach-05, section 3.1). A path that the crawler may not
// fetch has no preferences there. The preferences of robots.txt and of the
// response are then combined: any "n" reserves, else any "y" allows, else
// nothing is known (draft-ietf-aipref-vocab-08, section 5.1).
//
// Categories and uses: train-ai is training (of models that generate), search
// is index, ai-use is answer. Nothing here speaks of crawling or of datasets.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_CONTENT_USAGE_RULES_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_CONTENT_USAGE_RULES_H_

#include <optional>
#include <span>

#include "audit/signals/families/robots_scope.h"
#include "audit/signals/families/signal.h"

namespace veto::signals {

// `signals` are those of this family in the headers of the resource and in the
// robots.txt of its origin. Nothing: no preference is expressed.
std::optional<Answer> resolve_content_usage(std::span<const Signal> signals,
                                            const RobotsQuestion& question,
                                            Use use);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_CONTENT_USAGE_RULES_H_
