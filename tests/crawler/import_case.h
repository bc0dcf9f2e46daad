// SPDX-License-Identifier: GPL-3.0-or-later
//
// A case to import into, and files to import.

#ifndef VETO_TESTS_CRAWLER_IMPORT_CASE_H_
#define VETO_TESTS_CRAWLER_IMPORT_CASE_H_

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "crawler/api/capture_reader.h"
#include "crawler/api/imports.h"
#include "crawler/import.h"
#include "tests/support.h"

namespace veto::test {

// The least that passes for a PNG by its first bytes.
inline const std::string kPng = "\x89PNG\r\n\x1a\nno more";

struct ImportCase {
  ImportCase() : the_case(open()) {}

  Case open() {
    auto opened = Case::create(dir / "case", std::make_shared<SystemClock>());
    REQUIRE(opened);
    REQUIRE(opened->begin_run("test", "import"));
    return std::move(*opened);
  }
  std::filesystem::path put(const std::string& name,
                            const std::string& bytes) const {
    const auto path = dir / "in" / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  Result<StageReport> run(const std::filesystem::path& path,
                          const std::string& url = "",
                          std::stop_token stop = {}) {
    Sinks sinks;
    sinks.warn = [this](const Error& error) { warnings.push_back(error.what); };
    return crawler::run_import(the_case, settings, {{path}, url}, sinks, stop);
  }
  crawler::ImportedSource source() {
    auto all = crawler::load_imports(the_case, the_case.run_id());
    REQUIRE(all);
    REQUIRE(all->size() == 1);
    // Every entry is accounted for.
    std::uint64_t left = 0;
    for (const auto& one : all->front().left_out) left += one.count;
    CHECK(all->front().entries == all->front().kept + left);
    return all->front();
  }
  // How many entries were left out for that reason.
  std::uint64_t left(const std::string& reason) {
    for (const auto& one : source().left_out)
      if (one.reason.find(reason) != std::string::npos) return one.count;
    return 0;
  }
  std::map<std::string, crawler::Capture> captures() {
    std::map<std::string, crawler::Capture> found;
    REQUIRE(crawler::CaptureReader(the_case).for_each_capture(
        the_case.run_id(), [&](const crawler::Capture& capture) -> Status {
          CAPTURE(capture.url);
          CHECK(capture.imported());
          CHECK(found.emplace(capture.url, capture).second);
          return {};
        }));
    return found;
  }
  std::map<std::string, crawler::Page> pages() {
    std::map<std::string, crawler::Page> found;
    REQUIRE(crawler::CaptureReader(the_case).for_each_page(
        the_case.run_id(), [&](const crawler::Page& page) -> Status {
          found[page.url] = page;
          return {};
        }));
    return found;
  }
  std::string payload(const crawler::Capture& capture) {
    auto bytes = crawler::CaptureReader(the_case).payload(capture, 1 << 20);
    REQUIRE(bytes);
    return *bytes;
  }
  std::string record(const crawler::Capture& capture) {
    auto bytes = crawler::CaptureReader(the_case).record(capture, 1 << 20);
    REQUIRE(bytes);
    return *bytes;
  }

  TempDir dir;
  config::Settings settings;
  std::vector<std::string> warnings;
  Case the_case;
};

inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace veto::test

#endif  // VETO_TESTS_CRAWLER_IMPORT_CASE_H_
