// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of a lint of opt-outs (docs/signal-lints.md).

#ifndef VETO_REPORTS_LINT_WORDS_H_
#define VETO_REPORTS_LINT_WORDS_H_

#include <nlohmann/json.hpp>
#include <string>

#include "audit/signals/lints/lint.h"
#include "reports/texts/texts.h"

namespace veto::reports {

std::string lint_says(const Texts& texts, const signals::Lint& lint);
std::string lint_fix(const Texts& texts, const signals::Lint& lint);
// "https://h/robots.txt:3", of the first place.
std::string lint_place(const signals::Lint& lint);

// {code, cost, origin, subject, count, says, fix, source, facts, examples}
nlohmann::json lint_json(const Texts& texts, const signals::Lint& lint);

}  // namespace veto::reports

#endif  // VETO_REPORTS_LINT_WORDS_H_
