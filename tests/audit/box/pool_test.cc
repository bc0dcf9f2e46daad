// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/box/pool.h"

#include <sys/resource.h>

#include <filesystem>
#include <map>
#include <memory>

#include "tests/audit/box/worker.h"
#include "tests/support.h"

using namespace veto;
using box::Pool;

namespace {

Pool started(box::PoolOptions options) {
  auto pool = Pool::start(std::move(options));
  REQUIRE_MESSAGE(pool.has_value(), pool.error().message());
  return *std::move(pool);
}

struct Answers {
  std::map<std::uint64_t, std::string> by_id;  // "!" before an error's words

  Pool::Sink sink() {
    return [this](std::uint64_t id, Result<std::string> answer) -> Status {
      CHECK_FALSE(by_id.contains(id));
      by_id[id] = answer ? *answer : "!" + answer.error().what;
      return {};
    };
  }
};

Pool::Source source_of(std::vector<box::Job> jobs) {
  auto rest = std::make_shared<std::vector<box::Job>>(std::move(jobs));
  return [rest]() -> std::optional<box::Job> {
    if (rest->empty()) return std::nullopt;
    box::Job job = std::move(rest->front());
    rest->erase(rest->begin());
    return job;
  };
}

constexpr char kTwice[] =
    "the worker that looked at it did not survive, twice: ";

std::size_t open_files() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& file :
       std::filesystem::directory_iterator("/proc/self/fd"))
    ++count;
  return count;
}

// This process may have that many files open, for as long as this lives.
class FewFiles {
 public:
  explicit FewFiles(std::size_t most) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit few{most, before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &few);
  }
  ~FewFiles() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  FewFiles(const FewFiles&) = delete;
  FewFiles& operator=(const FewFiles&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("pool: every job is answered with its own bytes") {
  Pool pool = started(test::pool_of(3));
  std::vector<box::Job> jobs;
  for (std::uint64_t id = 0; id < 100; ++id) {
    jobs.push_back(test::job_to("echo", std::string(id * 1000, 'a'), id));
  }
  Answers answers;
  REQUIRE(pool.run(source_of(std::move(jobs)), answers.sink()).has_value());
  REQUIRE(answers.by_id.size() == 100);
  for (const auto& [id, answer] : answers.by_id) {
    CHECK(answer == std::string(id * 1000, 'a'));
  }
}

TEST_CASE("pool: a worker's greeting and a failed beginning are told") {
  box::PoolOptions options = test::pool_of(2);
  options.hello_payload = "hello";
  CHECK(started(options).greeting() == "hello");
  options.hello = "fail";
  auto failed = Pool::start(options);
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().kind == ErrorKind::not_found);
  CHECK(failed.error().what == "no weights");
  options.hello = "crash";
  failed = Pool::start(options);
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().what == "a worker did not start");
}

TEST_CASE("pool: a failed job is an error, printable, and costs no worker") {
  Pool pool = started(test::pool_of(1));
  const auto failed = pool.call(test::job_to("fail"));
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().kind == ErrorKind::damaged);
  CHECK(failed.error().what.find('\x1b') == std::string::npos);
  CHECK(pool.call(test::job_to("echo", "still here")) == "still here");
}

TEST_CASE("pool: a worker that dies costs its own job and no other") {
  const std::pair<std::string, std::string> table[] = {
      {"crash", "it crashed, signal 11"},
      {"throw", "it crashed, signal 6"},
      {"exit", "it ended with code 7"},
      {"rubbish", "it was killed, perhaps for want of memory"},
  };
  for (const auto& [deed, why] : table) {
    CAPTURE(deed);
    Pool pool = started(test::pool_of(2));
    Answers answers;
    REQUIRE(pool.run(source_of({test::job_to("echo", "a", 1),
                                test::job_to(deed, "", 2),
                                test::job_to("echo", "b", 3),
                                test::job_to("echo", "c", 4)}),
                     answers.sink())
                .has_value());
    CHECK(answers.by_id[1] == "a");
    // AddressSanitizer's own report of a crash wants what the box forbids.
    const bool sanitized = !pool.confinement().memory;
    CHECK(answers.by_id[2].starts_with(std::string("!") + kTwice));
    CHECK((sanitized || answers.by_id[2].ends_with(why)));
    CHECK(answers.by_id[3] == "b");
    CHECK(answers.by_id[4] == "c");
  }
}

TEST_CASE("pool: what never ends is ended, by its CPU time or by the clock") {
  box::PoolOptions options = test::pool_of(1);
  options.cpu = std::chrono::seconds(0);
  Pool busy = started(options);
  auto answer = busy.call(test::job_to("loop"));
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().what ==
        std::string(kTwice) + "it took too much CPU time");

  options = test::pool_of(1);
  options.wall = std::chrono::seconds(1);
  Pool idle = started(options);
  for (const std::string deed : {"wait", "half a message"}) {
    answer = idle.call(test::job_to(deed));
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().what == std::string(kTwice) + "it took too long");
  }
  CHECK(idle.call(test::job_to("echo", "on")) == "on");
}

TEST_CASE("pool: answers may be large, within a bound") {
  Pool pool = started(test::pool_of(1));
  const auto large = pool.call(test::job_to("large"));
  REQUIRE(large.has_value());
  CHECK(large->size() == 20u << 20);
  const auto too_large = pool.call(test::job_to("too large"));
  REQUIRE_FALSE(too_large.has_value());
  CHECK(pool.call(test::job_to("echo", "on")) == "on");
}

TEST_CASE("pool: a sink that fails ends the run, and the pool can go on") {
  Pool pool = started(test::pool_of(2));
  const auto done = pool.run(
      source_of({test::job_to("echo", "a", 1), test::job_to("wait", "", 2)}),
      [](std::uint64_t, Result<std::string>) -> Status {
        return fail(ErrorKind::io, "no space");
      });
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().what == "no space");
  CHECK(pool.call(test::job_to("echo", "on")) == "on");
}

TEST_CASE("pool: a worker that was taken over holds nobody up") {
  box::PoolOptions options = test::pool_of(1);
  options.wall = std::chrono::seconds(1);
  Pool pool = started(options);
  for (const std::string deed : {"dribble", "leave silently", "send files"}) {
    CAPTURE(deed);
    const auto answer = pool.call(test::job_to(deed));
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().what.starts_with(kTwice));
  }
  // It answers, and takes nothing more.
  CHECK(pool.call(test::job_to("answer and sleep")) == "an answer");
  const std::string long_body = "echo" + std::string(4u << 20, ' ');
  CHECK(pool.call(test::job_to(long_body, "on")) == "on");
}

TEST_CASE("pool: a worker cannot give its owner files to hold") {
  box::PoolOptions options = test::pool_of(1);
  options.wall = std::chrono::seconds(1);
  Pool pool = started(options);
  REQUIRE(pool.call(test::job_to("echo", "a")) == "a");
  const std::size_t before = open_files();
  REQUIRE_FALSE(pool.call(test::job_to("send files")).has_value());
  CHECK(open_files() <= before);
}

TEST_CASE("pool: an answer is no longer than its job allows") {
  Pool pool = started(test::pool_of(1));
  box::Job job = test::job_to("echo", "12345");
  job.largest_answer = 5;
  CHECK(pool.call(job) == "12345");
  job.largest_answer = 4;
  CHECK_FALSE(pool.call(job).has_value());
}

TEST_CASE("pool: many jobs that end their workers do not pile up") {
  Pool pool = started(test::pool_of(2));
  std::vector<box::Job> jobs;
  for (std::uint64_t id = 0; id < 60; ++id) {
    jobs.push_back(test::job_to(id % 10 == 9 ? "echo" : "exit", "on", id));
  }
  const FewFiles few(open_files() + 30);
  Answers answers;
  REQUIRE(pool.run(source_of(std::move(jobs)), answers.sink()).has_value());
  REQUIRE(answers.by_id.size() == 60);
  for (const auto& [id, answer] : answers.by_id)
    CHECK((answer == "on") == (id % 10 == 9));
}
