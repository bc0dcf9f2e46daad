// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/progress.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace std::chrono_literals;
using veto::cli::Progress;

namespace {

struct Screen {
  std::string text;
  Progress::Instant time{100h};
  std::size_t width = 200;

  Progress progress(bool live) {
    return Progress({live, [this](std::string_view part) { text += part; },
                     [this] { return time; }, [this] { return width; }});
  }
};

}  // namespace

TEST_CASE("a terminal: one line, painted over ten times a second at most") {
  Screen screen;
  Progress progress = screen.progress(true);
  progress.begin("crawl");
  progress.step("fetched", 1, 10);
  CHECK(screen.text == "\r\033[Kcrawl: 1/10 fetched");
  screen.text.clear();
  screen.time += 50ms;
  progress.step("fetched", 2, 10);
  CHECK(screen.text.empty());
  screen.time += 60ms;
  progress.step("pages", 2, 0);
  CHECK(screen.text == "\r\033[Kcrawl: 2/10 fetched, 2 pages");
  screen.text.clear();
  progress.wipe();
  CHECK(screen.text == "\r\033[K");
  progress.wipe();
  CHECK(screen.text == "\r\033[K");
}

TEST_CASE(
    "the line: counts in order, the rate beside the first, no zero errors") {
  Screen screen;
  Progress progress = screen.progress(true);
  progress.begin("crawl");
  progress.step("fetched", 0, 400);
  for (const char* name : {"pages", "images", "hosts", "queued", "errors"})
    progress.step(name, 0, 0);
  screen.time += 4s;
  progress.step("fetched", 10, 400);
  CHECK(progress.line() ==
        "crawl: 10/400 fetched, 2.5/s, 0 pages, 0 images, 0 hosts, 0 queued");
  progress.step("errors", 2, 0);
  CHECK(progress.line().ends_with(", 2 errors"));
  progress.begin("faces");
  progress.step("examined", 3, 9);
  CHECK(progress.line() == "faces: 3/9 examined");
}

TEST_CASE("the rate is that of the last seconds, not of the whole stage") {
  Screen screen;
  Progress progress = screen.progress(true);
  progress.begin("crawl");
  std::uint64_t done = 0;
  for (int second = 0; second < 20; ++second) {
    progress.step("fetched", done += 100, 0);
    screen.time += 1s;
  }
  for (int second = 0; second < 20; ++second) {
    progress.step("fetched", done += 1, 0);
    screen.time += 1s;
  }
  CHECK(progress.line().find(", 0.9/s") != std::string::npos);
}

TEST_CASE("elsewhere: a plain line a minute, none in the first") {
  Screen screen;
  Progress progress = screen.progress(false);
  progress.begin("crawl");
  for (int second = 0; second < 59; ++second) {
    progress.step("fetched", 1, 0);
    screen.time += 1s;
  }
  CHECK(screen.text.empty());
  for (int second = 0; second < 62; ++second) {
    progress.step("fetched", 2, 0);
    screen.time += 1s;
  }
  CHECK(screen.text.starts_with("veto: crawl: 2 fetched"));
  CHECK(std::count(screen.text.begin(), screen.text.end(), '\n') == 2);
  CHECK(screen.text.find('\033') == std::string::npos);
}

TEST_CASE("a narrow terminal cuts the line rather than wrap it") {
  Screen screen;
  screen.width = 12;
  Progress progress = screen.progress(true);
  progress.begin("crawl");
  progress.step("fetched", 1, 10);
  CHECK(screen.text == "\r\033[Kcrawl: 1/10");
}

TEST_CASE("a name cannot paint") {
  Screen screen;
  Progress progress = screen.progress(true);
  progress.begin("x\033[2J");
  progress.step("y\r\n", 1, 0);
  CHECK(progress.line().find('\033') == std::string::npos);
  CHECK(progress.line().find('\n') == std::string::npos);
}
