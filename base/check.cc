// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/check.h"

#include <cstdio>
#include <cstdlib>

#include "base/exit_code.h"

namespace veto {

void check_failed(const char* condition, const char* file, int line) noexcept {
  std::fprintf(stderr,
               "veto: error: internal check failed: %s (%s:%d)\n"
               "veto: hint: this is a bug; please report it with the command "
               "you ran\n",
               condition, file, line);
  std::fflush(stderr);
  std::_Exit(static_cast<int>(ExitCode::bug));
}

}  // namespace veto
