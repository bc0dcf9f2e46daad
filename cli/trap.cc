// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto trap: pages that only robots come to, and since when robots.txt asks
// them not to (docs/logs/traps.md).

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "audit/traps/ledger.h"
#include "base/text.h"
#include "base/url.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/new_files.h"
#include "cli/terminal.h"
#include "crawler/api/capture_reader.h"
#include "reports/traps/kit.h"

namespace veto::cli {
namespace {

using nlohmann::json;
using traps::Trap;

struct TrapOptions {
  Flags flags;
  std::string site;
  std::string out;
  std::string path;
  std::string since;
};

ExitCode trap_new(const TrapOptions& options, const Session& session) {
  const auto site = Url::parse(options.site);
  if (!site) return print_error(site.error());
  auto the_case = open_or_create_case(options.flags, session);
  if (!the_case) return print_error(the_case.error());
  const auto trap = traps::new_trap(*site, session.clock->now());
  if (!trap) return print_error(trap.error());
  const std::filesystem::path out =
      options.out.empty() ? the_case->path("traps") /
                                trap->path.substr(1, trap->path.size() - 2)
                          : std::filesystem::path(options.out);
  const auto kit = reports::trap_kit(*trap);
  if (auto written = write_new_files(out, kit); !written)
    return print_error(written.error());
  if (auto kept = traps::add_trap(*the_case, *trap); !kept)
    return print_error(kept.error());
  std::string text = fmt::format("{}{}\nits files are in {}\n", trap->origin,
                                 trap->path, printable(out.string()));
  for (const reports::FixFile& file : kit)
    text += fmt::format("  {}: {}\n", file.name, file.where);
  print_result(text + "begin with README.txt\n");
  return ExitCode::done;
}

ExitCode trap_live(const TrapOptions& options, const Session& session) {
  const auto since = parse_rfc3339(options.since);
  if (!since)
    return print_error({ErrorKind::usage, "this is no time",
                        printable(options.since, 100),
                        "write it as 2026-11-01T00:00:00Z"});
  if (*since > session.clock->now())
    return print_error({ErrorKind::usage, "that time is still to come",
                        printable(options.since, 100), ""});
  auto the_case = open_case(options.flags, session);
  if (!the_case) return print_error(the_case.error());
  if (auto kept = traps::declare_disallowed(*the_case, options.path, *since);
      !kept)
    return print_error(kept.error());
  return ExitCode::done;
}

json time_or_null(const std::optional<UtcTime>& time) {
  return time ? json(to_rfc3339(*time)) : json(nullptr);
}

std::string in_text(const Trap& trap, const std::optional<UtcTime>& seen) {
  return fmt::format(
      "{}{}\n  made {}\n  disallowed, as stated, since {}\n"
      "  disallowed, as seen, since {}\n",
      trap.origin, trap.path, to_rfc3339(trap.issued_at),
      trap.disallowed_from ? to_rfc3339(*trap.disallowed_from) : "-",
      seen ? to_rfc3339(*seen) : "-");
}

ExitCode trap_list(const TrapOptions& options, const Session& session) {
  auto the_case = open_case(options.flags, session);
  if (!the_case) return print_error(the_case.error());
  auto ledger = traps::load_traps(*the_case);
  if (!ledger) return print_error(ledger.error());
  auto histories = crawler::CaptureReader(*the_case).robots();
  if (!histories) return print_error(histories.error());
  json list = json::array();
  std::string text;
  for (const Trap& trap : *ledger) {
    const auto history = histories->find(trap.origin);
    std::optional<UtcTime> seen;
    if (history != histories->end())
      seen = traps::seen_disallowed(history->second, trap);
    json entry = traps::trap_json(trap);
    entry.erase("schema");
    entry["disallowed_seen_from"] = time_or_null(seen);
    list.push_back(std::move(entry));
    text += in_text(trap, seen);
  }
  print_result(options.flags.json ? json({{"schema", "veto.traps/1"},
                                          {"traps", std::move(list)}})
                                            .dump(2) +
                                        "\n"
                                  : text);
  return ExitCode::done;
}

CLI::App* add_part(CLI::App& trap, Session& session, const char* name,
                   const char* help,
                   const std::shared_ptr<TrapOptions>& options,
                   ExitCode (*run)(const TrapOptions&, const Session&)) {
  auto* command = trap.add_subcommand(name, help);
  add_case_flag(*command, options->flags);
  command->callback([options, run, &session] {
    session.run = [options, run, &session] { return run(*options, session); };
  });
  return command;
}

}  // namespace

void add_trap(CLI::App& app, Session& session) {
  auto* trap = app.add_subcommand(
      "trap", "pages that only robots come to, though asked not to");
  trap->require_subcommand(1);
  const auto options = std::make_shared<TrapOptions>();
  auto* made = add_part(*trap, session, "new",
                        "make one, with the files for robots.txt and server",
                        options, trap_new);
  made->add_option("url", options->site, "the site")->required();
  made->add_option("--out", options->out,
                   "an empty folder to write the files into (default: traps/ "
                   "in the case)");
  auto* live = add_part(*trap, session, "live",
                        "put on record since when robots.txt disallows it",
                        options, trap_live);
  live->add_option("path", options->path, "the trap, as /trap-.../")
      ->required();
  live->add_option("time", options->since,
                   "since when, as 2026-11-01T00:00:00Z")
      ->required();
  auto* list =
      add_part(*trap, session, "list", "those of a case", options, trap_list);
  list->add_flag("--json", options->flags.json, "one JSON document");
}

}  // namespace veto::cli
