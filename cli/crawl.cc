// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/command.h"
#include "cli/flags.h"
#include "cli/seal.h"
#include "cli/stages.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

// As a run of its own.
ExitCode run_alone(const std::vector<Stage>& stages, const Flags& flags,
                   const config::Settings& settings, Case& the_case,
                   const Session& session) {
  auto begun = begin_or_resume(the_case, session);
  if (!begun) return print_error(begun.error());
  auto claimed = claim_sites(flags, settings, the_case);
  if (!claimed) {
    auto ended = the_case.end_run("failed");
    return print_error(ended ? claimed.error() : ended.error());
  }
  const auto outcome =
      run_stages(stages, the_case, settings, session, flags.quiet);
  auto ended = the_case.end_run(run_outcome(outcome));
  if (!ended) return print_error(ended.error());
  print_result(describe(outcome));
  if (outcome.code == ExitCode::interrupted) print_how_to_go_on(session);
  return outcome.code;
}

ExitCode crawl(const Flags& flags, const Session& session) {
  auto settings = settings_of(flags);
  if (!settings) return print_error(settings.error());
  if (!has_start(*settings))
    return print_error({ErrorKind::usage, "no page to begin with", "",
                        "veto crawl https://example.org/"});
  if (flags.dry_run)
    return print_plan(*settings, session, flags.quiet, flags.json);
  // What is wrong with them is told before anything is fetched.
  const auto stamps = stamp_order(*settings);
  if (!stamps) return print_error(stamps.error());
  auto the_case = open_or_create_case(flags, session);
  if (!the_case) return print_error(the_case.error());
  std::vector<Stage> stages = {crawl_stage()};
  if (!stamps->authorities.empty()) stages.push_back(stamp_stage());
  return run_alone(stages, flags, *settings, *the_case, session);
}

}  // namespace

void add_crawl(CLI::App& app, Session& session) {
  auto* command =
      app.add_subcommand("crawl", "fetch pages and images, judge nothing");
  auto flags = std::make_shared<Flags>();
  add_crawl_flags(*command, *flags);
  add_stamp_flags(*command, *flags,
                  "have what was fetched time-stamped by this authority "
                  "(RFC 3161, http or https); may be repeated");
  add_case_flag(*command, *flags);
  add_quiet_flag(*command, *flags);
  add_dry_run_flag(*command, *flags);
  command->add_flag("--json", flags->json, "the dry run as one JSON document")
      ->needs("--dry-run");
  command->callback([flags, &session] {
    session.run = [flags, &session] { return crawl(*flags, session); };
  });
}

}  // namespace veto::cli
