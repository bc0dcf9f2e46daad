// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/fd.h"

namespace veto {
namespace {

constexpr std::size_t kMaxErrors = 4096;
constexpr std::chrono::milliseconds kLook{100};  // for a wish to stop

struct Pipe {
  Fd read, write;
};

Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return fail(ErrorKind::io,
                std::string("cannot make a pipe: ") + std::strerror(errno));
  return Pipe{Fd(ends[0]), Fd(ends[1])};
}

// What the child does between fork and exec.
class ChildSetup {
 public:
  ChildSetup(int output, int errors) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, output, 1);
    posix_spawn_file_actions_adddup2(&actions_, errors, 2);
    posix_spawn_file_actions_addclosefrom_np(&actions_, 3);
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
  ~ChildSetup() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  ChildSetup(const ChildSetup&) = delete;
  ChildSetup& operator=(const ChildSetup&) = delete;

  int spawn(pid_t& pid, std::vector<std::string> arguments,
            std::vector<std::string> environment) {
    for (const char* name : {"PATH", "HOME"})
      if (const char* value = std::getenv(name))
        environment.push_back(std::string(name) + "=" + value);
    const auto pointers = [](std::vector<std::string>& texts) {
      std::vector<char*> list;
      for (std::string& text : texts) list.push_back(text.data());
      list.push_back(nullptr);
      return list;
    };
    return posix_spawnp(&pid, arguments.front().c_str(), &actions_,
                        &attributes_, pointers(arguments).data(),
                        pointers(environment).data());
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

// A child that is ended with its group, and waited for, whatever happens.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  ~Child() {
    if (pid_ > 0) {
      ::kill(-pid_, SIGKILL);
      wait();
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  pid_t pid_;
};

// False at its end.
bool read_some(Fd& from, std::string& into) {
  std::array<char, 64 * 1024> buffer{};
  const auto n = ::read(from.get(), buffer.data(), buffer.size());
  if (n < 0 && errno == EINTR) return true;
  if (n <= 0) {
    from = Fd();
    return false;
  }
  into.append(buffer.data(), static_cast<std::size_t>(n));
  return true;
}

Status read_both(Fd& output, Fd& errors, ChildResult& result,
                 const ChildLimits& limits, const std::stop_token& stop) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + limits.max_time;
  while (output.get() >= 0 || errors.get() >= 0) {
    if (stop.stop_requested())
      return fail(ErrorKind::interrupted, "stopped while a program ran");
    if (Clock::now() > end)
      return fail(ErrorKind::refused, "a program took too long");
    std::array<pollfd, 2> ready{pollfd{output.get(), POLLIN, 0},
                                pollfd{errors.get(), POLLIN, 0}};
    const int any =
        ::poll(ready.data(), ready.size(), static_cast<int>(kLook.count()));
    if (any < 0 && errno != EINTR)
      return fail(ErrorKind::io, "cannot read from a program");
    if (any <= 0) continue;
    if (ready[0].revents != 0) read_some(output, result.output);
    if (ready[1].revents != 0) read_some(errors, result.errors);
    result.errors.resize(std::min(result.errors.size(), kMaxErrors));
    if (result.output.size() > limits.max_bytes)
      return fail(ErrorKind::too_large, "a program printed too much");
  }
  return {};
}

}  // namespace

Result<ChildResult> run_child(const std::vector<std::string>& arguments,
                              const std::vector<std::string>& environment,
                              const ChildLimits& limits, std::stop_token stop) {
  auto output = make_pipe();
  if (!output) return pass(output);
  auto errors = make_pipe();
  if (!errors) return pass(errors);
  pid_t pid = -1;
  const int failed = ChildSetup(output->write.get(), errors->write.get())
                         .spawn(pid, arguments, environment);
  output->write = Fd();
  errors->write = Fd();
  if (failed != 0)
    return fail(failed == ENOENT ? ErrorKind::not_found : ErrorKind::io,
                std::string("cannot run the program: ") + std::strerror(failed),
                arguments.front());
  Child child(pid);
  ChildResult result;
  if (auto read = read_both(output->read, errors->read, result, limits, stop);
      !read) {
    Error error = read.error();
    if (error.where.empty()) error.where = arguments.front();
    return std::unexpected(std::move(error));
  }
  result.code = child.wait();
  return result;
}

}  // namespace veto
