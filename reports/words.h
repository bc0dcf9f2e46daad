// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words that output never says, because neither a log nor a picture shows what
// they claim. The list is reports/words.txt; scripts/check_words holds sources
// and documents to the same list.

#ifndef VETO_REPORTS_WORDS_H_
#define VETO_REPORTS_WORDS_H_

#include <string>
#include <string_view>
#include <vector>

namespace veto::reports {

// In the order of the list.
const std::vector<std::string>& forbidden_words();

// Those that stand in the text as whole words, without regard to ASCII case;
// white space of any length and kind is one space.
std::vector<std::string> offending_words(std::string_view text);

}  // namespace veto::reports

#endif  // VETO_REPORTS_WORDS_H_
