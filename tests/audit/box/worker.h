// SPDX-License-Identifier: GPL-3.0-or-later
//
// A worker that does, in its box, what the test asks of it.

#ifndef VETO_TESTS_AUDIT_BOX_WORKER_H_
#define VETO_TESTS_AUDIT_BOX_WORKER_H_

#include <string>

#include "audit/box/pool.h"

namespace veto::test {

constexpr char kTestRole[] = "test";

// A job whose body is the deed: "echo" and what begins so (answers the
// payload), "fail", "throw", "crash", "exit", "large"; what a worker might do
// that has been taken over: "loop", "wait", "rubbish", "half a message", "leave
// silently", "answer and sleep", "dribble", "send files"; or one of the deeds
// the box forbids: "open", "open in helper" (where the pool's hello was
// "helper"), "stat", "socket", "exec", "fork", "thread", "kill", "block
// signals", "executable memory".
box::Job job_to(std::string deed, std::string payload = {},
                std::uint64_t id = 0);

box::PoolOptions pool_of(int workers);

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_BOX_WORKER_H_
