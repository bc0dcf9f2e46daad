// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the TDM Reservation Protocol comes to for one address (W3C Community
// Group Final Report, 10 May 2024).
//
// Of the file the first rule in sequence that matches counts, not the longest;
// where its value is a protocol error, the file says nothing. What the response
// says takes the place of what the file says, and what the page, PDF or EPUB
// itself says of both, where they say something: absence, and an error, reset
// nothing. Where 1 and 0 stand side by side in one of them, nothing is known,
// whatever an earlier step says.
//
// Text and data mining is understood as training and the making of datasets;
// the protocol knows no agents, and nothing here speaks of crawling, indexing
// and answering.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_TDMREP_RULES_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_TDMREP_RULES_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "audit/signals/families/signal.h"

namespace veto::signals {

// `signals` are those of this family in the file of the resource's origin, in
// its response and in itself; `target` is its path and query as requested.
std::optional<Answer> resolve_tdmrep(std::span<const Signal> signals,
                                     std::string_view target, Use use);

// Place of the policy that goes with a reservation: of the page or document,
// else of the response, else of the rule that matched. Nothing where nothing is
// reserved; a policy beside a 0 does not count.
std::optional<std::size_t> tdmrep_policy(std::span<const Signal> signals,
                                         std::string_view target);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_TDMREP_RULES_H_
