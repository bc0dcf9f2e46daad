// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/audit/box/worker.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <map>
#include <stdexcept>
#include <thread>
#include <vector>

#include "audit/box/serve.h"
#include "tests/support.h"

namespace veto::test {
namespace {

using Deed = std::string (*)();

std::string exec() {
  char name[] = "/bin/true";
  char* const arguments[] = {name, nullptr};
  ::execv(name, arguments);
  return "went on";
}

std::string crash() {
  volatile char* volatile nowhere = nullptr;
  *nowhere = 1;
  return "went on";
}

std::string loop() {
  volatile int turns = 0;
  while (true) turns = turns + 1;
}

// The socket is readable to nobody but the pool, which has nothing to say.
std::string wait() {
  char byte = 0;
  return std::to_string(::read(3, &byte, 1));
}

std::string rubbish() {
  const std::string bytes(4096, 'x');
  return ::write(3, bytes.data(), bytes.size()) > 0 ? wait() : "";
}

std::string half_a_message() { return ::write(3, "1XBv", 4) > 0 ? wait() : ""; }

// Not by waiting for the pool's words: it reads nothing any more.
std::string sleep_for_ever() {
  int never = 0;
  while (true) ::syscall(SYS_futex, &never, FUTEX_WAIT_PRIVATE, 0, nullptr);
}

std::string leave_silently() {
  ::close(3);
  return sleep_for_ever();
}

std::string answer_and_sleep() {
  static_cast<void>(box::send_message(3, box::kAnswered, "an answer"));
  return sleep_for_ever();
}

// The beginning of a long answer, and then a byte at a time.
std::string dribble() {
  const struct {
    std::uint32_t magic = 0x76425831, kind = box::kAnswered;
    std::uint64_t size = box::kMaxBody;
  } header;
  static_cast<void>(::write(3, &header, sizeof header));
  while (::write(3, "x", 1) == 1) {
  }
  return sleep_for_ever();
}

// Two files at once, which a receiver of one may overlook.
std::string send_files() {
  alignas(cmsghdr) char room[CMSG_SPACE(2 * sizeof(int))] = {};
  char byte = 'x';
  iovec piece{&byte, 1};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  cmsghdr* entry = CMSG_FIRSTHDR(&message);
  entry->cmsg_level = SOL_SOCKET;
  entry->cmsg_type = SCM_RIGHTS;
  entry->cmsg_len = CMSG_LEN(2 * sizeof(int));
  const int files[] = {0, 1};
  std::memcpy(CMSG_DATA(entry), files, sizeof files);
  static_cast<void>(::sendmsg(3, &message, 0));
  return sleep_for_ever();
}

std::string block_signals() {
  sigset_t all;
  sigfillset(&all);
  return std::to_string(::sigprocmask(SIG_BLOCK, &all, nullptr));
}

// A thread from before the box was closed.
std::atomic<bool> helper_may_go = false;

void start_helper() {
  std::thread([] {
    while (!helper_may_go) std::this_thread::yield();
    static_cast<void>(::open("/dev/null", O_RDONLY));
    helper_may_go = false;
  }).detach();
}

std::string open_in_helper() {
  helper_may_go = true;
  while (helper_may_go) std::this_thread::yield();
  return "went on";
}

const std::map<std::string, Deed> kDeeds = {
    {"throw", []() -> std::string { throw std::runtime_error("thrown"); }},
    {"crash", crash},
    {"loop", loop},
    {"wait", wait},
    {"rubbish", rubbish},
    {"half a message", half_a_message},
    {"leave silently", leave_silently},
    {"answer and sleep", answer_and_sleep},
    {"dribble", dribble},
    {"send files", send_files},
    {"block signals", block_signals},
    {"open in helper", open_in_helper},
    {"exit", []() -> std::string { std::_Exit(7); }},
    {"large", [] { return std::string(20u << 20, 'l'); }},
    {"too large", [] { return std::string(box::kMaxBody + 1, 'l'); }},
    {"memory",
     [] { return std::string(std::vector<char>(1u << 30, 'm').data(), 1); }},
    {"open", [] { return std::to_string(::open("/dev/null", O_RDONLY)); }},
    {"stat",
     [] {
       struct stat info {};
       return std::to_string(::stat("/", &info));
     }},
    {"socket",
     [] { return std::to_string(::socket(AF_INET, SOCK_STREAM, 0)); }},
    {"exec", exec},
    {"fork", [] { return std::to_string(::fork()); }},
    {"thread",
     [] {
       std::thread([] {}).join();
       return std::string("went on");
     }},
    {"kill", [] { return std::to_string(::kill(::getppid(), 0)); }},
    {"executable memory",
     [] {
       void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC,
                             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
       return std::string(memory == MAP_FAILED ? "refused" : "went on");
     }},
};

Result<std::string> answer(std::uint32_t, std::string_view body,
                           std::string_view payload) {
  if (body.starts_with("echo")) return std::string(payload);
  if (body == "fail") return fail(ErrorKind::damaged, "as asked\x1b[31m");
  return kDeeds.at(std::string(body))();
}

Result<box::Prepared> prepare(std::string_view body, std::string_view payload) {
  if (body == "fail") return fail(ErrorKind::not_found, "no weights");
  if (body == "crash") crash();
  if (body == "helper") start_helper();
  return box::Prepared{answer, std::string(payload)};
}

const bool kServes = (
    serve =
        [](int argc, char** argv) {
          return box::serve_if_worker(argc, argv, kTestRole, prepare);
        },
    true);

}  // namespace

box::Job job_to(std::string deed, std::string payload, std::uint64_t id) {
  return {id, box::kFirstJob, std::move(deed), std::move(payload)};
}

box::PoolOptions pool_of(int workers) {
  box::PoolOptions options;
  options.role = kTestRole;
  options.workers = workers;
  options.memory = 256u << 20;
  return options;
}

}  // namespace veto::test
