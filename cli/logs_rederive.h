// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_CLI_LOGS_REDERIVE_H_
#define VETO_CLI_LOGS_REDERIVE_H_

#include "cli/command.h"

namespace veto::cli {

// veto logs rederive, below `logs`, which has to leave alone what it is given.
CLI::App* add_logs_rederive(CLI::App& logs, Session& session);

}  // namespace veto::cli

#endif  // VETO_CLI_LOGS_REDERIVE_H_
