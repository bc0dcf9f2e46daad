// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_CLI_NOTICE_H_
#define VETO_CLI_NOTICE_H_

#include "cli/command.h"

namespace veto::cli {

// `veto bundle notice`: keeps that an operator was told.
void add_notice(CLI::App& bundle, Session& session);

}  // namespace veto::cli

#endif  // VETO_CLI_NOTICE_H_
