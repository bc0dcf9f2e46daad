// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far a stage is: one line that is painted over on a terminal, a plain
// line a minute elsewhere.
//
//   crawl: 120/400 fetched, 3.2/s, 90 pages, 30 images, 4 hosts, 280 queued,
//   2 errors
//
// Stages count under names (base/stage.h); every count that was given stays on
// the line until the next stage begins. The first one is the stage's measure:
// it has the rate. "errors" of 0 is not shown.

#ifndef VETO_CLI_PROGRESS_H_
#define VETO_CLI_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace veto::cli {

class Progress {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  static constexpr std::chrono::milliseconds kRepaint{100};
  static constexpr std::chrono::seconds kPlain{60};
  // The rate is that of the last so many seconds.
  static constexpr std::chrono::seconds kWindow{10};

  struct Setup {
    bool live = false;  // a terminal that can paint a line over
    std::function<void(std::string_view)> write;
    std::function<Instant()> now;
    std::function<std::size_t()> width;  // columns of the terminal
  };

  explicit Progress(Setup setup) : setup_(std::move(setup)) {}

  void begin(std::string_view stage);
  void step(std::string_view what, std::uint64_t done, std::uint64_t total);
  // Takes the live line off, so that something else can be written.
  void wipe();
  // As it would be shown now.
  std::string line() const;

 private:
  struct Count {
    std::string what;
    std::uint64_t done = 0;
    std::uint64_t total = 0;
  };
  struct Sample {
    Instant time;
    std::uint64_t done = 0;
  };

  void sample(Instant now);
  void show(Instant now);

  Setup setup_;
  std::string stage_;
  std::vector<Count> counts_;
  std::deque<Sample> samples_;  // of the first count
  Instant shown_at_{};
  bool on_screen_ = false;
};

// Standard error, live where it is a terminal that is not "dumb". There are no
// colours, so NO_COLOR has nothing to take away.
Progress::Setup standard_error();

}  // namespace veto::cli

#endif  // VETO_CLI_PROGRESS_H_
