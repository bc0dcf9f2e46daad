// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a crawl left in a case, read back whole and held against itself.

#ifndef VETO_TESTS_FLOW_CRAWLED_H_
#define VETO_TESTS_FLOW_CRAWLED_H_

#include <filesystem>
#include <map>
#include <string>

#include "crawler/api/capture.h"

namespace veto::test {

struct Crawled {
  // "fetched 200 <payload digest>", by URL; robots.txt left out. `origin` is
  // taken off the front of URLs, as a server's port differs between runs.
  std::map<std::string, std::string> urls;
  // Pages that were read, by URL: how many links and images each has.
  std::map<std::string, std::string> pages;

  bool operator==(const Crawled&) const = default;
};

// Checks, as a part of the test that calls: one run; every URL and every page
// once; every capture's record whole, with the digests the index has; every
// WARC file whole by gzip and by our reader, each of its responses in the
// index; the robots.txt history readable, with nothing half-written beside it.
Crawled read_crawled(const std::filesystem::path& case_dir,
                     const std::string& origin);

// Whether the case's newest run came to its end.
bool run_ended(const std::filesystem::path& case_dir);

}  // namespace veto::test

#endif  // VETO_TESTS_FLOW_CRAWLED_H_
