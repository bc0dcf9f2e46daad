// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who asks the DNS what clients' addresses are called (--dns).

#ifndef VETO_CLI_NAME_ASKER_H_
#define VETO_CLI_NAME_ASKER_H_

#include "audit/logs/reverse_names.h"
#include "base/error.h"
#include "cli/command.h"
#include "cli/flags.h"
#include "config/settings.h"

namespace veto::cli {

// Empty without --dns. It says too_large once five minutes are over. Errors:
// usage (no folder to keep the answers in).
Result<logs::NameAsker> name_asker(const Flags& flags,
                                   const config::Settings& settings,
                                   const Session& session);

}  // namespace veto::cli

#endif  // VETO_CLI_NAME_ASKER_H_
