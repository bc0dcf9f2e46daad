// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the pool and its workers agree on. Both are the same binary, so no
// version but this one can meet.

#ifndef VETO_AUDIT_BOX_PROTOCOL_H_
#define VETO_AUDIT_BOX_PROTOCOL_H_

#include <cstdint>

namespace veto::box {

constexpr char kWorkerName[] = "veto-worker";  // argv[0]; argv[1] is the role
constexpr int kWorkerSocket = 3;

// Kinds of the messages themselves; a job's own kinds follow.
constexpr std::uint32_t kHello = 1;  // memory limit, body; payload
constexpr std::uint32_t kReady = 2;  // confinement, greeting
constexpr std::uint32_t kAnswered = 3;
constexpr std::uint32_t kFailed = 4;  // the Error of one request
constexpr std::uint32_t kFirstJob = 16;

}  // namespace veto::box

#endif  // VETO_AUDIT_BOX_PROTOCOL_H_
