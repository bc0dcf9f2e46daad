// SPDX-License-Identifier: GPL-3.0-or-later
//
// The exit codes of every command, and which one wins when several apply.

#ifndef VETO_BASE_EXIT_CODE_H_
#define VETO_BASE_EXIT_CODE_H_

#include <initializer_list>

#include "base/error.h"

namespace veto {

enum class ExitCode {
  done = 0,
  findings = 1,    // only where --exit-code asks for it
  usage = 2,       // usage or configuration
  incomplete = 3,  // the report says what is missing
  refused = 4,     // out of scope or not permitted
  damaged = 5,     // evidence damaged or verification failed
  io = 6,          // input, output or out of space
  bug = 70,
  interrupted = 130,
};

// The code to end with when several apply:
// 70 > 5 > 6 > 4 > 2 > 130 > 3 > 1 > 0.
ExitCode strongest(std::initializer_list<ExitCode> codes);

ExitCode exit_code_for(ErrorKind kind);

}  // namespace veto

#endif  // VETO_BASE_EXIT_CODE_H_
