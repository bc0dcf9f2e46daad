// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_CLI_SCRAPERS_H_
#define VETO_CLI_SCRAPERS_H_

#include <CLI/CLI.hpp>

#include "cli/command.h"

namespace veto::cli {

// veto scrapers update: what operators publish about their clients.
void add_scrapers_update(CLI::App& scrapers, Session& session);

}  // namespace veto::cli

#endif  // VETO_CLI_SCRAPERS_H_
