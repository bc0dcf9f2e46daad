// SPDX-License-Identifier: GPL-3.0-or-later
//
// How commands speak: results on stdout; progress, warnings and errors on
// stderr, in lower case without a full stop.

#ifndef VETO_CLI_TERMINAL_H_
#define VETO_CLI_TERMINAL_H_

#include <string_view>

#include "base/error.h"
#include "base/exit_code.h"
#include "base/stage.h"

namespace veto::cli {

// "veto: error: ..." and, where there is one, "veto: hint: ...". Returns the
// exit code the error asks for.
ExitCode print_error(const Error& error);
void print_warning(const Error& error);

// Warnings always; progress (cli/progress.h) unless `quiet` is set.
Sinks terminal_sinks(bool quiet);

// What follows is this stage's: "crawl", "faces".
void begin_progress(std::string_view stage);

// Wipes the progress line, so that what follows begins on a clean one.
void end_progress();

// Writes to stdout at once. A reader that has gone away is no error.
void print_result(std::string_view text);

}  // namespace veto::cli

#endif  // VETO_CLI_TERMINAL_H_
