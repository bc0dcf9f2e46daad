// SPDX-License-Identifier: GPL-3.0-or-later
//
// A case to crawl into, and what is in it afterwards.

#ifndef VETO_TESTS_CRAWLER_CRAWL_CASE_H_
#define VETO_TESTS_CRAWLER_CRAWL_CASE_H_

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "crawler/api/capture_reader.h"
#include "crawler/crawl.h"
#include "tests/support.h"

namespace veto::test {

// Quick and impatient, for a server that is not a stranger's.
inline config::Settings quick_settings(std::vector<std::string> seeds) {
  config::Settings settings;
  settings.seeds.value = std::move(seeds);
  settings.delay.value = std::chrono::milliseconds(0);
  settings.connections_per_host.value = 24;
  settings.max_pages.value = 1000;
  settings.connect_timeout.value = std::chrono::milliseconds(5000);
  settings.transfer_timeout.value = std::chrono::milliseconds(5000);
  settings.contact.value = "https://contact.test/";
  settings.signal_files.value = false;  // whoever tests them turns them on
  return settings;
}

inline Case open_case(const std::filesystem::path& dir) {
  auto clock = std::make_shared<SystemClock>();
  auto opened =
      Case::is_case(dir) ? Case::open(dir, clock) : Case::create(dir, clock);
  REQUIRE(opened);
  auto resumed = opened->resume_run();
  REQUIRE(resumed);
  if (!*resumed) REQUIRE(opened->begin_run("test"));
  return std::move(*opened);
}

struct CrawlCase {
  explicit CrawlCase(std::vector<std::string> seeds)
      : the_case(open_case(dir / "case")),
        settings(quick_settings(std::move(seeds))) {}

  Result<StageReport> run(std::stop_token stop = {}) {
    return crawler::run_crawl(the_case, settings, Sinks(), stop);
  }
  std::vector<crawler::Capture> captures() {
    std::vector<crawler::Capture> all;
    REQUIRE(crawler::CaptureReader(the_case).for_each_capture(
        the_case.run_id(), [&](const crawler::Capture& capture) -> Status {
          all.push_back(capture);
          return {};
        }));
    return all;
  }
  // By URL; robots.txt left out, each of the others there once.
  std::map<std::string, crawler::Capture> by_url() {
    std::map<std::string, crawler::Capture> found;
    for (const auto& capture : captures())
      if (capture.target != crawler::Target::robots) {
        CAPTURE(capture.url);
        CHECK(found.emplace(capture.url, capture).second);
      }
    return found;
  }
  std::vector<crawler::Page> pages() {
    std::vector<crawler::Page> all;
    REQUIRE(crawler::CaptureReader(the_case).for_each_page(
        the_case.run_id(), [&](const crawler::Page& page) -> Status {
          all.push_back(page);
          return {};
        }));
    return all;
  }

  TempDir dir;
  Case the_case;
  config::Settings settings;
};

inline std::uint64_t count_of(const StageReport& report,
                              std::string_view name) {
  for (const auto& count : report.counts)
    if (count.name == name) return count.value;
  FAIL("no such count");
  return 0;
}

// Whether some sentence of the report's gaps holds this.
inline bool tells(const StageReport& report, std::string_view part) {
  for (const auto& sentence : report.incomplete)
    if (sentence.find(part) != std::string::npos) return true;
  return false;
}

}  // namespace veto::test

#endif  // VETO_TESTS_CRAWLER_CRAWL_CASE_H_
