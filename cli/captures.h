// SPDX-License-Identifier: GPL-3.0-or-later
//
// What of the captures goes into a bundle, from the settings, and what is said
// about it.

#ifndef VETO_CLI_CAPTURES_H_
#define VETO_CLI_CAPTURES_H_

#include <string>

#include "base/error.h"
#include "base/time.h"
#include "config/settings.h"
#include "reports/bundle/bundle.h"

namespace veto::cli {

// `settings` must outlive it. Errors: usage (clear and sealed at once; a
// certificate and a passphrase), and those of the envelope's addressees
// (reports/seal/envelope.h), io, not_found.
Result<reports::CapturesOrder> captures_order(const config::Settings& settings,
                                              const Clock& clock);

// A line on how many captures went in as they are, were blurred or left out,
// and why; where all are in clear, that they are.
std::string describe_captures(const reports::WrittenBundle& bundle);

}  // namespace veto::cli

#endif  // VETO_CLI_CAPTURES_H_
