// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/signals.h"

#include <memory>
#include <utility>

#include "audit/signals/gather_site.h"
#include "base/url.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/signals_fix.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

struct SignalsOptions {
  Flags flags;
  SignalsWanted wanted;
};

// As the case holds them. Errors: usage.
Status normalise(std::vector<std::string>& urls) {
  for (std::string& url : urls) {
    const auto parsed = Url::parse(url);
    if (!parsed)
      return fail(ErrorKind::usage, "not a URL", url,
                  "name a page or image that the audit received");
    url = parsed->without_fragment();
  }
  return {};
}

ExitCode show_signals(SignalsOptions& options, const Session& session) {
  if (auto ready = normalise(options.wanted.urls); !ready)
    return print_error(ready.error());
  auto the_case = open_case(options.flags, session);
  if (!the_case) return print_error(the_case.error());
  auto run = newest_run(*the_case);
  if (!run) return print_error(run.error());
  auto gathered =
      signals::gather_site(*the_case, *run, {}, terminal_sinks(true));
  if (!gathered) return print_error(gathered.error());
  auto stored = signals::load_signals(*the_case, *run);
  if (!stored) return print_error(stored.error());
  auto texts = reports::Texts::load("en");
  if (!texts) return print_error(texts.error());
  auto lints =
      signals::lint_site(gathered->site, config::ScraperRegistry::built_in());
  const SignalsFound found{*std::move(stored), std::move(gathered->site),
                           std::move(lints)};
  print_result(options.flags.json
                   ? signals_json(found, options.wanted, *texts).dump(2) + "\n"
                   : signals_text(found, options.wanted, *texts));
  return ExitCode::done;
}

}  // namespace

void add_signals(CLI::App& app, Session& session) {
  auto* command = app.add_subcommand(
      "signals", "what the opt-outs of a case's newest audit say, and to whom");
  auto options = std::make_shared<SignalsOptions>();
  add_case_flag(*command, options->flags);
  command->add_flag("--json", options->flags.json, "one JSON document");
  command->add_flag("--consumers", options->wanted.consumers,
                    "each consumer, not the four columns alone");
  command->add_option("URL", options->wanted.urls,
                      "these pages and images alone");
  // A part of it comes after its command, and then it is that part's to do.
  command->callback([command, options, &session] {
    if (!command->get_subcommands().empty()) return;
    session.run = [options, &session] {
      return show_signals(*options, session);
    };
  });
  add_signals_fix(*command, session);
}

}  // namespace veto::cli
