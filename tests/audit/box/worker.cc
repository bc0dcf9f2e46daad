// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/audit/box/worker.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

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

const std::map<std::string, Deed> kDeeds = {
    {"throw", []() -> std::string { throw std::runtime_error("thrown"); }},
    {"crash", crash},
    {"loop", loop},
    {"wait", wait},
    {"rubbish", rubbish},
    {"half a message", half_a_message},
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
  if (body == "echo") return std::string(payload);
  if (body == "fail") return fail(ErrorKind::damaged, "as asked\x1b[31m");
  return kDeeds.at(std::string(body))();
}

Result<box::Prepared> prepare(std::string_view body, std::string_view payload) {
  if (body == "fail") return fail(ErrorKind::not_found, "no weights");
  if (body == "crash") crash();
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
