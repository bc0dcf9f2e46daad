// SPDX-License-Identifier: GPL-3.0-or-later
//
// `veto crawl` in a process of its own, to be killed or waited for.

#ifndef VETO_TESTS_FLOW_CRAWL_PROCESS_H_
#define VETO_TESTS_FLOW_CRAWL_PROCESS_H_

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

extern char** environ;

namespace veto::test {

class CrawlProcess {
 public:
  // What it prints goes to `log`.
  CrawlProcess(const std::filesystem::path& case_dir, const std::string& seed,
               const std::filesystem::path& log) {
    std::vector<std::string> words = {
        VETO_PROGRAM,   "crawl", seed,      "--case",      case_dir.string(),
        "--delay",      "0",     "--quiet", "--max-pages", "10000",
        "--max-images", "10000"};
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    REQUIRE(::posix_spawn_file_actions_init(&actions) == 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, log.c_str(),
                                       O_WRONLY | O_CREAT | O_TRUNC, 0644);
    ::posix_spawn_file_actions_adddup2(&actions, 1, 2);
    const int spawned = ::posix_spawn(&child_, VETO_PROGRAM, &actions, nullptr,
                                      arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    REQUIRE(spawned == 0);
  }
  ~CrawlProcess() { kill(); }
  CrawlProcess(const CrawlProcess&) = delete;
  CrawlProcess& operator=(const CrawlProcess&) = delete;

  // Its exit code; nothing when it has not ended by then.
  std::optional<int> wait_for(std::chrono::microseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    for (;;) {
      int status = 0;
      if (child_ != 0 && ::waitpid(child_, &status, WNOHANG) == child_) {
        child_ = 0;
        code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
      }
      if (child_ == 0 || std::chrono::steady_clock::now() >= end) break;
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    return child_ == 0 ? std::optional(code_) : std::nullopt;
  }

  // SIGKILL; no more than that comes to pass in the process.
  void kill() {
    if (child_ == 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = 0;
    code_ = -SIGKILL;
  }

 private:
  pid_t child_ = 0;
  int code_ = 0;
};

}  // namespace veto::test

#endif  // VETO_TESTS_FLOW_CRAWL_PROCESS_H_
