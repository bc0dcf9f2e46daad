// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/box/process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "audit/box/protocol.h"

namespace veto::box {
namespace {

std::unexpected<Error> cannot(const char* what, int code) {
  return fail(ErrorKind::io,
              std::string(what) + " (" + std::strerror(code) + ")");
}

// What the child does between fork and exec: no descriptor but the socket, a
// process group of its own (Ctrl-C is for the program, which then tells its
// workers), signals as they were before anyone blocked or ignored them.
class Spawning {
 public:
  explicit Spawning(int socket) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    posix_spawn_file_actions_adddup2(&actions_, socket, kWorkerSocket);
    for (const int fd : {0, 1, 2}) {
      posix_spawn_file_actions_addopen(&actions_, fd, "/dev/null", O_RDWR, 0);
    }
    posix_spawn_file_actions_addclosefrom_np(&actions_, kWorkerSocket + 1);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK |
                                               POSIX_SPAWN_SETSIGDEF |
                                               POSIX_SPAWN_SETPGROUP);
  }
  ~Spawning() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  Spawning(const Spawning&) = delete;
  Spawning& operator=(const Spawning&) = delete;

  // 0, or an error number.
  int spawn(pid_t& pid, const std::string& role) {
    std::string name = kWorkerName, argument = role;
    // OpenCV looks for graphics hardware unless it is told not to.
    std::string no_opencl = "OPENCV_OPENCL_RUNTIME=disabled";
    std::array<char*, 3> arguments = {name.data(), argument.data(), nullptr};
    std::array<char*, 2> environment = {no_opencl.data(), nullptr};
    return posix_spawn(&pid, "/proc/self/exe", &actions_, &attributes_,
                       arguments.data(), environment.data());
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

std::string words_of(int status) {
  if (WIFEXITED(status))
    return "it ended with code " + std::to_string(WEXITSTATUS(status));
  const int signal = WTERMSIG(status);
  switch (signal) {
    case SIGSYS:
      return "it attempted what its box forbids";
    case SIGXCPU:
      return "it took too much CPU time";
    case SIGKILL:
      return "it was killed, perhaps for want of memory";
    default:
      return "it crashed, signal " + std::to_string(signal);
  }
}

}  // namespace

Result<Process> Process::start(const std::string& role,
                               std::chrono::seconds patience) {
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
    return cannot("cannot make a socket for a worker", errno);
  Fd ours(pair[0]), theirs(pair[1]);
  const timeval longest{patience.count(), 0};
  if (::setsockopt(ours.get(), SOL_SOCKET, SO_SNDTIMEO, &longest,
                   sizeof longest) != 0)
    return cannot("cannot set up a worker's socket", errno);
  pid_t pid = -1;
  const int failed = Spawning(theirs.get()).spawn(pid, role);
  if (failed != 0) return cannot("cannot start a worker", failed);
  return Process(pid, std::move(ours));
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), socket_(std::move(other.socket_)) {}

Process& Process::operator=(Process&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(socket_, other.socket_);
  return *this;
}

Process::~Process() {
  if (pid_ < 0) return;
  kill();
  end();
}

// The hard limit stays open, so that it can be set anew for the next job; the
// worker can neither raise its own nor block the signal, as no such call is
// left to it.
Status Process::limit_cpu(std::chrono::seconds more) {
  clockid_t clock{};
  timespec used{};
  if (::clock_getcpuclockid(pid_, &clock) != 0 ||
      ::clock_gettime(clock, &used) != 0)
    return {};  // it is dead already, which its socket will tell
  const rlimit value{rlim_t(used.tv_sec) + rlim_t(more.count()) + 1,
                     RLIM_INFINITY};
  if (::prlimit(pid_, RLIMIT_CPU, &value, nullptr) != 0 && errno != ESRCH)
    return cannot("cannot limit a worker's time", errno);
  return {};
}

void Process::kill() {
  if (pid_ >= 0) ::kill(pid_, SIGKILL);
}

std::string Process::end() {
  if (pid_ < 0) return {};
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return words_of(status);
}

}  // namespace veto::box
