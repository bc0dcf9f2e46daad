// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/text.h"
#include "base/url.h"
#include "cli/captures.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/name_asker.h"
#include "cli/seal.h"
#include "cli/stages.h"
#include "cli/terminal.h"
#include "cli/whole_log.h"
#include "crawler/import.h"
#include "reports/bundle/bundle.h"
#include "reports/report.h"

namespace veto::cli {
namespace {

using nlohmann::literals::operator""_json_pointer;

constexpr std::uint64_t kMaxSummaryBytes = 64u << 20;

// `captures` is where they come from: the crawl, or what was imported.
std::vector<Stage> stages_for(const config::Settings& settings,
                              const Stage& captures,
                              logs::NameAsker ask_names) {
  std::vector<Stage> stages = {captures};
  if (!settings.time_stamps->empty()) stages.push_back(stamp_stage());
  stages.push_back(faces_stage());
  stages.push_back(signals_stage());
  if (!settings.logs->empty())
    stages.push_back(logs_stage(std::move(ask_names)));
  stages.push_back(report_stage());
  return stages;
}

Result<std::string> summary_of(Case& the_case) {
  return read_file(the_case.path("report/summary.json"), kMaxSummaryBytes);
}

// The sentences of the report's summary, for the terminal.
std::string headlines(Case& the_case) {
  const auto bytes = summary_of(the_case);
  if (!bytes) return {};
  const auto summary = nlohmann::json::parse(*bytes, nullptr, false);
  std::string text;
  if (!summary.is_object() || !summary.contains("headlines")) return text;
  for (const auto& line : summary["headlines"])
    if (line.is_string())
      text += "- " + printable(line.get<std::string>()) + "\n";
  return text.empty() ? text : "\n" + text;
}

// How the bundle is to be written.
struct BundleOrders {
  const reports::CapturesOrder& captures;
  const reports::SealOrder* seal;  // null: unsealed
};

ExitCode print_audit(const Flags& flags, Case& the_case,
                     const SequenceOutcome& outcome,
                     const reports::WrittenBundle& bundle) {
  if (flags.json) {
    const auto bytes = summary_of(the_case);
    if (!bytes) return print_error(bytes.error());
    print_result(*bytes);
    return ExitCode::done;
  }
  print_result(fmt::format(
      "{}{}\nreport    {}\nbundle    {} ({})\n{}check it  veto verify {}\n",
      describe(outcome), headlines(the_case),
      the_case.path("report/report.html").string(), bundle.path.string(),
      bundle.state, describe_captures(bundle), bundle.path.string()));
  return ExitCode::done;
}

// As the report counts them: without what the user's marks took back.
ExitCode findings_code(Case& the_case) {
  const auto bytes = summary_of(the_case);
  if (!bytes) return print_error(bytes.error());
  const auto summary = nlohmann::json::parse(*bytes, nullptr, false);
  const auto pointer = "/findings/by_code"_json_pointer;
  if (!summary.is_object() || !summary.contains(pointer))
    return print_error({ErrorKind::damaged,
                        "the report counts no findings",
                        the_case.path("report/summary.json").string(),
                        {}});
  // Compliance (P...) is reported too, but nobody's build fails over it.
  for (const auto& [code, count] : summary.at(pointer).items())
    if (!code.starts_with("P")) return ExitCode::findings;
  return ExitCode::done;
}

// Stopped: what there is becomes a report that says so; no bundle is made of
// it, since the run goes on later.
ExitCode print_partial(const Flags& flags, const config::Settings& settings,
                       Case& the_case, const Session& session,
                       const SequenceOutcome& outcome) {
  auto report = reports::write_report(the_case, the_case.run_id(), settings,
                                      terminal_sinks(flags.quiet));
  end_progress();
  print_result(describe(outcome));
  if (report)
    print_result(fmt::format("\nreport    {} (of what was done so far)\n",
                             the_case.path("report/report.html").string()));
  const ExitCode code =
      report ? outcome.code
             : strongest({outcome.code, print_error(report.error())});
  print_how_to_go_on(session);
  return code;
}

// With the run begun or taken up.
ExitCode audit_run(const Flags& flags, const config::Settings& settings,
                   Case& the_case, const Session& session,
                   const Stage& captures, logs::NameAsker ask_names,
                   const BundleOrders& orders) {
  auto claimed = claim_sites(flags, settings, the_case);
  if (!claimed) {
    auto ended = the_case.end_run("failed");
    return print_error(ended ? claimed.error() : ended.error());
  }
  SequenceOutcome outcome =
      run_stages(stages_for(settings, captures, std::move(ask_names)), the_case,
                 settings, session, flags.quiet);
  auto ended = the_case.end_run(run_outcome(outcome));
  if (!ended) return print_error(ended.error());
  if (outcome.code == ExitCode::interrupted && !outcome.failed)
    return print_partial(flags, settings, the_case, session, outcome);
  if (outcome.failed) {
    print_result(describe(outcome));
    return outcome.code;
  }
    auto bundle = reports::write_bundle(the_case, the_case.run_id(),
                                        orders.captures, orders.seal,
                                        log_order(settings, nullptr));
  if (!bundle) return strongest({outcome.code, print_error(bundle.error())});
  const ExitCode printed = print_audit(flags, the_case, outcome, *bundle);
  const ExitCode sealed = after_sealing(*bundle, settings);
  const ExitCode found =
      flags.exit_code ? findings_code(the_case) : ExitCode::done;
  return strongest({outcome.code, printed, sealed, found});
}

// No address given: what was imported into the case is looked at.
ExitCode audit_imports(const Flags& flags, const config::Settings& settings,
                       const Session& session, logs::NameAsker ask_names,
                       const BundleOrders& orders) {
  const Error nothing{ErrorKind::usage, "no page to begin with", "",
                      "veto audit https://example.org/, or first: veto import "
                      "FILE --case DIR"};
  auto the_case = open_case(flags, session);
  if (!the_case && the_case.error().kind == ErrorKind::not_found)
    return print_error(nothing);
  if (!the_case) return print_error(the_case.error());
  auto run = crawler::newest_import_run(*the_case);
  if (!run) return print_error(run.error());
  if (run->empty()) return print_error(nothing);
  auto taken = the_case->take_up_run(*run);
  if (!taken) return print_error(taken.error());
  return audit_run(flags, settings, *the_case, session, imports_stage(),
                   std::move(ask_names), orders);
}

// A file in an address's place: what was meant is another command.
const std::string* file_among(const std::vector<std::string>& urls) {
  std::error_code code;
  for (const std::string& url : urls)
    if (!Url::parse(url) && std::filesystem::exists(url, code)) return &url;
  return nullptr;
}

ExitCode audit(const Flags& flags, const Session& session) {
  if (const std::string* file = file_among(flags.urls))
    return print_error({ErrorKind::usage, "a file, not an address", *file,
                        "take it in first: veto import " + *file});
  auto settings = settings_of(flags);
  if (!settings) return print_error(settings.error());
  auto asker = name_asker(flags, *settings, session);
  if (!asker) return print_error(asker.error());
  // The passphrase is asked for before anything that takes long.
  const auto order = flags.dry_run ? Result<std::optional<reports::SealOrder>>()
                                   : seal_order(*settings, *session.clock);
  if (!order) return print_error(order.error());
  const auto captures = captures_order(*settings, *session.clock);
  if (!captures) return print_error(captures.error());
  const BundleOrders orders{*captures, *order ? &**order : nullptr};
  if (!has_start(*settings) && !flags.dry_run)
    return audit_imports(flags, *settings, session, std::move(*asker), orders);
  if (!has_start(*settings))
    return print_error({ErrorKind::usage, "no page to begin with", "",
                        "veto audit https://example.org/"});
  if (flags.dry_run)
    return print_plan(*settings, session, flags.quiet, flags.json);
  auto the_case = open_or_create_case(flags, session);
  if (!the_case) return print_error(the_case.error());
  auto begun = begin_or_resume(*the_case, session);
  if (!begun) return print_error(begun.error());
  return audit_run(flags, *settings, *the_case, session, crawl_stage(),
                   std::move(*asker), orders);
}

}  // namespace

void add_audit(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "audit", "the whole job: crawl, faces, signals, logs, report, bundle");
  auto flags = std::make_shared<Flags>();
  add_crawl_flags(*command, *flags);
  add_log_flags(*command, *flags);
  add_seal_flags(*command, *flags);
  add_captures_flags(*command, *flags);
  add_case_flag(*command, *flags);
  add_quiet_flag(*command, *flags);
  add_dry_run_flag(*command, *flags);
  command->add_option("--log", flags->logs, "an access log; may be repeated");
  command->add_flag("--json", flags->json, "the summary as one JSON document");
  command->add_flag("--exit-code", flags->exit_code,
                    "end with 1 when there are findings");
  command->callback([flags, &session] {
    session.run = [flags, &session] { return audit(*flags, session); };
  });
}

}  // namespace veto::cli
