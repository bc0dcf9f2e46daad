// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which lines of robots.txt the requests of a finding fell under, in words.

#ifndef VETO_REPORTS_RULE_WORDS_H_
#define VETO_REPORTS_RULE_WORDS_H_

#include <string>

#include "audit/finding.h"
#include "reports/texts/texts.h"

namespace veto::reports {

// `line 2, “Disallow: /p/”, in the group for “*”`; of several lines the first
// three, each with its number of requests, and how many requests there are
// beside. "" for a finding that names no line (audit/logs/findings.h, rules).
std::string rule_words(const audit::Finding& finding, const Texts& texts);

}  // namespace veto::reports

#endif  // VETO_REPORTS_RULE_WORDS_H_
