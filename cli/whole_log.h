// SPDX-License-Identifier: GPL-3.0-or-later
//
// --whole-log-to and --whole-log-passphrase-file: to whom a bundle's whole logs
// are sealed.

#ifndef VETO_CLI_WHOLE_LOG_H_
#define VETO_CLI_WHOLE_LOG_H_

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

#include "base/error.h"
#include "base/time.h"
#include "config/settings.h"
#include "reports/bundle/log_commitments.h"
#include "reports/seal/envelope.h"

namespace veto::cli {

struct WholeLogFlags {
  std::string to;               // a file with certificates
  std::string passphrase_file;  // whose first line counts
};

void add_whole_log_flags(CLI::App& command, WholeLogFlags& flags);

// Nothing where neither was given. Errors: usage (both), and those of
// envelope.h and of reading the file.
Result<std::optional<reports::Addressees>> whole_log_addressees(
    const WholeLogFlags& flags, const Clock& clock);

// What of the logs goes into a bundle of a run with these settings; `to` may be
// null.
reports::LogOrder log_order(const config::Settings& settings,
                            const reports::Addressees* to);

}  // namespace veto::cli

#endif  // VETO_CLI_WHOLE_LOG_H_
