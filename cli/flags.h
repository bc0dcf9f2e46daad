// SPDX-License-Identifier: GPL-3.0-or-later
//
// Flags that several commands share, and how they become settings.

#ifndef VETO_CLI_FLAGS_H_
#define VETO_CLI_FLAGS_H_

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/case.h"
#include "base/error.h"
#include "cli/command.h"
#include "config/settings.h"

namespace veto::cli {

struct Flags {
  std::vector<std::string> urls;
  std::vector<std::string> listed_urls;  // of --seeds
  std::optional<Error> list_error;       // why that could not be read
  std::vector<std::string> sitemaps;
  std::vector<std::string> feeds;
  std::string case_dir;
  std::vector<std::string> logs;
  std::vector<std::string> authorities;  // --tsa
  std::vector<std::string> traps;
  bool quiet = false;
  bool json = false;
  bool exit_code = false;
  bool dry_run = false;
  bool own_site = false;            // --own-site
  bool inspect_disallowed = false;  // --inspect-disallowed
  bool dns = false;                 // --dns
  std::string dns_server;
  config::Overrides overrides;
};

// A check: a script's unset variable is no answer.
inline std::string refuse_empty(const std::string& given) {
  return given.empty() ? "it is empty" : std::string();
}

void add_case_flag(CLI::App& command, Flags& flags);
void add_quiet_flag(CLI::App& command, Flags& flags);
void add_dry_run_flag(CLI::App& command, Flags& flags);
// Seeds, scope, limits, politeness.
void add_crawl_flags(CLI::App& command, Flags& flags);
// --models, --thorough, --turns; part of the above.
void add_face_flags(CLI::App& command, Flags& flags);
// --robots, --complete-from, --log-origin, --address-lists, --dns.
void add_log_flags(CLI::App& command, Flags& flags);
// --tsa, which does `what`, and what goes with it.
void add_stamp_flags(CLI::App& command, Flags& flags, const char* what);
// --seal, --tsa and what goes with them.
void add_seal_flags(CLI::App& command, Flags& flags);
// --edition.
void add_edition_flag(CLI::App& command, Flags& flags);
// What of the captures goes into a bundle.
void add_captures_flags(CLI::App& command, Flags& flags);

// Claims the seeds' sites for the case's current run, where --own-site asks for
// it. Errors: usage, refused, io.
Status claim_sites(const Flags& flags, const config::Settings& settings,
                   Case& the_case);

// Flags, environment and files, merged.
Result<config::Settings> settings_of(const Flags& flags);

// Whether there is a page, sitemap or feed to begin with.
bool has_start(const config::Settings& settings);

// The case named by --case, or "veto-HOST" for the first URL: opened where
// there is one, made where there is none.
Result<Case> open_or_create_case(const Flags& flags, const Session& session);
// Only a case that is there. Without --case: the current folder.
Result<Case> open_case(const Flags& flags, const Session& session);
// The newest run. Errors: not_found, when nothing has run yet.
Result<std::string> newest_run(Case& the_case);

}  // namespace veto::cli

#endif  // VETO_CLI_FLAGS_H_
