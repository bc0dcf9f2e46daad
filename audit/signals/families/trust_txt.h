// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the one statement of trust.txt that is about use: the record
// "datatrainingallowed=yes" or "=no" (JournalList.net, trust.txt
// specification of 4 April 2024). Names and values are compared without regard
// to case; "#" begins a comment.
//
// A file always gives at least one signal, so that a resolver knows it was
// there: without the record its value is "" and its problem "not_stated"; of a
// text in which no line is a record of trust.txt the problem is
// "another_format". Other problems: "value_not_yes_no", and "several" for each
// of more than one record, since a file may hold one at the most.
//
// Resolver. /.well-known/trust.txt is preferred and /trust.txt counts only
// without it, so a file there that does not state anything leaves no answer.
// What several records come to is not specified: the most restrictive counts.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_TRUST_TXT_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_TRUST_TXT_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"

namespace veto::signals {

inline constexpr std::size_t kMaxTrustSignals = 16;

// `stem` holds what all signals of the file share: source, url, evidence.
std::vector<Signal> read_trust_txt(std::string_view bytes, const Signal& stem);

// Signals of both places, told apart by the path of their url. Answers for
// training alone; the whole site is meant, so there is no target.
std::optional<Answer> resolve_trust_txt(std::span<const Signal> signals,
                                        Use use);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_TRUST_TXT_H_
