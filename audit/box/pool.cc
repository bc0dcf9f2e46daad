// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/box/pool.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <thread>
#include <utility>

#include "audit/box/fields.h"
#include "base/text.h"

namespace veto::box {
namespace {

constexpr std::size_t kMaxGreeting = 1u << 20;
constexpr std::size_t kMaxSentence = 400;
constexpr std::chrono::seconds kMaxStart{60};
// Jobs that wait for another try, with their bytes in memory.
constexpr std::size_t kMaxAgain = 8;

// The Error of a message of kind kFailed. It may quote hostile bytes.
Error error_of(const Message& message) {
  FieldReader fields(message.body);
  const int kind = fields.integer(0, int(ErrorKind::bug));
  const std::string_view what = fields.text(kMaxBody);
  return {ErrorKind(kind), printable(what.substr(0, kMaxSentence)), "", ""};
}

int milliseconds_until(std::chrono::steady_clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now());
  return int(std::clamp<std::int64_t>(left.count(), 0, 60'000));
}

}  // namespace

Result<Pool> Pool::start(PoolOptions options) {
  if (options.workers <= 0) {
    options.workers = std::max(1, int(std::thread::hardware_concurrency()));
  }
  Pool pool(std::move(options));
  pool.workers_.resize(std::size_t(pool.options_.workers));
  for (Worker& worker : pool.workers_) {
    if (auto begun = pool.begin(worker); !begun) return pass(begun);
  }
  for (Worker& worker : pool.workers_) {
    if (auto ready = pool.await_ready(worker); !ready) return pass(ready);
  }
  return pool;
}

Status Pool::begin(Worker& worker) {
  worker = Worker();
  auto process = Process::start(options_.role, options_.wall);
  if (!process) return pass(process);
  worker.process = *std::move(process);
  FieldWriter hello;
  hello.number(std::int64_t(options_.memory));
  hello.text(options_.hello);
  auto payload = sealed_memory(options_.hello_payload);
  if (!payload) return pass(payload);
  return send_message(worker.process->socket(), kHello, hello.take(),
                      payload->get());
}

Status Pool::await_ready(Worker& worker) {
  const auto deadline = Clock::now() + kMaxStart;
  std::optional<Message> message;
  while (!message && Clock::now() < deadline) {
    pollfd ready{worker.process->socket(), POLLIN, 0};
    ::poll(&ready, 1, milliseconds_until(deadline));
    auto read =
        worker.reader.read(worker.process->socket(), MessageReader::Wait::no);
    if (!read) {
      worker.process->kill();
      return fail(ErrorKind::io, "a worker did not start",
                  worker.process->end());
    }
    message = *std::move(read);
  }
  if (!message) return fail(ErrorKind::io, "a worker did not start in time");
  if (message->kind == kFailed) return std::unexpected(error_of(*message));
  FieldReader fields(message->body);
  confinement_.system_calls = fields.integer(0, 1) == 1;
  confinement_.without = fields.text(kMaxSentence);
  confinement_.memory = fields.integer(0, 1) == 1;
  greeting_ = fields.text(kMaxGreeting);
  if (message->kind != kReady || !fields.complete())
    return fail(ErrorKind::bug, "a worker's first words are not whole");
  return {};
}

Status Pool::give(Worker& worker, Task task) {
  if (!worker.process) {
    if (auto begun = begin(worker); !begun) return begun;
    if (auto ready = await_ready(worker); !ready) return ready;
  }
  if (auto limited = worker.process->limit_cpu(options_.cpu); !limited)
    return limited;
  worker.deadline = Clock::now() + options_.wall;
  worker.task = std::move(task);
  // One that does not take it is dead or made so, which hear() will find.
  const auto sent = send_message(worker.process->socket(), worker.task->kind,
                                 worker.task->body, worker.task->payload.get());
  if (!sent) worker.process->kill();
  return {};
}

std::size_t Pool::busy() const {
  return std::size_t(std::ranges::count_if(
      workers_, [](const Worker& worker) { return worker.task.has_value(); }));
}

bool Pool::trying_again() const {
  return std::ranges::any_of(workers_, [](const Worker& worker) {
    return worker.task && worker.task->again;
  });
}

Pool::Worker* Pool::free_worker() {
  const auto free = std::ranges::find_if(
      workers_, [](const Worker& worker) { return !worker.task; });
  return free == workers_.end() ? nullptr : &*free;
}

Status Pool::hand_out(const Source& source) {
  if (trying_again()) return {};
  const bool enough = again_.size() >= kMaxAgain;
  while (Worker* worker = source_empty_ || enough ? nullptr : free_worker()) {
    auto job = source();
    if (!job) {
      source_empty_ = true;
      break;
    }
    auto payload = sealed_memory(job->payload);
    if (!payload) return pass(payload);
    Task task{job->id,
              job->kind,
              std::move(job->body),
              *std::move(payload),
              job->largest_answer,
              false};
    if (auto given = give(*worker, std::move(task)); !given) return given;
  }
  if ((!source_empty_ && !enough) || busy() > 0 || again_.empty()) return {};
  Task task = std::move(again_.back());
  again_.pop_back();
  return give(workers_.front(), std::move(task));
}

Status Pool::collect(const Sink& sink) {
  std::vector<pollfd> sockets;
  std::vector<Worker*> waiting;
  auto first = Clock::time_point::max();
  for (Worker& worker : workers_) {
    if (!worker.task) continue;
    sockets.push_back({worker.process->socket(), POLLIN, 0});
    waiting.push_back(&worker);
    first = std::min(first, worker.deadline);
  }
  ::poll(sockets.data(), sockets.size(), milliseconds_until(first));
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    Status done;
    if (sockets[i].revents != 0) done = hear(*waiting[i], sink);
    // One that never comes to the end of its answer is late as well.
    if (done && waiting[i]->task && Clock::now() >= waiting[i]->deadline) {
      waiting[i]->process->kill();
      waiting[i]->process->end();
      done = lost(*waiting[i], "it took too long", sink);
    }
    if (!done) return done;
  }
  return {};
}

Status Pool::hear(Worker& worker, const Sink& sink) {
  auto message =
      worker.reader.read(worker.process->socket(), MessageReader::Wait::no,
                         worker.task->largest_answer);
  if (message && !*message) return {};
  if (message) return answered(worker, **message, sink);
  // A closed socket is its end, or is made its end: it can close it and live.
  // What ended a process that is dead already stays as it is.
  worker.process->kill();
  return lost(worker, worker.process->end(), sink);
}

Status Pool::answered(Worker& worker, const Message& message,
                      const Sink& sink) {
  const std::uint64_t id = worker.task->id;
  worker.task.reset();
  if (message.kind == kAnswered) return sink(id, message.body);
  return sink(id, std::unexpected(error_of(message)));
}

Status Pool::lost(Worker& worker, const std::string& why, const Sink& sink) {
  Task task = *std::move(worker.task);
  worker = Worker();
  if (!task.again) {
    task.again = true;
    again_.push_back(std::move(task));
    return {};
  }
  return sink(task.id, fail(ErrorKind::damaged,
                            "the worker that looked at it did not survive, "
                            "twice: " +
                                why));
}

Status Pool::run(const Source& source, const Sink& sink) {
  source_empty_ = false;
  Status done;
  do {
    done = hand_out(source);
    if (done && busy() > 0) done = collect(sink);
  } while (done && (busy() > 0 || !source_empty_ || !again_.empty()));
  if (done) return done;
  // What was under way is nobody's any more.
  for (Worker& worker : workers_) worker = Worker();
  again_.clear();
  return done;
}

Result<std::string> Pool::call(Job job) {
  std::optional<Job> only = std::move(job);
  Result<std::string> answer = fail(ErrorKind::bug, "no answer");
  auto done = run([&] { return std::exchange(only, std::nullopt); },
                  [&](std::uint64_t, Result<std::string> given) -> Status {
                    answer = std::move(given);
                    return {};
                  });
  if (!done) return pass(done);
  return answer;
}

}  // namespace veto::box
