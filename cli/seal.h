// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a bundle is to be sealed, from the settings: the key, opened, and the
// authorities, asked over the network.

#ifndef VETO_CLI_SEAL_H_
#define VETO_CLI_SEAL_H_

#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/exit_code.h"
#include "base/time.h"
#include "config/settings.h"
#include "reports/bundle/bundle.h"
#include "reports/seal/capture_stamps.h"
#include "reports/seal/seal.h"

namespace veto::cli {

// Nothing where no seal is wanted. Asks for the passphrase on a terminal, so
// it is called before any long work. Errors: usage, refused, damaged, io.
Result<std::optional<reports::SealOrder>> seal_order(
    const config::Settings& settings, const Clock& clock);

// Who stamps captures when they are written; nobody where none is named.
// Errors: usage, io.
Result<reports::StampOrder> stamp_order(const config::Settings& settings);

// Says on stderr what was not stamped. `incomplete` where a sealed bundle has
// no time stamp and that was not allowed, else `done`.
ExitCode after_sealing(const reports::WrittenBundle& bundle,
                       const config::Settings& settings);

}  // namespace veto::cli

#endif  // VETO_CLI_SEAL_H_
