// SPDX-License-Identifier: GPL-3.0-or-later
//
// The site that is crawled: pages of 20 to 60 KB with 30 links and 10 images
// each, small images, all made from their number, so that it can be written to
// a folder or served without one.
//
// Inside scripts and comments the pages hold what looks like links: whoever
// follows them asks for /nolink..., which is not there.

#ifndef VETO_TESTS_BENCH_CRAWL_SITE_H_
#define VETO_TESTS_BENCH_CRAWL_SITE_H_

#include <string>
#include <string_view>

namespace veto::bench {

struct Site {
  int pages = 5000;    // and as many images
  bool small = false;  // pages of 2 KB with one image: many hosts have them
};

// What answers to a request target; empty where nothing does. "/" is page 0.
std::string body_of(const Site& site, std::string_view target);
// Of a target that is there.
std::string_view type_of(std::string_view target);

// Files by the targets' names, and index.html. Aborts on errors.
void write_site(const Site& site, const std::string& folder);

}  // namespace veto::bench

#endif  // VETO_TESTS_BENCH_CRAWL_SITE_H_
