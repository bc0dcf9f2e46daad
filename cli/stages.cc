// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/stages.h"

#include <fmt/format.h>

#include <utility>

#include "audit/faces/faces.h"
#include "audit/logs/logs.h"
#include "audit/signals/signals.h"
#include "base/file.h"
#include "base/stage_record.h"
#include "base/text.h"
#include "cli/seal.h"
#include "cli/terminal.h"
#include "crawler/crawl.h"
#include "crawler/import.h"
#include "crawler/plan.h"
#include "reports/report.h"

namespace veto::cli {
namespace {

std::string counts_of(const StageReport& report) {
  std::string text;
  for (const auto& count : report.counts) {
    if (count.value == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count.value,
                        count.name);
  }
  return text.empty() ? "nothing" : text;
}

// In the custody log: which stage handled what of the case.
CustodyEvent event_of(const std::string& stage, const StageReport& report) {
  CustodyEvent event;
  event.action = stage == "crawl"    ? "capture"
                 : stage == "stamp"  ? "stamp"
                 : stage == "report" ? "report"
                                     : "analyse";
  event.item = stage == "crawl"    ? "captures"
               : stage == "stamp"  ? "captures"
               : stage == "report" ? "report"
                                   : "case.db";
  event.reason = "stage " + stage + ": " + counts_of(report);
  return event;
}

}  // namespace

Stage crawl_stage() { return {"crawl", crawler::run_crawl}; }

Stage stamp_stage() {
  return {"stamp",
          [](Case& the_case, const config::Settings& settings,
             const Sinks& sinks, std::stop_token) -> Result<StageReport> {
            auto order = stamp_order(settings);
            if (!order) return pass(order);
            return reports::stamp_captures(the_case, *order, sinks);
          }};
}

Stage faces_stage() { return {"faces", faces::run_faces}; }
Stage signals_stage() { return {"signals", signals::run_signals}; }

Stage logs_stage(logs::NameAsker ask_names) {
  return {"logs", [ask_names = std::move(ask_names)](
                      Case& the_case, const config::Settings& settings,
                      const Sinks& sinks, std::stop_token stop) {
            return logs::run_logs(the_case, settings, sinks, stop, ask_names);
          }};
}

Stage report_stage() {
  return {"report", [](Case& the_case, const config::Settings& settings,
                       const Sinks& sinks, std::stop_token) {
            return reports::write_report(the_case, the_case.run_id(), settings,
                                         sinks);
          }};
}

Stage imports_stage() {
  return {"import",
          [](Case& the_case, const config::Settings&, const Sinks&,
             std::stop_token) { return crawler::report_imports(the_case); }};
}

Status begin_or_resume(Case& the_case, const Session& session,
                       std::string_view kind) {
  auto resumed = the_case.resume_run(kind);
  if (!resumed) return pass(resumed);
  if (!*resumed) return the_case.begin_run(session.command_line, kind);
  fmt::print(stderr, "veto: continuing run {}\n", the_case.run_id());
  return {};
}

void print_how_to_go_on(const Session& session) {
  fmt::print(stderr,
             "veto: hint: stopped; the same command goes on from here: {}\n",
             printable(session.command_line, 500));
}

std::string_view run_outcome(const SequenceOutcome& outcome) {
  // Out of space, say: the run goes on where it was once that is mended.
  if (outcome.failed && outcome.code == ExitCode::io) return "interrupted";
  if (outcome.failed) return "failed";
  if (outcome.code == ExitCode::interrupted) return "interrupted";
  return outcome.code == ExitCode::done ? "done" : "incomplete";
}

std::filesystem::path settings_of_run(const Case& the_case,
                                      std::string_view run_id) {
  return the_case.path("runs") / (std::string(run_id) + ".toml");
}

namespace {

// A report that is written again later speaks of the run as it was asked for.
Status keep_settings(const Case& the_case, const config::Settings& settings) {
  if (auto made = make_dirs(the_case.path("runs")); !made) return made;
  return write_file_atomic(settings_of_run(the_case, the_case.run_id()),
                           config::settings_text(settings));
}

}  // namespace

SequenceOutcome run_stages(const std::vector<Stage>& stages, Case& the_case,
                           const config::Settings& settings,
                           const Session& session, bool quiet) {
  SequenceOutcome outcome;
  const Sinks sinks = terminal_sinks(quiet);
  auto end_with = [&](const Error& error) {
    outcome.code = strongest({outcome.code, print_error(error)});
    outcome.failed = true;
  };
  if (auto kept = keep_settings(the_case, settings); !kept) {
    end_with(kept.error());
    return outcome;
  }
  for (const Stage& stage : stages) {
    begin_progress(stage.name);
    auto report = stage.run(the_case, settings, sinks, session.stop);
    end_progress();
    if (!report) {
      end_with(report.error());
      return outcome;
    }
    auto noted = the_case.custody(event_of(stage.name, *report));
    if (noted) noted = note_stage(the_case, stage.name, *report);
    if (!noted) {
      end_with(noted.error());
      return outcome;
    }
    if (!report->incomplete.empty())
      outcome.code = strongest({outcome.code, ExitCode::incomplete});
    const bool stopped = report->interrupted;
    outcome.stages.push_back({stage.name, std::move(*report)});
    if (stopped) {
      outcome.code = strongest({outcome.code, ExitCode::interrupted});
      return outcome;
    }
  }
  return outcome;
}

ExitCode print_plan(const config::Settings& settings, const Session& session,
                    bool quiet, bool json) {
  const auto plan = crawler::plan_crawl(session.clock, settings,
                                        terminal_sinks(quiet), session.stop);
  end_progress();
  if (!plan) return print_error(plan.error());
  print_result(json ? crawler::plan_json(*plan, settings)
                    : crawler::describe_plan(*plan, settings));
  return strongest(
      {plan->is_incomplete() ? ExitCode::incomplete : ExitCode::done,
       plan->interrupted ? ExitCode::interrupted : ExitCode::done});
}

std::string describe(const SequenceOutcome& outcome) {
  std::string text;
  for (const auto& [name, report] : outcome.stages) {
    text += fmt::format("{:<9} {}\n", name, counts_of(report));
    for (const auto& note : report.notes)
      text += fmt::format("{:<9} {}\n", "", printable(note));
    for (const auto& missing : report.incomplete)
      text += fmt::format("{:<9} not done: {}\n", "", printable(missing));
  }
  return text;
}

}  // namespace veto::cli
