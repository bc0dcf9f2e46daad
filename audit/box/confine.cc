// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/box/confine.h"

#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#if defined(__SANITIZE_ADDRESS__)
#define VETO_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define VETO_ASAN 1
#endif
#endif
#ifndef VETO_ASAN
#define VETO_ASAN 0
#endif

// ThreadSanitizer has a thread of its own, which must not be confined.
#if defined(__SANITIZE_THREAD__)
#define VETO_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define VETO_TSAN 1
#endif
#endif
#ifndef VETO_TSAN
#define VETO_TSAN 0
#endif

namespace veto::box {
namespace {

std::unexpected<Error> cannot(const char* what) {
  return fail(ErrorKind::io,
              std::string(what) + " (" + std::strerror(errno) + ")");
}

// Of address space, from /proc/self/statm (proc(5)); 0 where there is none.
std::uint64_t bytes_in_use() {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  if (file == nullptr) return 0;
  unsigned long long pages = 0;
  const int read = std::fscanf(file, "%llu", &pages);
  std::fclose(file);
  return read == 1 ? pages * std::uint64_t(::sysconf(_SC_PAGESIZE)) : 0;
}

Status limit(int resource, std::uint64_t most) {
  const rlimit value{most, most};
  if (::setrlimit(static_cast<__rlimit_resource_t>(resource), &value) == 0)
    return {};
  return cannot("cannot set a worker's limit");
}

Status limit_resources(std::uint64_t memory) {
  const std::array<std::pair<int, std::uint64_t>, 3> limits = {{
      {RLIMIT_CORE, 0},
      {RLIMIT_FSIZE, 0},
      {RLIMIT_AS, bytes_in_use() + memory},
  }};
  for (const auto& [resource, most] : limits) {
    if (VETO_ASAN && resource == RLIMIT_AS) continue;
    if (auto set = limit(resource, most); !set) return set;
  }
  return {};
}

// What decoding, cv::dnn and the messages need once everything is loaded.
constexpr std::array kCalls = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendmsg),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(sched_yield),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getrandom),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

// Negative, as libseccomp says it, where a rule cannot be added.
int add_rules(scmp_filter_ctx filter) {
  for (const int call : kCalls) {
    const int added = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    if (added < 0) return added;
  }
  // Memory, but none that can be executed.
  const scmp_arg_cmp not_executable{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0};
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
    const int added = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1,
                                             &not_executable);
    if (added < 0) return added;
  }
  // No signal can be blocked, which the limit on CPU time rests on; nor is
  // there rt_sigreturn, which sets the mask too and which no handler here
  // needs.
  const scmp_arg_cmp unblocking{0, SCMP_CMP_EQ, SIG_UNBLOCK, 0};
  const int unblocks = seccomp_rule_add_array(
      filter, SCMP_ACT_ALLOW, SCMP_SYS(rt_sigprocmask), 1, &unblocking);
  if (unblocks < 0) return unblocks;
  // abort(), so that a worker that finds itself broken says so.
  const std::array<scmp_arg_cmp, 2> itself = {{
      {0, SCMP_CMP_EQ, scmp_datum_t(::getpid()), 0},
      {2, SCMP_CMP_EQ, SIGABRT, 0},
  }};
  return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill),
                                itself.size(), itself.data());
}

Confinement close_system_calls() {
  const std::unique_ptr<void, decltype(&seccomp_release)> filter(
      seccomp_init(SCMP_ACT_KILL_PROCESS), seccomp_release);
  if (filter == nullptr)
    return {false, "the filter cannot be made", !VETO_ASAN};
  // A library may have started threads while it was loaded.
  int done = seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, !VETO_TSAN);
  if (done == 0) done = add_rules(filter.get());
  if (done == 0) done = seccomp_load(filter.get());
  if (done == 0) return {true, "", !VETO_ASAN};
  return {false, std::strerror(-done), !VETO_ASAN};
}

}  // namespace

Result<Confinement> confine(std::uint64_t memory) {
  if (auto limited = limit_resources(memory); !limited) return pass(limited);
  // Nobody may look into this process, and it may gain nothing by exec.
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return cannot("cannot confine a worker");
  return close_system_calls();
}

}  // namespace veto::box
