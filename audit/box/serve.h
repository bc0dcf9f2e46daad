// SPDX-License-Identifier: GPL-3.0-or-later
//
// A worker's side: it prepares while it still may, closes the box, and then
// answers requests until its socket is closed.

#ifndef VETO_AUDIT_BOX_SERVE_H_
#define VETO_AUDIT_BOX_SERVE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace veto::box {

// Answers one request. An Error becomes a failure of that request alone; an
// exception ends the worker.
using Answer = std::function<Result<std::string>(
    std::uint32_t kind, std::string_view body, std::string_view payload)>;

struct Prepared {
  Answer answer;
  std::string greeting;  // what the pool is told of the worker
};
// Loads what the answers need, from the pool's own first words and bytes.
using Prepare = std::function<Result<Prepared>(std::string_view body,
                                               std::string_view payload)>;

// What a program's main() calls first: where the program was started as a
// worker of that role it serves, and the exit code is returned.
std::optional<int> serve_if_worker(int argc, char** argv, std::string_view role,
                                   const Prepare& prepare);

}  // namespace veto::box

#endif  // VETO_AUDIT_BOX_SERVE_H_
