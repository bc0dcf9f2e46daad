// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto robots: the verdict for URLs, what is wrong with a file, and which
// versions a case has seen.

#include "cli/robots.h"

#include "cli/command.h"

namespace veto::cli {

void add_robots(CLI::App& app, Session& session) {
  auto* robots = app.add_subcommand("robots", "read robots.txt files");
  robots->require_subcommand(1);
  add_robots_check(*robots, session);
  add_robots_lint(*robots, session);
  add_robots_history(*robots, session);
}

}  // namespace veto::cli
