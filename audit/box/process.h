// SPDX-License-Identifier: GPL-3.0-or-later
//
// One worker process: this program started again, never forked off, with
// nothing open but its socket, no environment and signals as the system has
// them. It is killed with its owner.

#ifndef VETO_AUDIT_BOX_PROCESS_H_
#define VETO_AUDIT_BOX_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <string>

#include "base/error.h"
#include "base/fd.h"

namespace veto::box {

class Process {
 public:
  // Starts this very program as a worker of that role. `patience`: how long a
  // write to its socket waits for it to read. Errors: io.
  static Result<Process> start(const std::string& role,
                               std::chrono::seconds patience);
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;
  ~Process();

  int socket() const { return socket_.get(); }
  // From now on it may use that much CPU time, and is ended beyond it.
  Status limit_cpu(std::chrono::seconds more);
  void kill();
  // Waits for its end, and says in words what ended it.
  std::string end();

 private:
  Process(pid_t pid, Fd socket) : pid_(pid), socket_(std::move(socket)) {}

  pid_t pid_ = -1;
  Fd socket_;
};

}  // namespace veto::box

#endif  // VETO_AUDIT_BOX_PROCESS_H_
