// SPDX-License-Identifier: GPL-3.0-or-later
//
// Speed of reading pages, beside Gumbo on the same pages in the same run:
//
//   ninja -C build/release bench_html
//   build/release/tests/bench/bench_html [ROUNDS]
//
// Two corpora: ordinary pages made up (40 KB each), and what lies under
// /usr/share. Each line is CPU time; a round measures every reader in turn, the
// median counts. "scanner" is outline_html alone; "page" is parse_page with its
// charset, URLs and texts; "gumbo" is gumbo_parse alone.
#include <gumbo.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/html_outline.h"
#include "crawler/parse_page.h"
#include "tests/crawler/html_corpus.h"

namespace {

using veto::crawler::HtmlElement;
using veto::crawler::HtmlNamespace;
using veto::crawler::HtmlTag;
using veto::crawler::HtmlTextKind;

double cpu_seconds() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) +
         static_cast<double>(now.tv_nsec) / 1e9;
}

// Counts, so that nothing is left out for want of use.
class Counter : public veto::crawler::HtmlSink {
 public:
  std::size_t elements = 0;

  void open(const HtmlElement&) override { ++elements; }
  void close(HtmlTag, HtmlNamespace) override {}
  void text(std::string_view, HtmlTextKind) override {}
  void merge(const HtmlElement&) override {}
  void drop_body() override {}
};

using Pages = std::vector<std::string>;
using Reader = std::size_t (*)(const std::string& html);

std::size_t scan(const std::string& html) {
  Counter counter;
  veto::crawler::outline_html(html, counter);
  return counter.elements;
}

std::size_t read_page(const std::string& html) {
  static const veto::Url kUrl =
      veto::Url::parse("https://example.org/a/b").value();
  const auto page = veto::crawler::parse_page(html, kUrl, "text/html");
  return page.links.size() + page.images.size();
}

std::size_t build_tree(const std::string& html) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output =
      gumbo_parse_with_options(&options, html.data(), html.size());
  gumbo_destroy_output(&options, output);
  return 1;
}

double megabytes_per_second(const Pages& pages, Reader reader) {
  std::size_t bytes = 0;
  std::size_t found = 0;
  const double begin = cpu_seconds();
  for (const std::string& html : pages) {
    bytes += html.size();
    found += reader(html);
  }
  const double seconds = cpu_seconds() - begin;
  if (found == 0) std::printf("nothing found\n");
  return static_cast<double>(bytes) / 1e6 / seconds;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

void measure(const char* name, const Pages& pages, int rounds) {
  std::vector<double> scanner, page, gumbo;
  for (int round = 0; round < rounds; ++round) {
    scanner.push_back(megabytes_per_second(pages, scan));
    page.push_back(megabytes_per_second(pages, read_page));
    gumbo.push_back(megabytes_per_second(pages, build_tree));
  }
  std::size_t bytes = 0;
  for (const std::string& html : pages) bytes += html.size();
  std::printf(
      "%s: %zu pages, %.1f MB; scanner %.0f MB/s, page %.0f MB/s, "
      "gumbo %.1f MB/s; scanner/gumbo %.1f, page/gumbo %.1f\n",
      name, pages.size(), static_cast<double>(bytes) / 1e6, median(scanner),
      median(page), median(gumbo), median(scanner) / median(gumbo),
      median(page) / median(gumbo));
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 3;
  veto::test::HtmlMaker maker(1);
  Pages made;
  for (int i = 0; i < 200; ++i) made.push_back(maker.page(40'000));
  measure("made up", made, rounds);
  Pages real;
  for (const auto& path :
       veto::test::html_files("/usr/share", veto::crawler::kMaxHtmlBytes)) {
    std::ifstream file(path, std::ios::binary);
    real.emplace_back(std::istreambuf_iterator<char>(file),
                      std::istreambuf_iterator<char>());
  }
  if (!real.empty()) measure("/usr/share", real, rounds);
}
