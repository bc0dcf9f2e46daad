// SPDX-License-Identifier: GPL-3.0-or-later
//
// Signals and answers as one line, so that a row of a table is one.

#ifndef VETO_TESTS_AUDIT_SIGNALS_FAMILIES_SIGNALS_SHOWN_H_
#define VETO_TESTS_AUDIT_SIGNALS_FAMILIES_SIGNALS_SHOWN_H_

#include <optional>
#include <string>
#include <vector>

#include "audit/signals/families/signal.h"

namespace veto::test {

// "agent>name=value @scope !problem" for each, what is empty left out.
inline std::string shown(const std::vector<signals::Signal>& list) {
  std::string text;
  for (const signals::Signal& s : list) {
    if (!text.empty()) text += " | ";
    if (!s.agent.empty()) text += s.agent + ">";
    text += s.name;
    if (!s.value.empty()) text += "=" + s.value;
    if (!s.scope.empty()) text += " @" + s.scope;
    if (!s.problem.empty()) text += " !" + s.problem;
  }
  return text;
}

// "reserved by 3", or "nothing".
inline std::string shown(const std::optional<signals::Answer>& answer) {
  if (!answer) return "nothing";
  return std::string(to_string(answer->wish)) + " by " +
         std::to_string(answer->by);
}

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_SIGNALS_FAMILIES_SIGNALS_SHOWN_H_
