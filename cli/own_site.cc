// SPDX-License-Identifier: GPL-3.0-or-later
//
// veto own-site: that the user controls a site, which allows more than a
// stranger may (--own-site).

#include <fmt/format.h>

#include "base/url.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "cli/terminal.h"
#include "crawler/api/proof.h"

namespace veto::cli {
namespace {

// The site named on the command line. Errors: usage.
Result<Url> site_of(const Flags& flags) {
  auto url = Url::parse(flags.urls.front());
  if (url && !url->is_http())
    return fail(ErrorKind::usage, "not an http or https address",
                flags.urls.front(), "name the site as https://example.org/");
  return url;
}

ExitCode own_site_new(const Flags& flags, const Session& session) {
  const auto site = site_of(flags);
  if (!site) return print_error(site.error());
  auto the_case = open_or_create_case(flags, session);
  if (!the_case) return print_error(the_case.error());
  const auto token = crawler::proof_token(*the_case);
  if (!token) return print_error(token.error());
  print_result(fmt::format(
      "put a file at\n  {}{}\nwith this one line\n  {}\n"
      "or a TXT record with it into the DNS, at\n  {}\nand then run\n"
      "  veto own-site check --case {} {}\n",
      site->origin(), crawler::proof_path(*token), crawler::proof_line(*token),
      crawler::proof_record(site->host()), the_case->dir().string(),
      site->href()));
  return ExitCode::done;
}

ExitCode own_site_check(const Flags& flags, const Session& session) {
  const auto site = site_of(flags);
  if (!site) return print_error(site.error());
  auto the_case = open_case(flags, session);
  if (!the_case) return print_error(the_case.error());
  const auto settings = settings_of(flags);
  if (!settings) return print_error(settings.error());
  const auto proof = crawler::check_proof(*the_case, *site, *settings);
  if (!proof) return print_error(proof.error());
  print_result(fmt::format(
      "control of {} is shown until {}\nlimits may be raised with --own-site\n",
      proof->host, to_rfc3339(proof->time + crawler::kProofAge)));
  return ExitCode::done;
}

void add_part(CLI::App& own_site, Session& session, const char* name,
              const char* help, ExitCode (*run)(const Flags&, const Session&)) {
  auto* command = own_site.add_subcommand(name, help);
  auto flags = std::make_shared<Flags>();
  command->add_option("url", flags->urls, "the site")->required()->expected(1);
  add_case_flag(*command, *flags);
  command->callback([flags, run, &session] {
    session.run = [flags, run, &session] { return run(*flags, session); };
  });
}

}  // namespace

void add_own_site(CLI::App& app, Session& session) {
  auto* own_site = app.add_subcommand(
      "own-site", "show that a site is yours, for --own-site");
  own_site->require_subcommand(1);
  add_part(*own_site, session, "new", "what to put on the site", own_site_new);
  add_part(*own_site, session, "check", "look whether it is there",
           own_site_check);
}

}  // namespace veto::cli
