// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_CLI_LOGS_ANCHOR_H_
#define VETO_CLI_LOGS_ANCHOR_H_

#include "cli/command.h"

namespace veto::cli {

// The subcommand of `veto logs`.
void add_logs_anchor(CLI::App& logs, Session& session);

}  // namespace veto::cli

#endif  // VETO_CLI_LOGS_ANCHOR_H_
