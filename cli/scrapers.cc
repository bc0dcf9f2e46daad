// SPDX-License-Identifier: GPL-3.0-or-later

#include "config/scrapers.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/scrapers.h"
#include "cli/scrapers_show.h"
#include "cli/terminal.h"

namespace veto::cli {
namespace {

using config::Scraper;
using config::ScraperRegistry;

constexpr std::uint64_t kMaxRegistryBytes = 16u << 20;

ExitCode list_scrapers() {
  std::string text;
  for (const Scraper& scraper : ScraperRegistry::built_in().all())
    text +=
        fmt::format("{}\t{}\t{}\t{}\t{}\n", scraper.id, scraper.token,
                    scraper.operator_name, scraper.purpose, scraper.evidence);
  for (const auto& one : ScraperRegistry::built_in().without_crawler())
    text += fmt::format("{}\t-\t{}\t{}\t{}\n", one.id, one.operator_name,
                        one.purpose, one.evidence);
  print_result(text);
  return ExitCode::done;
}

ExitCode lint(const std::string& file) {
  auto bytes = read_file(file, kMaxRegistryBytes);
  if (!bytes) return print_error(bytes.error());
  auto registry = ScraperRegistry::parse(*bytes);
  if (!registry) return print_error(registry.error());
  print_result(fmt::format("{} scrapers, {}\n", registry->all().size(),
                           registry->date()));
  return ExitCode::done;
}

}  // namespace

void add_scrapers(CLI::App& app, Session& session) {
  auto* scrapers = app.add_subcommand("scrapers", "the registry of scrapers");
  scrapers->require_subcommand(1);
  auto argument = std::make_shared<std::string>();
  scrapers->add_subcommand("list", "all of them, a line each")
      ->callback([&session] { session.run = list_scrapers; });
  auto add = [&](const char* name, const char* what, const char* help,
                 ExitCode (*run)(const std::string&), bool required = true) {
    auto* command = scrapers->add_subcommand(name, help);
    command->add_option(what, *argument)->required(required);
    command->callback([argument, run, &session] {
      session.run = [argument, run] { return run(*argument); };
    });
  };
  add("show", "id", "one of them, by id or token", show_scraper);
  add("match", "user-agent",
      "which of them a user agent names; without one, of each line of standard "
      "input",
      match_agent, false);
  add("lint", "file", "check a registry file", lint);
  add_scrapers_update(*scrapers, session);
}

}  // namespace veto::cli
