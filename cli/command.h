// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every command gets. Each command is one file with one function
// add_<name>(app, session) that declares its flags and, when chosen, sets
// session.run to what is to be done.

#ifndef VETO_CLI_COMMAND_H_
#define VETO_CLI_COMMAND_H_

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "base/case.h"
#include "base/exit_code.h"
#include "base/time.h"
#include "config/settings.h"

namespace veto::cli {

struct Session {
  std::shared_ptr<const Clock> clock;
  std::stop_token stop;  // set by the first Ctrl-C
  std::string command_line;
  std::function<ExitCode()> run;
};

void add_audit(CLI::App& app, Session& session);
void add_crawl(CLI::App& app, Session& session);
void add_import(CLI::App& app, Session& session);
void add_faces(CLI::App& app, Session& session);
void add_signals(CLI::App& app, Session& session);
void add_logs(CLI::App& app, Session& session);
void add_report(CLI::App& app, Session& session);
void add_bundle(CLI::App& app, Session& session);
void add_runs(CLI::App& app, Session& session);
void add_diff(CLI::App& app, Session& session);
void add_verify(CLI::App& app, Session& session);
void add_robots(CLI::App& app, Session& session);
void add_scrapers(CLI::App& app, Session& session);
void add_models(CLI::App& app, Session& session);
void add_trap(CLI::App& app, Session& session);
void add_own_site(CLI::App& app, Session& session);
void add_config(CLI::App& app, Session& session);

}  // namespace veto::cli

#endif  // VETO_CLI_COMMAND_H_
