// SPDX-License-Identifier: GPL-3.0-or-later

#include "config/scrapers.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/scrapers.h"
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
  print_result(text);
  return ExitCode::done;
}

ExitCode show(const std::string& id) {
  const Scraper* found = ScraperRegistry::built_in().by_id(id);
  if (found == nullptr) found = ScraperRegistry::built_in().by_token(id);
  if (found == nullptr)
    return print_error({ErrorKind::not_found, "no such scraper", id,
                        "veto scrapers list names them all"});
  print_result(fmt::format(
      "id              {}\ntoken           {}\noperator        {} (as it "
      "says)\npurpose         {}\nrobots.txt      {}\nsends requests  {}\n"
      "evidence        {}\ndocumentation   {}\n",
      found->id, found->token, found->operator_name, found->purpose,
      found->robots_claim, found->control_only ? "no" : "yes", found->evidence,
      found->docs_url));
  return ExitCode::done;
}

ExitCode match(const std::string& user_agent) {
  const Scraper* found = ScraperRegistry::built_in().match(user_agent);
  print_result(found != nullptr ? found->id + "\n" : "none\n");
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
                 ExitCode (*run)(const std::string&)) {
    auto* command = scrapers->add_subcommand(name, help);
    command->add_option(what, *argument)->required();
    command->callback([argument, run, &session] {
      session.run = [argument, run] { return run(*argument); };
    });
  };
  add("show", "id", "one of them, by id or token", show);
  add("match", "user-agent", "which of them a user agent names", match);
  add("lint", "file", "check a registry file", lint);
  add_scrapers_update(*scrapers, session);
}

}  // namespace veto::cli
