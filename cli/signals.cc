// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/signals.h"

#include <nlohmann/json.hpp>

#include "cli/flags.h"
#include "cli/signals.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

nlohmann::json to_json(const signals::SignalsResult& result) {
  nlohmann::json agents = nlohmann::json::array();
  for (const auto& agent : result.agents)
    agents.push_back({{"origin", agent.origin},
                      {"scraper", agent.scraper_id},
                      {"token", agent.token},
                      {"named", agent.named},
                      {"site_allowed", agent.site_allowed},
                      {"line", agent.line},
                      {"rule", agent.rule},
                      {"readings_agree", agent.readings_agree}});
  nlohmann::json found = nlohmann::json::array();
  for (const auto& signal : result.signals)
    found.push_back({{"source", to_string(signal.source)},
                     {"url", signal.url},
                     {"agent", signal.agent},
                     {"name", signal.name},
                     {"raw", signal.raw},
                     {"line", signal.line},
                     {"evidence", signal.evidence}});
  nlohmann::json resources = nlohmann::json::array();
  for (const auto& resource : result.resources)
    resources.push_back({{"url", resource.url},
                         {"kind", resource.kind},
                         {"noai", resource.noai},
                         {"noimageai", resource.noimageai},
                         {"page_only", resource.page_only},
                         {"directives", resource.directives}});
  return {{"schema", "veto.signals/1"},
          {"signals", std::move(found)},
          {"agents", std::move(agents)},
          {"resources", std::move(resources)}};
}

ExitCode show_signals(const Flags& flags, const Session& session) {
  auto the_case = open_case(flags, session);
  if (!the_case) return print_error(the_case.error());
  auto run = newest_run(*the_case);
  if (!run) return print_error(run.error());
  auto result = signals::load_signals(*the_case, *run);
  if (!result) return print_error(result.error());
  print_result(to_json(*result).dump(2) + "\n");
  return ExitCode::done;
}

}  // namespace

void add_signals(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "signals", "the opt-out signals that the newest audit of a case read");
  auto flags = std::make_shared<Flags>();
  add_case_flag(*command, *flags);
  // A part of it comes after its command, and then it is that part's to do.
  command->callback([command, flags, &session] {
    if (!command->get_subcommands().empty()) return;
    session.run = [flags, &session] { return show_signals(*flags, session); };
  });
  add_signals_fix(*command, session);
}

}  // namespace veto::cli
