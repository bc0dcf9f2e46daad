// SPDX-License-Identifier: GPL-3.0-or-later
//
// That a bundle in a case's bundles/ was checked goes on record in the case.

#ifndef VETO_CLI_NOTE_VERIFIED_H_
#define VETO_CLI_NOTE_VERIFIED_H_

#include <filesystem>

#include "cli/command.h"
#include "reports/bundle/bundle.h"

namespace veto::cli {

// Nothing for a bundle anywhere else. Where the case cannot be written, a
// warning says so: what was found stays what it is.
void note_verified(const std::filesystem::path& bundle,
                   const reports::Verification& verification,
                   const Session& session);

}  // namespace veto::cli

#endif  // VETO_CLI_NOTE_VERIFIED_H_
