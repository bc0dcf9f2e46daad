// SPDX-License-Identifier: GPL-3.0-or-later
//
// Standard input as a file, for what is read more than once.

#ifndef VETO_CLI_SPOOLED_INPUT_H_
#define VETO_CLI_SPOOLED_INPUT_H_

#include <filesystem>
#include <stop_token>

#include "base/error.h"

namespace veto::cli {

// Makes standard input a regular file, where it is none: what comes from it is
// kept under $TMPDIR, in a file without a name that is gone with the program.
// Returns "/dev/stdin", which from then on can be opened any number of times.
// Errors: io, interrupted.
Result<std::filesystem::path> spool_input(std::stop_token stop);

}  // namespace veto::cli

#endif  // VETO_CLI_SPOOLED_INPUT_H_
