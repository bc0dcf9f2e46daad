// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of the crawl bench that are programs; run.py puts them together.
//
//   bench_crawl site FOLDER PAGES            writes the site
//   bench_crawl serve PAGES DELAY_MS [small] serves it, each answer held
//   bench_crawl crawl CASE WORKERS CONNECTIONS DELAY_MS HOW URL
//                                            crawls; prints counts, peak memory
//                                            HOW: archive, no-archive, or
//                                            signals, which is archive with
//                                            signal files, that peers do not
//                                            fetch
//   bench_crawl read PAGES hash|pages|gzip   what of it no crawl is spared:
//                                            SHA-256 of all bodies, reading
//                                            pages, or compressing them
//
// "-" for URL reads them from stdin, one a line.

#include <fmt/format.h>

#include <charconv>
#include <ctime>
#include <fstream>
#include <iostream>
#include <memory>

#include "base/case.h"
#include "base/check.h"
#include "base/digest.h"
#include "base/gzip_fast.h"
#include "config/settings.h"
#include "crawler/crawl.h"
#include "crawler/parse_page.h"
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
  settings.signal_files.value = words[5] == "signals";
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
  const auto work = words[5] == "no-archive" ? crawler::run_crawl_unarchived
                                             : crawler::run_crawl;
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

// Microseconds of CPU that `work` takes over all bodies of the site.
template <typename Work>
std::int64_t cpu_micros(const bench::Site& site, Work&& work) {
  std::clock_t ticks = 0;
  for (int n = 0; n < site.pages; ++n)
    for (const auto& target :
         {fmt::format("/p/{}.html", n), fmt::format("/i/{}.jpg", n)}) {
      const std::string body = bench::body_of(site, target);
      VETO_CHECK(!body.empty());
      const std::clock_t begin = std::clock();
      work(target, body);
      ticks += std::clock() - begin;
    }
  return static_cast<std::int64_t>(ticks) * 1'000'000 / CLOCKS_PER_SEC;
}

int read(const bench::Site& site, std::string_view what) {
  const Url url = Url::parse("http://127.0.0.1/index.html").value();
  std::size_t sum = 0;  // keeps the work from being optimised away
  const std::int64_t micros =
      cpu_micros(site, [&](const std::string& target, const std::string& body) {
        const bool is_page = target.ends_with(".html");
        std::string out;
        if (what == "hash") {
          sum += sha256(body).bytes[0];
        } else if (what == "gzip") {
          append_gzip_fast(body, out);
          sum += out.size();
        } else if (is_page) {
          sum += crawler::parse_page(body, url, "text/html").links.size();
        }
      });
  fmt::print("sum {}\nmicros {}\n", sum, micros);
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
  if (what == "read" && words.size() == 3)
    return read({number(words[1])}, words[2]);
  fmt::print(stderr, "usage: see the head of bench_crawl.cc\n");
  return 2;
}
