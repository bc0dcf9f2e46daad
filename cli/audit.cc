// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "audit/finding.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/stages.h"
#include "cli/terminal.h"
#include "reports/bundle/bundle.h"

namespace veto::cli {
namespace {

constexpr std::uint64_t kMaxSummaryBytes = 64u << 20;

std::vector<Stage> stages_for(const config::Settings& settings) {
  std::vector<Stage> stages = {crawl_stage(), faces_stage(), signals_stage()};
  if (!settings.logs->empty()) stages.push_back(logs_stage());
  stages.push_back(report_stage());
  return stages;
}

// The sentences of the report's summary, for the terminal.
std::string headlines(Case& the_case) {
  const auto bytes =
      read_file(the_case.path("report/summary.json"), kMaxSummaryBytes);
  if (!bytes) return {};
  const auto summary = nlohmann::json::parse(*bytes, nullptr, false);
  std::string text;
  if (!summary.is_object() || !summary.contains("headlines")) return text;
  for (const auto& line : summary["headlines"])
    if (line.is_string())
      text += "- " + printable(line.get<std::string>()) + "\n";
  return text.empty() ? text : "\n" + text;
}

ExitCode print_audit(const Flags& flags, Case& the_case,
                     const SequenceOutcome& outcome,
                     const std::filesystem::path& bundle) {
  if (flags.json) {
    const auto bytes =
        read_file(the_case.path("report/summary.json"), kMaxSummaryBytes);
    if (!bytes) return print_error(bytes.error());
    print_result(*bytes);
    return ExitCode::done;
  }
  print_result(fmt::format(
      "{}{}\nreport    {}\nbundle    {}\ncheck it  veto verify {}\n",
      describe(outcome), headlines(the_case),
      the_case.path("report/report.html").string(), bundle.string(),
      bundle.string()));
  return ExitCode::done;
}

ExitCode findings_code(Case& the_case) {
  const auto findings = audit::load_findings(the_case, the_case.run_id());
  if (!findings) return print_error(findings.error());
  // Compliance (P...) is reported too, but nobody's build fails over it.
  for (const auto& finding : *findings)
    if (!finding.code.starts_with("P")) return ExitCode::findings;
  return ExitCode::done;
}

ExitCode audit_case(const Flags& flags, const config::Settings& settings,
                    Case& the_case, const Session& session) {
  auto begun = begin_or_resume(the_case, session);
  if (!begun) return print_error(begun.error());
  SequenceOutcome outcome = run_stages(stages_for(settings), the_case, settings,
                                       session, flags.quiet);
  auto ended = the_case.end_run(run_outcome(outcome));
  if (!ended) return print_error(ended.error());
  if (outcome.failed || outcome.code == ExitCode::interrupted) {
    print_result(describe(outcome));
    return outcome.code;
  }
  auto bundle = reports::write_bundle(the_case, the_case.run_id());
  if (!bundle) return strongest({outcome.code, print_error(bundle.error())});
  const ExitCode printed = print_audit(flags, the_case, outcome, *bundle);
  const ExitCode found =
      flags.exit_code ? findings_code(the_case) : ExitCode::done;
  return strongest({outcome.code, printed, found});
}

ExitCode audit(const Flags& flags, const Session& session) {
  auto settings = settings_of(flags);
  if (!settings) return print_error(settings.error());
  if (!has_start(*settings))
    return print_error({ErrorKind::usage, "no page to begin with", "",
                        "veto audit https://example.org/"});
  if (flags.dry_run)
    return print_plan(*settings, session, flags.quiet, flags.json);
  auto the_case = open_or_create_case(flags, session);
  if (!the_case) return print_error(the_case.error());
  return audit_case(flags, *settings, *the_case, session);
}

}  // namespace

void add_audit(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "audit", "the whole job: crawl, faces, signals, logs, report, bundle");
  auto flags = std::make_shared<Flags>();
  add_crawl_flags(*command, *flags);
  add_log_flags(*command, *flags);
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
