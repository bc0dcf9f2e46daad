// SPDX-License-Identifier: GPL-3.0-or-later
//
// How often each agent kept to robots.txt, in words.

#ifndef VETO_REPORTS_RATE_WORDS_H_
#define VETO_REPORTS_RATE_WORDS_H_

#include <string>
#include <vector>

#include "audit/logs/log_rates.h"
#include "reports/texts/texts.h"

namespace veto::reports {

inline constexpr std::size_t kMaxRateSentences = 20;

// "GPTBot, its operator verified: 40 sessions ... ".
std::string rate_sentence(const logs::AgentRate& rate, const Texts& texts);

// Of the first kMaxRateSentences, and how many more there are.
std::vector<std::string> rate_sentences(
    const std::vector<logs::AgentRate>& rates, const Texts& texts);

}  // namespace veto::reports

#endif  // VETO_REPORTS_RATE_WORDS_H_
