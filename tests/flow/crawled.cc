// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/flow/crawled.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <memory>
#include <utility>

#include "base/file.h"
#include "base/gzip.h"
#include "crawler/api/capture_reader.h"
#include "crawler/warc_reader.h"

namespace veto::test {
namespace {

using crawler::Capture;
using crawler::CaptureReader;
using crawler::Target;

constexpr std::uint64_t kMaxBytes = 256u << 20;

// Length of a response record by file and offset.
using Records = std::map<std::pair<std::string, std::uint64_t>, std::uint64_t>;

std::string without(const std::string& origin, const std::string& url) {
  return url.starts_with(origin) ? url.substr(origin.size()) : url;
}

void read_captures(CaptureReader& reader, const std::string& run,
                   const std::string& origin, Crawled& crawled,
                   Records& records) {
  const auto visit = [&](const Capture& capture) -> Status {
    CAPTURE(capture.url);
    if (!capture.warc_file.empty()) {
      CHECK(reader.payload(capture, kMaxBytes));
      CHECK(records
                .emplace(std::pair(capture.warc_file, capture.warc_offset),
                         capture.warc_length)
                .second);
    }
    if (capture.target == Target::robots) return {};
    CHECK(
        crawled.urls
            .emplace(without(origin, capture.url),
                     fmt::format("{} {} {}", to_string(capture.outcome),
                                 capture.status, capture.payload_digest.hex()))
            .second);
    return {};
  };
  REQUIRE(reader.for_each_capture(run, visit));
}

void read_pages(CaptureReader& reader, const std::string& run,
                const std::string& origin, Crawled& crawled) {
  const auto visit = [&](const crawler::Page& page) -> Status {
    CAPTURE(page.url);
    CHECK(crawled.pages
              .emplace(without(origin, page.url),
                       fmt::format("{} links, {} images", page.links.size(),
                                   page.images.size()))
              .second);
    return {};
  };
  REQUIRE(reader.for_each_page(run, visit));
}

// Every member holds one record, and nothing lies between them.
void read_archive(const std::filesystem::path& path, Records& records) {
  const std::string test = fmt::format("gzip -t '{}'", path.string());
  CHECK(std::system(test.c_str()) == 0);
  const auto bytes = read_file(path, kMaxBytes);
  REQUIRE(bytes);
  const std::string name = "captures/" + path.filename().string();
  for (std::size_t at = 0; at < bytes->size();) {
    CAPTURE(at);
    std::size_t used = 0;
    const auto member = gzip_decompress_member(
        std::string_view(*bytes).substr(at), kMaxBytes, used);
    REQUIRE(member);
    const auto record = crawler::parse_warc_record(*member);
    REQUIRE(record);
    CHECK(record->size == member->size());
    const auto type = record->field("WARC-Type");
    if (type == "response" || type == "revisit") {
      const auto known = records.extract({name, at});
      REQUIRE(!known.empty());
      CHECK(known.mapped() == used);
    }
    at += used;
  }
}

void read_robots(CaptureReader& reader, const std::filesystem::path& case_dir) {
  const auto histories = reader.robots();
  REQUIRE(histories);
  CHECK(!histories->empty());
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(case_dir / "robots")) {
    if (entry.is_directory()) continue;
    CAPTURE(entry.path().string());
    // Killed on the way, the temporary neighbour of a version may be left.
    const bool temporary = entry.path().extension().string().size() == 7;
    if (!temporary) CHECK(entry.file_size() > 0);
  }
}

}  // namespace

Crawled read_crawled(const std::filesystem::path& case_dir,
                     const std::string& origin) {
  auto opened = Case::open(case_dir, std::make_shared<SystemClock>());
  REQUIRE(opened);
  const auto runs = opened->runs();
  REQUIRE(runs);
  REQUIRE(runs->size() == 1);
  const std::string& run = runs->front().id;
  CaptureReader reader(*opened);
  Crawled crawled;
  Records records;
  read_captures(reader, run, origin, crawled, records);
  read_pages(reader, run, origin, crawled);
  for (const auto& entry :
       std::filesystem::directory_iterator(case_dir / "captures")) {
    CAPTURE(entry.path().string());
    const std::string ending = entry.path().extension().string();
    // What no index knew when a crash came, kept aside.
    if (ending == ".torn" || ending == ".unacknowledged") continue;
    CHECK(entry.path().string().ends_with(".warc.gz"));
    read_archive(entry.path(), records);
  }
  CHECK(records.empty());  // each was in a file
  read_robots(reader, case_dir);
  return crawled;
}

bool run_ended(const std::filesystem::path& case_dir) {
  if (!Case::is_case(case_dir)) return false;
  auto opened = Case::open(case_dir, std::make_shared<SystemClock>());
  REQUIRE(opened);
  const auto runs = opened->runs();
  REQUIRE(runs);
  return !runs->empty() && runs->back().outcome != "running";
}

}  // namespace veto::test
