// SPDX-License-Identifier: GPL-3.0-or-later
//
// `veto logs --undeclared` for a terminal.

#ifndef VETO_CLI_LOGS_AUTOMATION_H_
#define VETO_CLI_LOGS_AUTOMATION_H_

#include <string>

#include "audit/logs/logs.h"

namespace veto::cli {

// "" where it was not asked for.
std::string describe_automation(const logs::LogSummary& summary);

}  // namespace veto::cli

#endif  // VETO_CLI_LOGS_AUTOMATION_H_
