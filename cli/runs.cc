// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

nlohmann::json to_json(const std::vector<RunRecord>& runs) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& run : runs)
    list.push_back({{"id", run.id},
                    {"started", to_rfc3339(run.started)},
                    {"outcome", run.outcome},
                    {"kind", run.kind},
                    {"command", to_valid_utf8(run.command)}});
  return {{"schema", "veto.runs/1"}, {"runs", std::move(list)}};
}

ExitCode show_runs(const Flags& flags, const Session& session) {
  auto the_case = open_case(flags, session);
  if (!the_case) return print_error(the_case.error());
  auto runs = the_case->runs();
  if (!runs) return print_error(runs.error());
  if (flags.json) {
    print_result(to_json(*runs).dump(2) + "\n");
    return ExitCode::done;
  }
  std::string text;
  for (const auto& run : *runs)
    text += fmt::format("{}\t{}\t{}\n", run.id, run.outcome,
                        printable(run.command, 200));
  print_result(text);
  return ExitCode::done;
}

}  // namespace

void add_runs(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "runs", "the runs of a case, oldest first: id, outcome, command");
  auto flags = std::make_shared<Flags>();
  add_case_flag(*command, *flags);
  command->add_flag("--json", flags->json, "one JSON document");
  command->callback([flags, &session] {
    session.run = [flags, &session] { return show_runs(*flags, session); };
  });
}

}  // namespace veto::cli
