// SPDX-License-Identifier: GPL-3.0-or-later
//
// Worker processes for hostile bytes. A job is given to a worker that is free;
// one that crashes, hangs or is stopped costs that job, which is tried once
// more by itself, in a fresh worker, when the others are done or many such
// wait. Nothing else is lost, and the pool goes on.
//
// For one thread at a time.

#ifndef VETO_AUDIT_BOX_POOL_H_
#define VETO_AUDIT_BOX_POOL_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "audit/box/confine.h"
#include "audit/box/message.h"
#include "audit/box/process.h"
#include "audit/box/protocol.h"
#include "base/error.h"

namespace veto::box {

struct PoolOptions {
  std::string role;
  std::string hello;                // what each worker is told as it prepares,
  std::string hello_payload;        // and the bytes that go with it
  int workers = 0;                  // 0: one a core
  std::uint64_t memory = 1u << 30;  // bytes of address space beyond the start's
  std::chrono::seconds cpu{60};     // of CPU time a job
  std::chrono::seconds wall{300};   // of time a job
};

struct Job {
  std::uint64_t id = 0;
  std::uint32_t kind = kFirstJob;
  std::string body;
  std::string payload;
  std::uint64_t largest_answer = kMaxBody;  // in bytes; more ends the worker
};

class Pool {
 public:
  // Workers are started together and have prepared when this returns. Errors:
  // io, and what a worker's own preparing failed with.
  static Result<Pool> start(PoolOptions options);

  const std::string& greeting() const { return greeting_; }
  const Confinement& confinement() const { return confinement_; }

  // Works off what the source gives until it gives nothing. The sink gets each
  // job's answer as it comes: the worker's, its Error, or `damaged` where the
  // worker did not survive it twice. An Error of the sink ends the run, and so
  // does a worker that cannot be started.
  using Source = std::function<std::optional<Job>()>;
  using Sink = std::function<Status(std::uint64_t id, Result<std::string>)>;
  Status run(const Source& source, const Sink& sink);

  // One job by itself. Errors: as above.
  Result<std::string> call(Job job);

 private:
  using Clock = std::chrono::steady_clock;

  struct Task {
    std::uint64_t id = 0;
    std::uint32_t kind = 0;
    std::string body;
    Fd payload;
    std::uint64_t largest_answer = kMaxBody;
    bool again = false;  // its first worker did not survive it
  };
  struct Worker {
    std::optional<Process> process;
    MessageReader reader;
    std::optional<Task> task;
    Clock::time_point deadline;
  };

  explicit Pool(PoolOptions options) : options_(std::move(options)) {}

  Status begin(Worker& worker);
  Status await_ready(Worker& worker);
  Status give(Worker& worker, Task task);
  Status hand_out(const Source& source);
  Worker* free_worker();
  Status collect(const Sink& sink);
  Status hear(Worker& worker, const Sink& sink);
  Status answered(Worker& worker, const Message& message, const Sink& sink);
  Status lost(Worker& worker, const std::string& why, const Sink& sink);
  std::size_t busy() const;
  bool trying_again() const;

  PoolOptions options_;
  std::string greeting_;
  Confinement confinement_;
  std::vector<Worker> workers_;
  std::vector<Task> again_;
  bool source_empty_ = false;
};

}  // namespace veto::box

#endif  // VETO_AUDIT_BOX_POOL_H_
