// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto signals fix: the files with which a site says what its owner wants, for
// the site's own server (docs/signals-fix.md).

#include "cli/signals_fix.h"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

#include "audit/signals/gather_site.h"
#include "base/file.h"
#include "base/text.h"
#include "base/url.h"
#include "cli/flags.h"
#include "cli/new_files.h"
#include "cli/robots.h"
#include "cli/stages.h"
#include "cli/terminal.h"
#include "reports/fixes/fixes.h"

namespace veto::cli {
namespace {

using reports::FixFile;
using reports::Server;
using reports::Wanted;

constexpr std::size_t kMaxOrigins = 200;  // as check_wanted() takes

struct FixOptions {
  Flags flags;
  std::string robots;  // a file; "-" for standard input
  std::string out;     // a folder to be filled
  std::string server = "all";
  Wanted wanted;
  bool no_search = false;
};

// What the site serves now.
struct Present {
  std::string origin;  // "" for a file
  std::string robots;
};

Result<std::vector<Server>> servers_of(const std::string& name) {
  if (name == "all")
    return std::vector{Server::nginx,     Server::apache,
                       Server::caddy,     Server::cloudflare,
                       Server::wordpress, Server::static_host};
  if (const auto server = reports::parse_server(name))
    return std::vector{*server};
  return fail(ErrorKind::usage, "this is no server we know files for",
              "--server " + printable(name, 100),
              "one of nginx, apache, caddy, cloudflare, wordpress, static, "
              "all");
}

// Of the first that the run began at.
Result<std::string> first_origin(const config::Settings& settings) {
  for (const auto* list :
       {&*settings.seeds, &*settings.sitemaps, &*settings.feeds})
    for (const std::string& text : *list)
      if (const auto url = Url::parse(text)) return url->origin();
  return fail(ErrorKind::not_found, "the newest run began at no URL", "",
              "name the file: --robots FILE");
}

// Other origins that images came from join the list of those that need the
// same.
Result<Present> present_of_case(const Flags& flags, const Session& session,
                                Wanted& wanted) {
  auto the_case = open_case(flags, session);
  if (!the_case) return pass(the_case);
  auto run = newest_run(*the_case);
  if (!run) return pass(run);
  const auto kept = settings_of_run(*the_case, *run);
  std::error_code failed;
  auto settings = std::filesystem::exists(kept, failed)
                      ? config::load_run_settings(kept, flags.overrides)
                      : settings_of(flags);
  if (!settings) return pass(settings);
  auto origin = first_origin(*settings);
  if (!origin) return pass(origin);
  auto gathered = signals::gather_site(*the_case, *run, terminal_sinks(true));
  if (!gathered) return pass(gathered);
  // A file in its place would take the owner's own rules away.
  const auto seed = gathered->site.origins.find(*origin);
  if (seed == gathered->site.origins.end() || !seed->second.robots ||
      seed->second.robots->availability() == crawler::Availability::unreachable)
    return fail(ErrorKind::not_found, "robots.txt was never seen",
                *origin + "/robots.txt",
                "name the file: --robots FILE, or --robots /dev/null if there "
                "is none");
  Present present{*origin, ""};
  for (const auto& [name, known] : gathered->site.origins) {
    if (name == present.origin) {
      if (known.robots) present.robots = known.robots->text;
    } else if (known.serves_images &&
               wanted.image_origins.size() < kMaxOrigins) {
      wanted.image_origins.push_back(name);
    }
  }
  return present;
}

Result<Present> present_of(FixOptions& options, const Session& session) {
  if (options.robots.empty())
    return present_of_case(options.flags, session, options.wanted);
  if (!options.flags.case_dir.empty())
    return fail(ErrorKind::usage, "a file or a case, not both",
                "--robots " + options.robots, "leave one of them out");
  auto text = read_robots_file(options.robots);
  if (!text) return pass(text);
  return Present{"", std::move(*text)};
}

std::string sections(const std::vector<FixFile>& files) {
  std::string text;
  for (const FixFile& file : files)
    text += fmt::format("===== {}\n===== {}\n\n{}\n", file.name, file.where,
                        file.text);
  return text;
}

std::string list_of(const std::vector<FixFile>& files) {
  std::string text;
  for (const FixFile& file : files)
    text += fmt::format("{}: {}\n", file.name, file.where);
  return text;
}

ExitCode fix(FixOptions& options, const Session& session) {
  options.wanted.search = !options.no_search;
  const auto servers = servers_of(options.server);
  if (!servers) return print_error(servers.error());
  if (auto fits = check_wanted(options.wanted); !fits)
    return print_error(fits.error());
  const auto present = present_of(options, session);
  if (!present) return print_error(present.error());
  const auto files =
      reports::all_fixes(present->robots, options.wanted, *servers,
                         config::ScraperRegistry::built_in());
  if (!files) return print_error(files.error());
  if (options.out.empty()) {
    print_result(sections(*files));
    return ExitCode::done;
  }
  if (auto written = write_new_files(options.out, *files); !written)
    return print_error(written.error());
  print_result(list_of(*files));
  return ExitCode::done;
}

void add_wanted_flags(CLI::App& command, FixOptions& options) {
  Wanted& wanted = options.wanted;
  command.add_flag("--keep-training", wanted.training,
                   "allow that models and datasets are made with your content");
  command.add_flag("--keep-answers", wanted.answers,
                   "allow that AI services answer with your content");
  command.add_flag("--no-search", options.no_search,
                   "also leave search engines");
  command.add_option("--close", wanted.closed,
                     "a path that nobody is to fetch; may be repeated");
  command.add_option("--policy", wanted.policy,
                     "URL of your terms for text and data mining");
  command.add_option("--contact", wanted.contact,
                     "for a comment in robots.txt");
  command.add_option("--image-origin", wanted.image_origins,
                     "another origin that images come from; may be repeated");
}

}  // namespace

void add_signals_fix(CLI::App& signals, Session& session) {
  auto* command = signals.add_subcommand(
      "fix",
      "robots.txt, response fields and logs for your own server. Unless flags "
      "say otherwise: no training, no datasets and no AI answers, which closes "
      "AI search and assistants too; search engines stay");
  auto options = std::make_shared<FixOptions>();
  command->add_option("--case", options->flags.case_dir,
                      "the case; the current folder where none is named");
  command->add_option("--robots", options->robots,
                      "your present robots.txt; - for standard input");
  command->add_option("--server", options->server,
                      "nginx, apache, caddy, cloudflare, wordpress, static or "
                      "all (default)");
  command->add_option("--out", options->out,
                      "an empty folder to write the files into");
  add_wanted_flags(*command, *options);
  command->callback([options, &session] {
    session.run = [options, &session] { return fix(*options, session); };
  });
}

}  // namespace veto::cli
