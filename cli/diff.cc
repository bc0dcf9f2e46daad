// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/diff.h"

#include "cli/command.h"
#include "cli/flags.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

struct DiffOptions {
  Flags flags;
  std::vector<std::string> runs;
};

// A run by its id, or by any beginning of it that only one run has.
Result<std::string> run_of(const std::vector<RunRecord>& runs,
                           const std::string& text) {
  std::vector<std::string> found;
  for (const auto& run : runs) {
    if (run.id == text) return run.id;
    if (!text.empty() && run.id.starts_with(text)) found.push_back(run.id);
  }
  if (found.size() == 1) return found.front();
  return fail(
      ErrorKind::not_found,
      found.empty() ? "there is no such run" : "several runs begin like that",
      text, "veto runs lists them");
}

// Both named, or none: then the newest two.
Result<std::pair<std::string, std::string>> runs_of(
    Case& the_case, const std::vector<std::string>& named) {
  auto runs = the_case.runs();
  if (!runs) return pass(runs);
  if (named.size() == 1)
    return fail(ErrorKind::usage, "one run alone cannot be compared", "",
                "name two, or none for the newest two; veto runs lists them");
  if (named.empty()) {
    if (runs->size() < 2)
      return fail(ErrorKind::not_found, "the case has fewer than two runs",
                  the_case.dir().string(), "veto runs lists them");
    return std::pair((*runs)[runs->size() - 2].id, runs->back().id);
  }
  auto before = run_of(*runs, named[0]);
  if (!before) return pass(before);
  auto after = run_of(*runs, named[1]);
  if (!after) return pass(after);
  return std::pair(*before, *after);
}

ExitCode diff(const DiffOptions& options, const Session& session) {
  auto the_case = open_case(options.flags, session);
  if (!the_case) return print_error(the_case.error());
  auto runs = runs_of(*the_case, options.runs);
  if (!runs) return print_error(runs.error());
  auto found = reports::diff_runs(*the_case, runs->first, runs->second);
  if (!found) return print_error(found.error());
  print_result(options.flags.json ? reports::diff_json(*found).dump(2) + "\n"
                                  : reports::diff_text(*found));
  return ExitCode::done;
}

}  // namespace

void add_diff(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "diff",
      "what changed between two runs: pages, images, faces, signals, "
      "robots.txt, agents");
  auto options = std::make_shared<DiffOptions>();
  command
      ->add_option("run", options->runs,
                   "the earlier and the later run, by id or its beginning; "
                   "without them the newest two")
      ->expected(0, 2);
  add_case_flag(*command, options->flags);
  command->add_flag("--json", options->flags.json, "one JSON document");
  command->callback([options, &session] {
    session.run = [options, &session] { return diff(*options, session); };
  });
}

}  // namespace veto::cli
