// SPDX-License-Identifier: GPL-3.0-or-later
//
// The PLUS vocabulary for Data Mining (PLUS License Data Format 2.0.1,
// http://ns.useplus.org/ldf/vocab/DMI-...; IPTC Photo Metadata Standard 2023.1)
// and what each of its words comes to.
//
// The vocabulary says what may not be done by the name of the use. Since
// "prohibited except for search engine indexing" is a word of its own, plain
// prohibition covers indexing too; fetching is not mining. What a word does
// not name it is silent about: one that prohibits training says nothing of a
// picture given to a model to answer somebody. Where a word prohibits
// generative training alone, training is reserved, since a model that is
// trained is one or the other and the reader cannot tell. Words that point to
// text for people prohibit whatever that text does not allow, and no machine
// reads it: they count as prohibition, and their names say that there is more.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_PLUS_WORDS_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_PLUS_WORDS_H_

#include <optional>
#include <string_view>

#include "audit/signals/families/signal.h"

namespace veto::signals {

// Exactly as the vocabulary writes it.
bool is_plus_word(std::string_view word);

// Nothing where the word, or any other text, is silent about that use.
std::optional<Wish> plus_wish(std::string_view word, Use use);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_PLUS_WORDS_H_
