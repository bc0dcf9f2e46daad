// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the properties in one file's XMP come to for one use: the words of the
// PLUS vocabulary (plus_words.h) and tdm:reservation (TDM Reservation Protocol,
// W3C Community Group Final Report of 10 May 2024).
//
// Neither standard says which of two statements in one file counts; the most
// restrictive does here, and of equals the first. tdm:reservation is about text
// and data mining (Directive (EU) 2019/790, article 2 (2)): training, and the
// collection that it needs. 0 states that nothing is reserved, which allows
// what 1 would reserve. What no known consumer can read decides nothing.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_EMBEDDED_RULES_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_EMBEDDED_RULES_H_

#include <optional>
#include <span>

#include "audit/signals/families/signal.h"

namespace veto::signals {

// Of one file. Signals of other families are passed over.
std::optional<Answer> resolve_embedded(std::span<const Signal> signals,
                                       Use use);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_EMBEDDED_RULES_H_
