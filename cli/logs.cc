// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/logs.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "audit/logs/follow_log.h"
#include "audit/logs/given_history.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/logs_anchor.h"
#include "cli/logs_automation.h"
#include "cli/logs_rederive.h"
#include "cli/name_asker.h"
#include "cli/spooled_input.h"
#include "cli/temporary_folder.h"
#include "cli/terminal.h"
#include "cli/verdict_file.h"
#include "reports/rate_words.h"
#include "reports/texts/texts.h"

namespace veto::cli {
namespace {

const std::filesystem::path kStandardInput = "-";

struct LogsOptions {
  Flags flags;
  bool follow = false;
  std::string verdicts;
  std::string packs;
  bool undeclared = false;
};

std::string describe(const logs::LogSummary& summary,
                     const reports::Texts& texts) {
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
  for (const auto& sentence : reports::rate_sentences(summary.rates, texts))
    text += sentence + '\n';
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
  auto history = logs::given_history(*settings, {}, session.stop);
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
  inputs.anchors = *settings->log_anchors;
  if (*history) inputs.history = *std::move(*history);
  inputs.complete_from = *settings->complete_from;
  inputs.first_served = *settings->first_served;
  inputs.own_token = *settings->user_agent_token;
  inputs.registry = &config::ScraperRegistry::built_in();
  auto traps = traps::parse_traps(*settings->log_traps);
  if (!traps) return print_error(traps.error());
  inputs.traps = std::move(*traps);
  if (!settings->address_lists->empty()) {
    auto lists = logs::list_address_files(*settings->address_lists, sinks);
    if (!lists) return print_error(lists.error());
    inputs.address_lists = std::move(*lists);
    inputs.folder = *settings->address_lists;
  }
  const auto texts = reports::Texts::load("en");
  if (!texts) return print_error(texts.error());
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
  inputs.undeclared = options.undeclared;
  auto summary = logs::analyse_logs(inputs, sinks, stop, sink);
  if (!summary) return print_error(summary.error());
  names.put(*summary);
  if (verdicts)
    if (auto written = verdicts->finish(); !written)
      return print_error(written.error());
  if (options.verdicts != "-")
    print_result(options.flags.json
                     ? logs::summary_json(*summary).dump(2) + "\n"
                     : describe(*summary, *texts) +
                           describe_automation(*summary));
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
                      "access logs; - is standard input; one named like a "
                      "subcommand is ./anchor");
  add_logs_anchor(*command, session);
  add_log_flags(*command, options->flags);
  add_quiet_flag(*command, options->flags);
  command->add_option("--verdicts", options->verdicts,
                      "one JSON line for each request that robots.txt has "
                      "something to say about; - is standard output");
  command->add_flag("--follow", options->follow,
                    "read a log that is still being written, until Ctrl-C");
  command->add_flag("--undeclared", options->undeclared,
                    "also list clients with a browser's name that behave like "
                    "programs, by their signs: no finding, nobody's name");
  command->add_option("--packs", options->packs,
                      "write each finding's evidence pack into this folder");
  command->add_flag("--json", options->flags.json, "one JSON document");
  command->add_flag("--exit-code", options->flags.exit_code,
                    "end with 1 when there are findings");
  add_logs_rederive(*command, session);
  // Runs after a subcommand's own.
  command->callback([command, options, &session] {
    const bool chosen = !command->get_subcommands().empty();
    if (chosen && options->flags.logs.empty()) return;
    if (chosen)
      throw CLI::ValidationError("logs takes logs or a subcommand, not both");
    if (options->flags.logs.empty()) throw CLI::RequiredError("log");
    session.run = [options, &session] { return analyse(*options, session); };
  });
}

}  // namespace veto::cli
