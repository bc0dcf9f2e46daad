// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/logs.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "audit/logs/follow_log.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/logs_rederive.h"
#include "cli/name_asker.h"
#include "cli/spooled_input.h"
#include "cli/temporary_folder.h"
#include "cli/terminal.h"
#include "cli/verdict_file.h"

namespace veto::cli {
namespace {

const std::filesystem::path kStandardInput = "-";

struct LogsOptions {
  Flags flags;
  bool follow = false;
  std::string verdicts;
  std::string packs;
};

// The last version the user gives is in force until they say otherwise.
Result<crawler::RobotsHistory> history_of(const config::Settings& settings) {
  if (settings.robots_dir->empty()) return crawler::RobotsHistory();
  auto end = make_utc(9999, 12, 31, 23, 59, 59);
  if (!end) return pass(end);
  return crawler::RobotsHistory::import(*settings.robots_dir, *end);
}

std::string describe(const logs::LogSummary& summary) {
  std::string text;
  for (const auto& file : summary.files) {
    text += fmt::format("{}: {}, {} lines, {} set aside\n",
                        printable(file.path.string()), file.format, file.lines,
                        file.set_aside);
    if (!file.weakness.empty())
      text += fmt::format("  graded at most E2: {}\n", file.weakness);
    for (const auto& [line, reason] : file.reasons)
      text += fmt::format("  line {}: {}\n", line, printable(reason));
  }
  for (const auto& finding : summary.findings)
    text += fmt::format("{} {} grade E{} identity {}\n", finding.code,
                        printable(finding.subject), finding.grade.value(),
                        to_string(finding.identity));
  return text + "a log shows retrieval, not what was done with it\n";
}

// A log is read more than once, so standard input is made a file.
Status name_inputs(std::vector<std::filesystem::path>& files,
                   std::stop_token stop) {
  const auto named = std::ranges::count(files, kStandardInput);
  if (named == 0) return {};
  if (named > 1)
    return fail(ErrorKind::usage, "standard input can be read once", "-");
  auto spooled = spool_input(stop);
  if (!spooled) return pass(spooled);
  std::ranges::replace(files, kStandardInput, *spooled);
  return {};
}

// The copies that following made, by the log's own name.
class FollowedNames {
 public:
  void add(const std::filesystem::path& copy, std::filesystem::path log) {
    names_[copy] = std::move(log);
  }
  void put(logs::LogSummary& summary) const {
    for (auto& file : summary.files)
      if (const auto name = names_.find(file.path); name != names_.end())
        file.path = name->second;
  }

 private:
  std::map<std::filesystem::path, std::filesystem::path> names_;
};

// Until Ctrl-C, which is how this ends: what comes after is done in peace.
Status follow(std::vector<std::filesystem::path>& files,
              const TemporaryFolder& folder, FollowedNames& names,
              const Sinks& sinks, std::stop_token stop) {
  if (files.size() != 1 || files.front() == kStandardInput)
    return fail(ErrorKind::usage, "--follow takes one log that is a file");
  const std::filesystem::path log = files.front();
  auto followed = logs::follow_log(log, folder.path(), sinks, stop, [&] {
    fmt::print(stderr, "following {}; Ctrl-C ends it and writes the result\n",
               printable(log.string()));
  });
  if (!followed) return pass(followed);
  files = followed->copies;
  for (const auto& copy : files) names.add(copy, log);
  return {};
}

ExitCode analyse(const LogsOptions& options, const Session& session) {
  auto settings = settings_of(options.flags);
  if (!settings) return print_error(settings.error());
  auto history = history_of(*settings);
  if (!history) return print_error(history.error());
  logs::Inputs inputs;
  inputs.files = *settings->logs;
  const Sinks sinks = terminal_sinks(options.flags.quiet);
  std::stop_token stop = session.stop;
  FollowedNames names;
  std::optional<TemporaryFolder> folder;
  if (options.follow) {
    auto made = TemporaryFolder::make();
    if (!made) return print_error(made.error());
    folder = std::move(*made);
    if (auto read = follow(inputs.files, *folder, names, sinks, stop); !read)
      return print_error(read.error());
    stop = {};
  }
  if (auto named = name_inputs(inputs.files, stop); !named)
    return print_error(named.error());
  inputs.format = *settings->log_format;
  inputs.origin = *settings->log_origin;
  inputs.history = std::move(*history);
  inputs.complete_from = *settings->complete_from;
  inputs.first_served = *settings->first_served;
  inputs.own_token = *settings->user_agent_token;
  inputs.registry = &config::ScraperRegistry::built_in();
  if (!settings->address_lists->empty()) {
    auto lists = logs::list_address_files(*settings->address_lists, sinks);
    if (!lists) return print_error(lists.error());
    inputs.address_lists = std::move(*lists);
    inputs.folder = *settings->address_lists;
  }
  auto asker = name_asker(options.flags, *settings, session);
  if (!asker) return print_error(asker.error());
  inputs.ask_names = std::move(*asker);
  std::optional<VerdictFile> verdicts;
  logs::VerdictSink sink;
  if (!options.verdicts.empty()) {
    auto opened = VerdictFile::open(options.verdicts);
    if (!opened) return print_error(opened.error());
    verdicts = std::move(*opened);
    sink = [&, shown = logs::LogSummary()](
               const logs::LogSummary& summary,
               const logs::Verdict& verdict) mutable {
      if (shown.files.empty()) {
        shown.files = summary.files;
        names.put(shown);
      }
      return verdicts->add(logs::verdict_jsonl(shown, verdict));
    };
  }
  inputs.packs = options.packs;
  auto summary = logs::analyse_logs(inputs, sinks, stop, sink);
  if (!summary) return print_error(summary.error());
  names.put(*summary);
  if (verdicts)
    if (auto written = verdicts->finish(); !written)
      return print_error(written.error());
  if (options.verdicts != "-")
    print_result(options.flags.json
                     ? logs::summary_json(*summary).dump(2) + "\n"
                     : describe(*summary));
  if (stop.stop_requested()) return ExitCode::interrupted;
  const bool findings = !summary->findings.empty();
  return findings && options.flags.exit_code ? ExitCode::findings
                                             : ExitCode::done;
}

}  // namespace

void add_logs(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "logs", "what each client asked for, judged by the rules then in force");
  auto options = std::make_shared<LogsOptions>();
  command->add_option("log", options->flags.logs,
                      "access logs; - is standard input");
  add_log_flags(*command, options->flags);
  add_quiet_flag(*command, options->flags);
  command->add_option("--verdicts", options->verdicts,
                      "one JSON line for each request that robots.txt has "
                      "something to say about; - is standard output");
  command->add_flag("--follow", options->follow,
                    "read a log that is still being written, until Ctrl-C");
  command->add_option("--packs", options->packs,
                      "write each finding's evidence pack into this folder");
  command->add_flag("--json", options->flags.json, "one JSON document");
  command->add_flag("--exit-code", options->flags.exit_code,
                    "end with 1 when there are findings");
  auto* rederive = add_logs_rederive(*command, session);
  command->callback([options, rederive, &session] {
    if (rederive->parsed()) return;
    if (options->flags.logs.empty()) throw CLI::RequiredError("log");
    session.run = [options, &session] { return analyse(*options, session); };
  });
}

}  // namespace veto::cli
