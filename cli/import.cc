// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/import.h"

#include <fmt/format.h>

#include "base/url.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/stages.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

struct ImportOptions {
  Flags flags;
  crawler::ImportRequest request;
};

// The case named by --case; the current folder where it is one; else a new one
// named for the address or the file.
std::string case_dir_of(const ImportOptions& options) {
  if (!options.flags.case_dir.empty()) return options.flags.case_dir;
  if (Case::is_case(".")) return ".";
  if (const auto url = Url::parse(options.request.url); url && url->has_host())
    return "veto-" + std::string(url->host());
  std::error_code code;
  const auto whole =
      std::filesystem::weakly_canonical(options.request.paths.front(), code);
  return "veto-" + whole.stem().string();
}

Stage import_stage(const crawler::ImportRequest& request) {
  return {"import", [request](Case& the_case, const config::Settings& settings,
                              const Sinks& sinks, std::stop_token stop) {
            return crawler::run_import(the_case, settings, request, sinks,
                                       stop);
          }};
}

std::string_view outcome_of(const SequenceOutcome& outcome) {
  if (outcome.failed || outcome.code == ExitCode::interrupted)
    return run_outcome(outcome);
  return "imported";
}

ExitCode take_in(ImportOptions options, const Session& session) {
  auto known = crawler::check_import(options.request);
  if (!known) return print_error(known.error());
  options.flags.case_dir = case_dir_of(options);
  auto settings = settings_of(options.flags);
  if (!settings) return print_error(settings.error());
  auto the_case = open_or_create_case(options.flags, session);
  if (!the_case) return print_error(the_case.error());
  auto begun = begin_or_resume(*the_case, session, "import");
  if (!begun) return print_error(begun.error());
  const auto outcome = run_stages({import_stage(options.request)}, *the_case,
                                  *settings, session, options.flags.quiet);
  auto ended = the_case->end_run(outcome_of(outcome));
  if (!ended) return print_error(ended.error());
  print_result(describe(outcome));
  if (outcome.code == ExitCode::interrupted) print_how_to_go_on(session);
  if (!outcome.failed && outcome.code != ExitCode::interrupted)
    print_result(fmt::format("next      veto audit --case {}\n",
                             options.flags.case_dir));
  return outcome.code;
}

}  // namespace

void add_import(CLI::App& app, Session& session) {
  auto* command =
      app.add_subcommand("import",
                         "take in saved pages, folders, HAR, MHTML, WARC, WACZ "
                         "and zip files, without "
                         "the network; veto audit then looks at them");
  auto options = std::make_shared<ImportOptions>();
  command
      ->add_option("path", options->request.paths,
                   "files or folders to take in")
      ->required();
  command->add_option("--url", options->request.url,
                      "the address a saved page or folder was served from, as "
                      "far as you can state it");
  add_case_flag(*command, options->flags);
  add_quiet_flag(*command, options->flags);
  command->callback([options, &session] {
    session.run = [options, &session] { return take_in(*options, session); };
  });
}

}  // namespace veto::cli
