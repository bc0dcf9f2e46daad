// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/run_diff.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/crawler/crawl_case.h"
#include "tests/crawler/loopback_server.h"

using namespace veto;
using namespace veto::crawler;
using namespace veto::test;

namespace {

// A site that a second run finds changed.
class ChangingSite {
 public:
  Answer operator()(const std::string& target) const {
    const bool later = *later_;
    if (target == "/robots.txt")
      return answer(200, "text/plain",
                    later ? "User-agent: GPTBot\nDisallow: /\n" : "# open\n");
    if (target == "/")
      return html(later ? "<a href=/kept>k</a><a href=/cut>c</a><a href=/moved>"
                          "m</a><a href=/sick>s</a><a href=/fresh>f</a>"
                          "<img src=/1.png>"
                        : "<a href=/kept>k</a><a href=/cut>c</a><a href=/moved>"
                          "m</a><a href=/sick>s</a><a href=/unlinked>u</a>"
                          "<img src=/1.png><img src=/2.png>");
    if (target == "/1.png")
      return answer(200, "image/png", later ? "new bytes" : "bytes");
    if (target == "/2.png") return answer(200, "image/png", "two");
    if (later && target == "/cut") return answer(404, "text/html", "none");
    if (later && target == "/moved") return redirect("/kept");
    if (later && target == "/sick") return answer(500, "text/html", "ill");
    return html("<p>" + target);
  }
  void change() { *later_ = true; }

 private:
  std::shared_ptr<std::atomic<bool>> later_ =
      std::make_shared<std::atomic<bool>>(false);
};

std::string path_of(const std::string& url) {
  return url.substr(url.rfind('/'));
}

const MissingResource* find(const ResourceDiff& diff, const std::string& path) {
  for (const auto& one : diff.missing)
    if (path_of(one.before.url) == path) return &one;
  return nullptr;
}

}  // namespace

TEST_CASE("two runs: what is new, changed, and not seen again, and why") {
  ChangingSite site;
  LoopbackServer server(site);
  CrawlCase crawl({server.url("/")});
  const std::string before = crawl.the_case.run_id();
  REQUIRE(crawl.run());
  REQUIRE(crawl.the_case.end_run("done"));
  site.change();
  REQUIRE(crawl.the_case.begin_run("again"));
  REQUIRE(crawl.run());

  const auto diff =
      diff_captures(crawl.the_case, before, crawl.the_case.run_id());
  REQUIRE(diff);
  const ResourceDiff& pages = diff->pages;
  REQUIRE(pages.added.size() == 1);
  CHECK(path_of(pages.added[0].url) == "/fresh");
  CHECK(pages.same == 1);              // /kept
  REQUIRE(pages.changed.size() == 1);  // the front page
  REQUIRE(pages.missing.size() == 4);
  using State = MissingResource::State;
  CHECK(find(pages, "/cut")->state == State::gone);
  CHECK(find(pages, "/cut")->detail == "answered 404");
  CHECK(find(pages, "/moved")->state == State::moved);
  CHECK(path_of(find(pages, "/moved")->detail) == "/kept");
  CHECK(find(pages, "/sick")->state == State::not_checked);
  CHECK(find(pages, "/unlinked")->state == State::not_asked);
  REQUIRE(diff->images.changed.size() == 1);
  CHECK(diff->images.changed[0].before.digest == sha256("bytes"));
  REQUIRE(diff->images.missing.size() == 1);
  REQUIRE(diff->robots.size() == 1);
  CHECK(path_of(diff->robots[0].after.url) == "/robots.txt");
}

TEST_CASE("a run compared with itself holds no difference") {
  LoopbackServer server(ChangingSite{});
  CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  const std::string run = crawl.the_case.run_id();
  const auto diff = diff_captures(crawl.the_case, run, run);
  REQUIRE(diff);
  CHECK(diff->pages.added.empty());
  CHECK(diff->pages.missing.empty());
  CHECK(diff->pages.changed.empty());
  CHECK(diff->pages.same == 6);
  CHECK(diff->images.same == 2);
  CHECK(diff->robots.empty());
}
