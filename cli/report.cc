// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/report.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/text.h"
#include "cli/captures.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/notice.h"
#include "cli/seal.h"
#include "cli/stages.h"
#include "cli/terminal.h"
#include "cli/whole_log.h"
#include "config/time_stamp_authorities.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/edition_text.h"

namespace veto::cli {
namespace {

// As the run was asked for; where that was not kept, as the case is now.
Result<config::Settings> settings_for(const Flags& flags, const Case& the_case,
                                      std::string_view run_id) {
  const auto kept = settings_of_run(the_case, run_id);
  std::error_code failed;
  if (!std::filesystem::exists(kept, failed)) return settings_of(flags);
  return config::load_run_settings(kept, flags.overrides);
}

ExitCode write_again(const Flags& flags, const Session& session) {
  auto the_case = open_case(flags, session);
  if (!the_case) return print_error(the_case.error());
  auto run = newest_run(*the_case);
  if (!run) return print_error(run.error());
  const auto settings = settings_for(flags, *the_case, *run);
  if (!settings) return print_error(settings.error());
  auto report =
      reports::write_report(*the_case, *run, *settings, terminal_sinks(true));
  if (!report) return print_error(report.error());
  print_result(
      fmt::format("{}\n", the_case->path("report/report.html").string()));
  return report->incomplete.empty() ? ExitCode::done : ExitCode::incomplete;
}

struct BundleOptions {
  WholeLogFlags whole;
  std::string of;  // --of
  bool list_authorities = false;
};

ExitCode bundle(const Flags& flags, const BundleOptions& options,
                const Session& session) {
  const auto to = whole_log_addressees(options.whole, *session.clock);
  if (!to) return print_error(to.error());
  auto the_case = open_case(flags, session);
  if (!the_case) return print_error(the_case.error());
  auto run = newest_run(*the_case);
  if (!run) return print_error(run.error());
  const auto settings = settings_of(flags);
  if (!settings) return print_error(settings.error());
  reports::EditionChoice edition{
      .kind = *reports::edition_named(*settings->edition), .of = options.of};
  if (!options.of.empty() && !reports::is_lesser(edition.kind))
    return print_error({ErrorKind::usage,
                        "only a lesser edition is made of another bundle",
                        options.of, "add: --edition non-confidential"});
  const auto order = seal_order(*settings, *session.clock);
  if (!order) return print_error(order.error());
  const auto captures = captures_order(*settings, *session.clock);
  if (!captures) return print_error(captures.error());
  const auto of_run = settings_for(flags, *the_case, *run);
  if (!of_run) return print_error(of_run.error());
  edition.of_run = &*of_run;
  edition.sinks = terminal_sinks(true);
  const auto written = reports::write_bundle(
      *the_case, *run, *captures, *order ? &**order : nullptr,
      log_order(*of_run, *to ? &**to : nullptr), edition);
  if (!written) return print_error(written.error());
  print_result(fmt::format("{}\n", written->path.string()));
  fmt::print(stderr, "{}", describe_captures(*written));
  if (!written->of.empty())
    fmt::print(stderr, "edition   {}, made from {}; what is not in it: {}\n",
               *settings->edition, printable(written->of.string()),
               printable((written->path / reports::kEditionText).string()));
  return after_sealing(*written, *settings);
}

ExitCode list_authorities() {
  const auto& list = config::TimeStampAuthorities::built_in();
  std::string text = fmt::format("as of {}. {}\n", list.date, list.note);
  for (const auto& one : list.entries)
    text += fmt::format("{:<12} {}\n{:<12} qualified: {}; {} ({})\n", one.name,
                        one.url, "", one.qualified, one.level, one.source);
  print_result(text);
  return ExitCode::done;
}

}  // namespace

void add_report(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "report", "write the newest run's report again, without the network");
  auto flags = std::make_shared<Flags>();
  add_case_flag(*command, *flags);
  command->callback([flags, &session] {
    session.run = [flags, &session] { return write_again(*flags, session); };
  });
}

void add_bundle(CLI::App& app, Session& session) {
  auto* command =
      app.add_subcommand("bundle", "write the newest run's evidence bundle");
  auto flags = std::make_shared<Flags>();
  add_case_flag(*command, *flags);
  add_seal_flags(*command, *flags);
  add_captures_flags(*command, *flags);
  add_edition_flag(*command, *flags);
  auto options = std::make_shared<BundleOptions>();
  command
      ->add_option("--of", options->of,
                   "of a lesser edition: the confidential bundle that it "
                   "is made from (default: the run's newest in the case)")
      ->check(refuse_empty);
  add_whole_log_flags(*command, options->whole);
  command->add_flag("--list-tsa", options->list_authorities,
                    "print the authorities that --tsa knows by name, and end");
  add_notice(*command, session);
  command->callback([command, flags, options, &session] {
    if (!command->get_subcommands().empty()) return;
    session.run = [flags, options, &session] {
      if (options->list_authorities) return list_authorities();
      return bundle(*flags, *options, session);
    };
  });
}

}  // namespace veto::cli
