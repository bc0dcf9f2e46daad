// SPDX-License-Identifier: GPL-3.0-or-later

#include "config/settings.h"

#include "cli/command.h"
#include "cli/flags.h"
#include "cli/terminal.h"

namespace veto::cli {

void add_config(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "config", "every setting, its value and where it came from");
  auto flags = std::make_shared<Flags>();
  add_case_flag(*command, *flags);
  add_crawl_flags(*command, *flags);
  command->add_flag_callback(
      "--show-origin", [] {}, "the default; origins are always shown");
  command->callback([flags, &session] {
    session.run = [flags] {
      auto settings = settings_of(*flags);
      if (!settings) return print_error(settings.error());
      print_result(config::show_origins(*settings));
      return ExitCode::done;
    };
  });
}

}  // namespace veto::cli
