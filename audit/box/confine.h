// SPDX-License-Identifier: GPL-3.0-or-later
//
// Closes the box around this process, for good: from then on it can compute,
// take memory up to a limit, and read and write what is already open. It
// cannot open a file or a socket, start a program or a thread, or look at
// another process; the attempt ends it (seccomp(2), SECCOMP_RET_KILL_PROCESS).
// Needs no privilege.

#ifndef VETO_AUDIT_BOX_CONFINE_H_
#define VETO_AUDIT_BOX_CONFINE_H_

#include <cstdint>
#include <string>

#include "base/error.h"

namespace veto::box {

struct Confinement {
  // Whether the kernel enforces the list of system calls; why not, where not.
  // The limit on time holds in any case.
  bool system_calls = false;
  std::string without;
  bool memory = false;  // not under AddressSanitizer, which needs terabytes
};

// `memory`: bytes of address space beyond what is in use by now. CPU time is
// limited by the pool, job by job. Errors: io (a limit cannot be set).
Result<Confinement> confine(std::uint64_t memory);

}  // namespace veto::box

#endif  // VETO_AUDIT_BOX_CONFINE_H_
