// SPDX-License-Identifier: GPL-3.0-or-later
//
// The subcommands of veto faces.

#ifndef VETO_CLI_FACES_H_
#define VETO_CLI_FACES_H_

#include "cli/command.h"

namespace veto::cli {

void add_faces_blur(CLI::App& faces, Session& session);
void add_faces_list(CLI::App& faces, Session& session);
void add_faces_mark(CLI::App& faces, Session& session);

}  // namespace veto::cli

#endif  // VETO_CLI_FACES_H_
