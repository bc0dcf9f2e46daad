// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads /ai.txt as Spawning's generator of 2023 writes it: the records of
// robots.txt, with file name extensions for paths ("Disallow: *.jpg"), asking
// that files not be put into data sets. No standard defines it, and no large
// operator says that it reads it.
//
// Other proposals took the same name: Markdown, and records of other keys
// ("Training: deny"). So the format is found out first. It is Spawning's when
// some rule follows some User-Agent and at least half of the lines that are
// neither blank nor comment are records "key: value"; anything else is one
// signal with the problem "another_format", or "empty". A Markdown heading
// reads as a comment.
//
// Signals are named "disallow" or "allow", their scope is the pattern, their
// agent the token, "" for "*"; several User-Agent lines in a row share the
// rules that follow. Problems: "no_agent" for a rule before any User-Agent,
// "no_pattern" for an empty one, which asks for nothing.
//
// Resolver, for training and collections, the two uses the file is about.
// Which of two rules wins is nowhere written. Longest match, as in robots.txt,
// would be a guess: the generator writes "Disallow: /" and "Allow: *.txt" side
// by side. So the most restrictive rule is taken: any Disallow that matches
// reserves, an Allow alone allows, whatever their order and length; rules for
// the agent and for everybody are taken together. A pattern "*.ext" is an
// extension: it is compared with the end of the path, without the query and
// without regard to case, since it names a kind of file. Other patterns match
// as in robots.txt.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_AI_TXT_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_AI_TXT_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"

namespace veto::signals {

inline constexpr std::size_t kMaxAiTxtSignals = 4096;

// `stem` holds what all signals of the file share: source, url, evidence.
std::vector<Signal> read_ai_txt(std::string_view bytes, const Signal& stem);

// `agent` is the reader's product token, "" for a reader of no name. No answer
// for other uses.
std::optional<Answer> resolve_ai_txt(std::span<const Signal> signals,
                                     std::string_view target, Use use,
                                     std::string_view agent = "");

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_AI_TXT_H_
