// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of the crawl bench that are programs; run.py puts them together.
//
//   bench_crawl site FOLDER PAGES            writes the site
//   bench_crawl serve PAGES DELAY_MS [small] serves it, each answer held
//   bench_crawl crawl CASE WORKERS CONNECTIONS DELAY_MS archive|no-archive URL
//                                            crawls; prints counts, peak memory
//
// "-" for URL reads them from stdin, one a line.

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <iostream>
#include <memory>

#include "base/case.h"
#include "base/check.h"
#include "config/settings.h"
#include "crawler/crawl.h"
#include "tests/bench/crawl/delay_server.h"
#include "tests/bench/crawl/site.h"

using namespace veto;

namespace {

using Words = std::vector<std::string>;

int number(const std::string& word) {
  int value = 0;
  const auto [end, code] =
      std::from_chars(word.data(), word.data() + word.size(), value);
  VETO_CHECK(code == std::errc() && end == word.data() + word.size());
  return value;
}

// "VmHWM:     31234 kB": the most memory that was resident.
std::string peak_memory() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line))
    if (line.starts_with("VmHWM:")) return line.substr(6);
  return "unknown";
}

config::Settings settings_of(const Words& words) {
  config::Settings settings;
  settings.workers.value = number(words[2]);
  settings.connections_per_host.value = number(words[3]);
  settings.delay.value = std::chrono::milliseconds(number(words[4]));
  settings.max_pages.value = settings.max_images.value = 10'000'000;
  settings.max_depth.value = 1000;
  settings.contact.value = "https://bench.test/";
  if (words[6] != "-") {
    settings.seeds.value = {words[6]};
  } else {
    for (std::string line; std::getline(std::cin, line);)
      settings.seeds.value.push_back(line);
  }
  return settings;
}

int crawl(const Words& words) {
  const auto settings = settings_of(words);
  auto the_case = Case::create(words[1], std::make_shared<SystemClock>());
  VETO_CHECK(the_case.has_value());
  VETO_CHECK(the_case->begin_run("bench").has_value());
  const auto work = words[5] == "archive" ? crawler::run_crawl
                                          : crawler::run_crawl_unarchived;
  const auto report = work(*the_case, settings, Sinks(), {});
  if (!report) {
    fmt::print("error {}\n", report.error().message());
    return 1;
  }
  for (const auto& count : report->counts)
    fmt::print("{} {}\n", count.name, count.value);
  for (const auto& missing : report->incomplete)
    fmt::print("not done: {}\n", missing);
  fmt::print("peak {}\n", peak_memory());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const Words words(argv + 1, argv + argc);
  const std::string what = words.empty() ? "" : words[0];
  if (what == "site" && words.size() == 3) {
    bench::write_site({number(words[2])}, words[1]);
    return 0;
  }
  if (what == "serve" && words.size() >= 3)
    bench::serve({number(words[1]), words.size() > 3},
                 std::chrono::milliseconds(number(words[2])));
  if (what == "crawl" && words.size() == 7) return crawl(words);
  fmt::print(stderr, "usage: see the head of bench_crawl.cc\n");
  return 2;
}
