// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/text.h"

namespace veto::cli {
namespace {

constexpr std::size_t kUsualWidth = 80;
constexpr std::size_t kMaxName = 40;

std::size_t columns() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return kUsualWidth;
  return size.ws_col;
}

bool can_paint() {
  const char* terminal = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) != 0 && terminal != nullptr &&
         std::string_view(terminal) != "dumb";
}

}  // namespace

void Progress::begin(std::string_view stage) {
  wipe();
  stage_ = printable(stage, kMaxName);
  counts_.clear();
  samples_.clear();
  // The first plain line is due a minute from now.
  shown_at_ = setup_.live ? Instant() : setup_.now();
}

void Progress::step(std::string_view what, std::uint64_t done,
                    std::uint64_t total) {
  auto count = std::ranges::find(counts_, what, &Count::what);
  if (count == counts_.end()) {
    counts_.push_back({std::string(what), 0, 0});
    count = counts_.end() - 1;
  }
  count->done = done;
  count->total = total;
  const Instant now = setup_.now();
  if (count == counts_.begin()) sample(now);
  if (now - shown_at_ >=
      (setup_.live ? Instant::duration(kRepaint) : Instant::duration(kPlain)))
    show(now);
}

void Progress::sample(Instant now) {
  if (samples_.empty() || now - samples_.back().time >= std::chrono::seconds(1))
    samples_.push_back({now, counts_.front().done});
  while (samples_.size() > 1 && now - samples_.front().time > kWindow)
    samples_.pop_front();
}

std::string Progress::line() const {
  std::string text = stage_.empty() ? "" : stage_ + ": ";
  for (const Count& count : counts_) {
    const bool first = &count == &counts_.front();
    if (count.what == "errors" && count.done == 0) continue;
    text += fmt::format("{}{}{} {}", first ? "" : ", ", count.done,
                        count.total > 0 ? fmt::format("/{}", count.total) : "",
                        printable(count.what, kMaxName));
    if (!first || samples_.empty()) continue;
    const double seconds =
        std::chrono::duration<double>(setup_.now() - samples_.front().time)
            .count();
    const std::uint64_t more = count.done - samples_.front().done;
    if (seconds >= 1 && count.done >= samples_.front().done)
      text += fmt::format(", {:.1f}/s", static_cast<double>(more) / seconds);
  }
  return text;
}

void Progress::show(Instant now) {
  shown_at_ = now;
  if (!setup_.live) {
    setup_.write(fmt::format("veto: {}\n", line()));
    return;
  }
  // A line that wraps could not be painted over.
  const std::size_t width = std::max<std::size_t>(setup_.width(), 2) - 1;
  setup_.write("\r\033[K" + line().substr(0, width));
  on_screen_ = true;
}

void Progress::wipe() {
  if (!on_screen_) return;
  setup_.write("\r\033[K");
  on_screen_ = false;
}

Progress::Setup standard_error() {
  return {can_paint(),
          [](std::string_view text) {
            std::fwrite(text.data(), 1, text.size(), stderr);
            std::fflush(stderr);
          },
          [] { return std::chrono::steady_clock::now(); }, columns};
}

}  // namespace veto::cli
