// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of `veto robots`, one file each.

#ifndef VETO_CLI_ROBOTS_H_
#define VETO_CLI_ROBOTS_H_

#include <CLI/CLI.hpp>

#include <string>

#include "base/error.h"
#include "cli/command.h"

namespace veto::cli {

void add_robots_check(CLI::App& robots, Session& session);
void add_robots_lint(CLI::App& robots, Session& session);
void add_robots_history(CLI::App& robots, Session& session);

// A file's bytes, or those of standard input for "-". Errors: not_found, io,
// too_large (64 MiB: a robots.txt is not read to there by anybody).
Result<std::string> read_robots_file(const std::string& file);

}  // namespace veto::cli

#endif  // VETO_CLI_ROBOTS_H_
