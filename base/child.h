// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs another program for what it prints: no shell, nothing to read, nothing
// inherited but the standard descriptors, and an end in bytes and in time.

#ifndef VETO_BASE_CHILD_H_
#define VETO_BASE_CHILD_H_

#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"

namespace veto {

struct ChildLimits {
  std::size_t max_bytes = 16u << 20;  // of what it prints
  std::chrono::seconds max_time{60};
};

struct ChildResult {
  int code = 0;        // that it ended with; 128 + n for signal n
  std::string output;  // standard output
  std::string errors;  // the first 4 KiB of standard error
};

// `arguments` begins with the program, which is looked for in PATH; the
// `environment` is all that it gets, beside PATH and HOME. Errors: not_found
// (no such program), io, too_large, interrupted, refused (took too long).
Result<ChildResult> run_child(const std::vector<std::string>& arguments,
                              const std::vector<std::string>& environment,
                              const ChildLimits& limits, std::stop_token stop);

}  // namespace veto

#endif  // VETO_BASE_CHILD_H_
