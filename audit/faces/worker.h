// SPDX-License-Identifier: GPL-3.0-or-later
//
// The process that touches strangers' pixels: it loads a detector, or none
// where it is only to blur, and closes its box (audit/box).

#ifndef VETO_AUDIT_FACES_WORKER_H_
#define VETO_AUDIT_FACES_WORKER_H_

#include <optional>

namespace veto::faces {

constexpr char kFacesRole[] = "faces";

// For main(), before anything else: where this process was started to look at
// images it does, and its exit code is returned at the end.
std::optional<int> serve_if_worker(int argc, char** argv);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_WORKER_H_
