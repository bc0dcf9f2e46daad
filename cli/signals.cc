// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/signals.h"

#include <filesystem>
#include <memory>
#include <utility>

#include "audit/embedded/lost.h"
#include "audit/signals/gather_site.h"
#include "base/url.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/signals_file.h"
#include "cli/signals_fix.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

struct SignalsOptions {
  Flags flags;
  SignalsWanted wanted;
  std::string original;  // a file
};

// Names of files, and what strangers wrote, may be no UTF-8.
std::string dumped(const nlohmann::json& document) {
  return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

// As the case holds them. Errors: usage.
Status normalise(std::vector<std::string>& urls) {
  for (std::string& url : urls) {
    const auto parsed = Url::parse(url);
    if (!parsed)
      return fail(ErrorKind::usage, "no such file, and no URL", url,
                  "name a file, or a page or image that the audit received");
    url = parsed->without_fragment();
  }
  return {};
}

// What one file says, without a case.
ExitCode show_file(const SignalsOptions& options, const std::string& path) {
  auto settings = settings_of(options.flags);
  if (!settings) return print_error(settings.error());
  auto found = signals_of_file(path, *settings);
  if (!found) return print_error(found.error());
  nlohmann::json document = {{"schema", "veto.signals/1"},
                             {"file", path},
                             {"signals", nlohmann::json::array()}};
  std::string text;
  for (const signals::Signal& signal : *found) {
    document["signals"].push_back(signal_json(signal));
    text += signal_text(signal);
  }
  if (text.empty()) text = "no statement about its use was found in it\n";
  if (std::filesystem::path(path).filename() == "robots.txt")
    text += "its rules are read by: veto robots lint --robots " + path + "\n";
  print_result(options.flags.json ? dumped(document) + "\n" : text);
  return ExitCode::done;
}

// What of the original's own statements its address no longer serves.
ExitCode show_lost(const SignalsOptions& options, const signals::Site& site) {
  auto settings = settings_of(options.flags);
  if (!settings) return print_error(settings.error());
  auto original = signals_of_file(options.original, *settings);
  if (!original) return print_error(original.error());
  const auto served = site.resources.find(options.wanted.urls.front());
  const auto lost = embedded::lost_signals(*original, served->second.said.own);
  nlohmann::json document = {{"schema", "veto.signals.lost/1"},
                             {"original", options.original},
                             {"served", served->first},
                             {"origin", served->second.origin},
                             {"original_signals", original->size()},
                             {"lost", nlohmann::json::array()}};
  std::string text;
  for (const signals::Signal& signal : lost) {
    document["lost"].push_back(signal_json(signal));
    text +=
        "not served by " + served->second.origin + ": " + signal_text(signal);
  }
  if (original->empty())
    text = "the original itself says nothing about its use\n";
  else if (lost.empty())
    text = "all that the original says about its use is served\n";
  print_result(options.flags.json ? dumped(document) + "\n" : text);
  return ExitCode::done;
}

ExitCode show_signals(SignalsOptions& options, const Session& session) {
  const auto& urls = options.wanted.urls;
  if (!options.original.empty() && urls.size() != 1)
    return print_error({ErrorKind::usage,
                        "--original is held against one address", "",
                        "veto signals --original FILE URL"});
  std::error_code failed;
  if (options.original.empty() && urls.size() == 1 &&
      urls[0].find("://") == std::string::npos &&
      std::filesystem::is_regular_file(urls[0], failed))
    return show_file(options, urls[0]);
  if (auto ready = normalise(options.wanted.urls); !ready)
    return print_error(ready.error());
  auto the_case = open_case(options.flags, session);
  if (!the_case) return print_error(the_case.error());
  auto run = newest_run(*the_case);
  if (!run) return print_error(run.error());
  auto gathered = signals::gather_site(*the_case, *run, terminal_sinks(true));
  if (!gathered) return print_error(gathered.error());
  for (const std::string& url : urls)
    if (!gathered->site.resources.contains(url))
      return print_error({ErrorKind::not_found,
                          "the newest run received no such page or image", url,
                          "veto signals without a URL shows all"});
  if (!options.original.empty()) return show_lost(options, gathered->site);
  auto stored = signals::load_signals(*the_case, *run);
  if (!stored) return print_error(stored.error());
  auto texts = reports::Texts::load("en");
  if (!texts) return print_error(texts.error());
  auto lints =
      signals::lint_site(gathered->site, config::ScraperRegistry::built_in());
  const SignalsFound found{*std::move(stored), std::move(gathered->site),
                           std::move(lints)};
  print_result(options.flags.json
                   ? dumped(signals_json(found, options.wanted, *texts)) + "\n"
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
  command->add_option("--original", options->original,
                      "your own file of the image at URL: what of its metadata "
                      "is no longer served");
  command->add_option("URL", options->wanted.urls,
                      "these pages and images alone; or a file: an image, "
                      "PDF, EPUB, robots.txt, tdmrep.json, ai.txt, trust.txt");
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
