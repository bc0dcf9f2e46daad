// SPDX-License-Identifier: GPL-3.0-or-later
//
// The stages in sequence, under one run of a case.

#ifndef VETO_CLI_STAGES_H_
#define VETO_CLI_STAGES_H_

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "audit/logs/reverse_names.h"
#include "base/case.h"
#include "base/exit_code.h"
#include "base/stage.h"
#include "cli/command.h"
#include "config/settings.h"

namespace veto::cli {

struct Stage {
  std::string name;  // "crawl", "faces", ...
  std::function<Result<StageReport>(Case&, const config::Settings&,
                                    const Sinks&, std::stop_token)>
      run;
};

struct StageOutcome {
  std::string name;
  StageReport report;
};

// What a sequence of stages came to. `code` is done, incomplete, interrupted,
// or that of the error that ended it (which has been printed).
struct SequenceOutcome {
  std::vector<StageOutcome> stages;
  ExitCode code = ExitCode::done;
  bool failed = false;
};

Stage crawl_stage();
// Has the run's WARC files stamped, once they are closed.
Stage stamp_stage();
Stage faces_stage();
Stage signals_stage();
// Asks the DNS through `ask_names`, where that is not empty.
Stage logs_stage(logs::NameAsker ask_names);
Stage report_stage();

// What was imported into the run before, counted again.
Stage imports_stage();

// Opens a run of that kind (base/case.h), or takes up one that was stopped
// before its end.
Status begin_or_resume(Case& the_case, const Session& session,
                       std::string_view kind = {});
// After a first Ctrl-C: how to go on, on stderr.
void print_how_to_go_on(const Session& session);

// How the run table names what a sequence came to.
std::string_view run_outcome(const SequenceOutcome& outcome);

// Where a run's settings are kept, as a veto.toml. Earlier programs kept none.
std::filesystem::path settings_of_run(const Case& the_case,
                                      std::string_view run_id);

// Keeps the settings and runs the stages one after another; an error ends the
// sequence, a request to stop does so after the stage under way. Notes each in
// the custody log.
SequenceOutcome run_stages(const std::vector<Stage>& stages, Case& the_case,
                           const config::Settings& settings,
                           const Session& session, bool quiet);

// --dry-run: prints what the crawl would fetch, as text or JSON.
ExitCode print_plan(const config::Settings& settings, const Session& session,
                    bool quiet, bool json);

// "crawl     12 urls, 9 pages, ..." and one line for each thing not done.
std::string describe(const SequenceOutcome& outcome);

}  // namespace veto::cli

#endif  // VETO_CLI_STAGES_H_
