// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto signals fix, a part of veto signals.

#ifndef VETO_CLI_SIGNALS_FIX_H_
#define VETO_CLI_SIGNALS_FIX_H_

#include <CLI/CLI.hpp>

#include "cli/command.h"

namespace veto::cli {

void add_signals_fix(CLI::App& signals, Session& session);

}  // namespace veto::cli

#endif  // VETO_CLI_SIGNALS_FIX_H_
