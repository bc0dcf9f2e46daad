// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/follow_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <string>
#include <string_view>

#include "base/fd.h"
#include "base/file.h"
#include "base/text.h"

namespace veto::logs {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFollowChunk = 256 * 1024;
// Where changes are not told of (network file systems), a look all the same.
constexpr int kLookMilliseconds = 2000;

// Waits for a change of the log's folder, or to be told to stop.
class Waiter {
 public:
  Waiter(const fs::path& log, std::stop_token stop)
      : stopped_(::eventfd(0, EFD_CLOEXEC)),
        changes_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)),
        wake_(std::move(stop), [this] {
          const std::uint64_t one = 1;
          [[maybe_unused]] auto put = ::write(stopped_.get(), &one, sizeof one);
        }) {
    const fs::path folder = log.parent_path();
    if (changes_.get() >= 0)
      ::inotify_add_watch(
          changes_.get(), folder.empty() ? "." : folder.c_str(),
          IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE);
  }

  void wait() {
    pollfd watched[] = {{stopped_.get(), POLLIN, 0},
                        {changes_.get(), POLLIN, 0}};
    ::poll(watched, 2, kLookMilliseconds);
    char events[4096];
    while (changes_.get() >= 0 &&
           ::read(changes_.get(), events, sizeof events) > 0) {
    }
  }

 private:
  Fd stopped_, changes_;
  std::stop_callback<std::function<void()>> wake_;
};

// One file that bears the log's name, and its copy.
struct Source {
  Fd file;
  AppendFile copy;
  std::uint64_t read = 0;
};

std::unexpected<Error> cannot_read(const fs::path& log) {
  return fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::io,
              "cannot read the log", log.string());
}

class Follower {
 public:
  Follower(fs::path log, fs::path folder, const Sinks& sinks)
      : log_(std::move(log)), folder_(std::move(folder)), sinks_(sinks) {}

  // The file that bears the name now. Errors: not_found, io.
  Status open() {
    Fd file(::open(log_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat about {};
    if (file.get() < 0 || ::fstat(file.get(), &about) != 0)
      return cannot_read(log_);
    if (!S_ISREG(about.st_mode))
      return fail(ErrorKind::io, "a log to follow must be a file",
                  log_.string());
    source_.file = std::move(file);
    return begin_copy();
  }

  // Everything there is by now, whatever became of the file meanwhile.
  Status look() {
    for (;;) {
      if (auto read = read_to_end(); !read) return read;
      struct stat mine {
      }, named{};
      if (::fstat(source_.file.get(), &mine) != 0) return cannot_read(log_);
      if (static_cast<std::uint64_t>(mine.st_size) < source_.read) {
        if (auto begun = begin_again(); !begun) return begun;
        continue;
      }
      const bool other =
          ::stat(log_.c_str(), &named) == 0 &&
          (named.st_dev != mine.st_dev || named.st_ino != mine.st_ino);
      if (!other) return {};
      // Its writer had it open until the new one was there.
      if (auto read = read_to_end(); !read) return read;
      ++followed_.renamed;
      sinks_.warning({ErrorKind::interrupted,
                      "another file took the log's name", log_.string(),
                      "the old one was read to its end; going on with the new "
                      "one"});
      if (auto opened = open(); !opened) {
        // Gone again: the next look finds what comes after it.
        return opened.error().kind == ErrorKind::not_found ? Status() : opened;
      }
    }
  }

  FollowedLog finish() { return std::move(followed_); }

 private:
  Status begin_copy() {
    // A file without a byte is no log.
    if (source_.read == 0 && !followed_.copies.empty())
      followed_.copies.pop_back();
    const fs::path folder = folder_ / std::to_string(++number_);
    if (auto made = make_dirs(folder); !made) return made;
    const fs::path path = folder / log_.filename();
    auto copy = AppendFile::open(path);
    if (!copy) return pass(copy);
    source_.copy = std::move(*copy);
    source_.read = 0;
    followed_.copies.push_back(path);
    return {};
  }

  Status begin_again() {
    ++followed_.truncated;
    sinks_.warning({ErrorKind::damaged, "the log became shorter", log_.string(),
                    "it is read again from its beginning; lines written just "
                    "before may be lost"});
    if (::lseek(source_.file.get(), 0, SEEK_SET) != 0) return cannot_read(log_);
    return begin_copy();
  }

  // To where it ends now: a busy writer would never let this stop.
  Status read_to_end() {
    struct stat about {};
    if (::fstat(source_.file.get(), &about) != 0) return cannot_read(log_);
    const auto end = static_cast<std::uint64_t>(about.st_size);
    std::string chunk(kFollowChunk, '\0');
    while (source_.read < end) {
      const ssize_t got =
          ::read(source_.file.get(), chunk.data(), chunk.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return cannot_read(log_);
      if (got == 0) return {};
      const auto size = static_cast<std::size_t>(got);
      auto kept = source_.copy.append(std::string_view(chunk).substr(0, size));
      if (!kept) return kept;
      source_.read += size;
      sinks_.step("bytes followed", total_ += size, 0);
    }
    return {};
  }

  fs::path log_, folder_;
  const Sinks& sinks_;
  Source source_;
  FollowedLog followed_;
  int number_ = 0;
  std::uint64_t total_ = 0;
};

}  // namespace

Result<FollowedLog> follow_log(const fs::path& log, const fs::path& folder,
                               const Sinks& sinks, std::stop_token stop,
                               const std::function<void()>& begun) {
  // Watched before it is first read, so that no change falls between.
  Waiter waiter(log, stop);
  Follower follower(log, folder, sinks);
  if (auto opened = follower.open(); !opened) return pass(opened);
  if (auto looked = follower.look(); !looked) return pass(looked);
  begun();
  for (;;) {
    const bool last = stop.stop_requested();
    if (auto looked = follower.look(); !looked) return pass(looked);
    if (last) return follower.finish();
    waiter.wait();
  }
}

}  // namespace veto::logs
