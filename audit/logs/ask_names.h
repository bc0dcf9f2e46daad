// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_AUDIT_LOGS_ASK_NAMES_H_
#define VETO_AUDIT_LOGS_ASK_NAMES_H_

#include <stop_token>

#include "audit/logs/collector.h"
#include "audit/logs/logs.h"
#include "audit/logs/reverse_names.h"
#include "base/error.h"
#include "base/stage.h"

namespace veto::logs {

inline constexpr std::size_t kMaxAsked = 500;  // addresses of one analysis

// Asks for the names of those clients whose claimed operator can be known by
// them, and that no answer is kept of: Inputs::ask_names, nobody where that is
// empty. Each answer is added to `answers`, and to the file in Inputs::folder
// before the next is asked for. What was not asked or not answered is counted
// in a warning. Errors: io.
Status ask_names(const Inputs& inputs, const Collector& collector,
                 NameAnswers& answers, const Sinks& sinks,
                 std::stop_token stop);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_ASK_NAMES_H_
