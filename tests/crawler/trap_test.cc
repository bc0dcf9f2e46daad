// SPDX-License-Identifier: GPL-3.0-or-later
//
// Traps are recognised; ordinary sites are not taken for one.

#include "crawler/trap.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace veto;
using namespace veto::crawler;

namespace {

const UtcTime kNow = *make_utc(2026, 11, 24, 12, 0, 0);

struct Visit {
  std::string url;
  std::string via;
};

// How many of these pages are turned away, and the last reason.
struct Judged {
  int turned_away = 0;
  std::string why;
};
Judged judge(TrapDetector& traps, const std::vector<Visit>& visits) {
  Judged judged;
  for (const auto& [url, via] : visits) {
    const auto why = traps.consider(url, via);
    if (why.empty()) continue;
    ++judged.turned_away;
    judged.why = why;
  }
  return judged;
}

// Each page found on the one before it.
std::vector<Visit> chain(const std::vector<std::string>& urls) {
  std::vector<Visit> visits;
  for (std::size_t i = 0; i < urls.size(); ++i)
    visits.push_back({urls[i], i > 0 ? urls[i - 1] : "https://a.test/"});
  return visits;
}

std::vector<std::string> months(const char* form, int from, int count) {
  std::vector<std::string> urls;
  for (int i = 0; i < count; ++i) {
    const int month = from + i;
    urls.push_back(fmt::format(fmt::runtime(form), month / 12, month % 12 + 1));
  }
  return urls;
}

std::vector<std::string> numbered(const char* form, int count) {
  std::vector<std::string> urls;
  for (int i = 1; i <= count; ++i)
    urls.push_back(fmt::format(fmt::runtime(form), i));
  return urls;
}

constexpr int kThisMonth = 2026 * 12 + 10;

Digest digest_of(const std::string& text) { return sha256(text); }

}  // namespace

TEST_CASE("traps: calendars are followed for two years and twelve months") {
  for (const char* form :
       {"https://a.test/cal/{}/{:02}/", "https://a.test/cal?month={}-{}",
        "https://a.test/cal?id=77&year={}&month={}",
        "https://a.test/cal?ym={}{:02}", "https://a.test/day/{}{:02}15",
        "https://a.test/cal?d={}-{:02}-01&view=month"}) {
    CAPTURE(form);
    TrapDetector traps(kNow);
    const auto judged = judge(traps, chain(months(form, kThisMonth, 500)));
    CHECK(judged.turned_away == 500 - 1 - 24 - 12);
    CHECK(judged.why.starts_with("a calendar without end at https://a.test/"));
  }
}

TEST_CASE("traps: a calendar's past is followed while it brings something") {
  TrapDetector traps(kNow);
  const char* form = "https://a.test/cal/{}/{:02}/";
  judge(traps, chain(months(form, kThisMonth, 100)));
  auto past = months(form, kThisMonth - 300, 300);
  std::ranges::reverse(past);
  CHECK(judge(traps, chain({past.begin(), past.begin() + 100})).turned_away ==
        0);
  for (int i = 0; i < 30; ++i)
    traps.brought(past[i], {"https://a.test/e"}, false);
  for (int i = 0; i < 11; ++i) traps.brought(past[i], {past[i + 1]}, false);
  CHECK(traps.consider(past[150], past[149]).empty());
  traps.brought(past[12], {}, false);
  CHECK(!traps.consider(past[151], past[150]).empty());
  CHECK(traps.consider(past[10], past[9]).empty());
  traps.brought(past[13], {}, true);
  CHECK(traps.consider(past[152], past[151]).empty());
}

TEST_CASE("traps: a path that grows") {
  struct Row {
    const char* path;
    bool is_trap;
  };
  const Row rows[] = {
      {"/a/b/a/b/", false},
      {"/a/b/a/b/a/b/", true},
      {"/a/b/a/b/a/b/page.html", true},
      {"/x/a/b/c/a/b/c/a/b/c", true},
      {"/x/x/x/", false},
      {"/x/x/x/x/", true},
      {"/about/about/about/about/team", true},
      {"/a/1/a/2/a/3/a/4/a/5/a/6", true},
      {"/a/1/a/2/a/3/a/4/a/5", false},
      {"/2011/11/11/11/11/", false},
      {"/1/1/1/1/1/1/1", false},
      {"/2024/01/15/a-post/", false},
      {"/en/docs/en/docs/", false},
      {"/", false},
      {"", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    TrapDetector traps(kNow);
    const auto why =
        traps.consider(std::string("https://a.test") + row.path, "");
    CHECK(why.empty() != row.is_trap);
    if (row.is_trap)
      CHECK(why.starts_with("a path that repeats itself at https://a.test/"));
  }
  TrapDetector traps(kNow);
  std::string path = "https://a.test";
  for (int i = 0; i < 24; ++i) path += fmt::format("/w{}", i);
  CHECK(traps.consider(path, "").empty());
  CHECK(traps.consider(path + "/more", "") ==
        "paths of more than 24 segments at https://a.test");
  // Bounded, however long.
  std::string long_path;
  for (int i = 0; i < 30000; ++i) long_path += "/1";
  CHECK(repeated_path(long_path).empty());
}

TEST_CASE("traps: session ids, three of them are enough") {
  struct Row {
    const char* form;
    bool is_trap;
  };
  const Row rows[] = {
      {"https://a.test/x;jsessionid={:016X}0A", true},
      {"https://a.test/x?PHPSESSID={:026x}ab", true},
      {"https://a.test/x?id=7&sid=a{:031x}&p=1", true},
      {"https://a.test/(S(abc{:021x}))/x.aspx", true},
      {"https://a.test/x?ASPSESSIONIDABC=Q{:020X}", true},
      {"https://a.test/x?sid={}", false},          // a story's id
      {"https://a.test/x?session={:020}", false},  // of a congress
      {"https://a.test/x?token=a{:031x}", false},
      {"https://a.test/photo/a{:031x}", false},
      {"https://a.test/x?s=search+words+{}", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.form);
    TrapDetector traps(kNow);
    std::vector<Visit> visits;
    for (int i = 1; i <= 20; ++i)
      visits.push_back({fmt::format(fmt::runtime(row.form), i * 7919), ""});
    const auto judged = judge(traps, visits);
    CHECK(judged.turned_away == (row.is_trap ? 17 : 0));
    if (row.is_trap) {
      CHECK(judged.why.starts_with("a page under ever new session ids at"));
      CHECK(judged.why.find('*') != std::string::npos);
      // An id that is known may go on to other pages.
      CHECK(traps.consider(visits[0].url, "").empty());
    }
  }
}

TEST_CASE("traps: sets of parameters explode") {
  TrapDetector traps(kNow);
  int turned_away = 0;
  for (int set = 1; set < 256; ++set) {
    std::string url = "https://a.test/shop?";
    for (int bit = 0; bit < 8; ++bit)
      if (set & (1 << bit)) url += fmt::format("f{}=x&", bit);
    url.pop_back();
    turned_away += !traps.consider(url, "").empty();
  }
  // Of 247 with two parameters or more, 64 are met; fewer than four names
  // never stop.
  CHECK(turned_away > 100);
  CHECK(turned_away < 180);
  CHECK(traps.consider("https://a.test/other?a=1&b=2&c=3&d=4", "").empty());
}

TEST_CASE("traps: values of parameters explode and bring nothing") {
  const auto crawl = [](bool news) {
    TrapDetector traps(kNow);
    int turned_away = 0;
    for (int i = 0; i < 3000; ++i) {
      const auto url =
          fmt::format("https://a.test/shop?color=c{}&size=s{}&b=b{}", i % 20,
                      i / 20 % 15, i / 300);
      if (!traps.consider(url, "").empty()) {
        ++turned_away;
        continue;
      }
      std::vector<std::string> pages;
      if (news) pages.push_back(fmt::format("https://a.test/p/x{}", i));
      traps.brought(url, pages, false);
    }
    return turned_away;
  };
  // From the third brand on there are three that vary.
  CHECK(crawl(false) == 3000 - 600);
  CHECK(crawl(true) == 0);
}

TEST_CASE("traps: the same content under a pattern's URLs") {
  TrapDetector traps(kNow);
  const auto urls = numbered("https://a.test/item/{}", 60);
  for (int i = 0; i < 49; ++i) traps.answered(urls[i], digest_of("same"));
  CHECK(traps.consider("https://a.test/item/1000", "").empty());
  traps.answered(urls[49], digest_of("other"));
  for (int i = 0; i < 49; ++i) traps.answered(urls[i], digest_of("same"));
  CHECK(traps.stopped("https://a.test/item/1000").empty());
  traps.answered(urls[50], digest_of("same"));
  CHECK(traps.consider("https://a.test/item/1000", "") ==
        "the same content time and again at https://a.test/item/*");
  CHECK(!traps.stopped("https://a.test/item/1001").empty());
  CHECK(traps.consider("https://a.test/items/1000", "").empty());
  CHECK(traps.consider("https://b.test/item/1000", "").empty());
}

TEST_CASE("traps: what an eleventh copy leads to") {
  TrapDetector traps(kNow);
  for (int i = 0; i < 10; ++i)
    CHECK(traps
              .answered(fmt::format("https://a.test/{}", char('a' + i)),
                        digest_of("not found"))
              .empty());
  CHECK(traps.answered("https://b.test/x", digest_of("not found")).empty());
  CHECK(traps.answered("https://a.test/x", digest_of("other")).empty());
  CHECK(traps.answered("https://a.test/y", digest_of("not found")) ==
        "what only copies of a page lead to at https://a.test");
}

TEST_CASE("no traps: what ordinary sites have") {
  struct Row {
    const char* name;
    std::vector<std::string> urls;
  };
  std::vector<std::string> days;
  for (int month = 2004 * 12; month <= kThisMonth; ++month)
    for (int day = 1; day <= 28; day += 3)
      days.push_back(fmt::format("https://a.test/{}/{:02}/{:02}/", month / 12,
                                 month % 12 + 1, day));
  std::vector<std::string> queries;
  for (const auto& day : days)
    queries.push_back("https://a.test/?y=" + day.substr(15, 4) +
                      "&m=" + day.substr(20, 2) + "&d=" + day.substr(23, 2));
  std::vector<std::string> posts;
  for (std::size_t i = 0; i < days.size(); ++i)
    posts.push_back(days[i] + fmt::format("a-post-{}", i));
  std::vector<std::string> galleries;
  for (int i = 0; i < 900; ++i)
    galleries.push_back(fmt::format("https://a.test/?lang=l{}&id={}&page={}",
                                    i % 3, i / 9, i / 3 % 3));
  std::vector<std::string> forum;
  for (int i = 1; i < 3000; ++i)
    forum.push_back(fmt::format("https://a.test/topic/{}/{}/", i, i % 12 + 1));
  std::vector<std::string> events = {"https://a.test/events/2026/11/"};
  for (int i = 0; i < 40; ++i)
    events.push_back(fmt::format("https://a.test/events/2031/{}/", i % 12 + 1));
  const Row rows[] = {
      {"300 pages of a list", numbered("https://a.test/list?page={}", 300)},
      {"in the path", numbered("https://a.test/blog/page/{}/", 300)},
      {"thousands of articles", numbered("https://a.test/node/{}", 5000)},
      {"articles with sections",
       numbered("https://a.test/index.php?id={}&lang=de&section=x", 5000)},
      {"monthly archives",
       months("https://a.test/{}/{:02}/", 2004 * 12, 23 * 12)},
      {"daily archives", days},
      {"daily archives by parameters", queries},
      {"a story told in months to come",
       months("https://a.test/timeline/{}/{:02}/", 2200 * 12, 200)},
      {"posts under their dates", posts},
      {"galleries in three languages", galleries},
      {"topics by number, with pages", forum},
      {"events of a far year, found on one page", events},
      {"members", numbered("https://a.test/team/member-{}.html", 400)},
      {"years", numbered("https://a.test/season/20{:02}/", 60)},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.name));
    TrapDetector traps(kNow);
    const bool one_by_one = std::string_view(row.name).starts_with("events");
    std::vector<Visit> visits = chain(row.urls);
    if (one_by_one)
      for (Visit& visit : visits) visit.via = "https://a.test/events/";
    int turned_away = 0;
    for (std::size_t i = 0; i < visits.size(); ++i) {
      const auto& [url, via] = visits[i];
      const auto why = traps.consider(url, via);
      CAPTURE(url);
      CAPTURE(why);
      CHECK(why.empty());
      turned_away += !why.empty();
      CHECK(traps.answered(url, digest_of(url)).empty());
      traps.brought(url, {}, false);
      if (turned_away > 5) break;
    }
  }
}

TEST_CASE("traps: shapes of URLs") {
  struct Row {
    const char* url;
    const char* pattern;
    std::vector<std::int64_t> numbers;
  };
  const Row rows[] = {
      {"https://a1.test:8080/x", "https://a1.test:8080/x", {}},
      {"https://a.test/2024/01?p=7", "https://a.test/*/*?p=*", {2024, 1, 7}},
      {"https://a.test/img0012.html", "https://a.test/img*.html", {12}},
      {"https://a.test/1234567890123", "https://a.test/*", {-1}},
      {"https://a.test/deadbeefdeadbeef/x", "https://a.test/*/x", {-1}},
      {"https://a.test/deadbeefdeadbeefs",
       "https://a.test/deadbeefdeadbeefs",
       {}},
      {"https://a.test/v2beta", "https://a.test/v*beta", {2}},
      {"https://a.test", "https://a.test", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.url);
    const NumberShape shape = number_shape(row.url);
    CHECK(shape.pattern == row.pattern);
    CHECK(shape.numbers == row.numbers);
  }
  CHECK(number_shape("https://a.test/" + std::string(60000, '1')).numbers ==
        std::vector<std::int64_t>{-1});
}

TEST_CASE("traps: months in numbers") {
  struct Row {
    std::vector<std::int64_t> numbers;
    int year;
    int month;  // 0: none
  };
  const Row rows[] = {{{2026, 11}, 2026, 11},
                      {{2026, 13}, 0, 0},
                      {{11, 2026}, 2026, 11},
                      {{7, 2026, 11, 3}, 2026, 11},
                      {{202611}, 2026, 11},
                      {{20261124}, 2026, 11},
                      {{20261324}, 0, 0},
                      {{20261140}, 0, 0},
                      {{2026}, 0, 0},
                      {{}, 0, 0},
                      {{-1, 5}, 0, 0},
                      {{12, 31, 2026}, 0, 0},
                      {{31, 12, 2026}, 2026, 12}};
  for (const Row& row : rows) {
    CAPTURE(row.numbers.size());
    CAPTURE(row.year);
    const auto month = month_of(row.numbers);
    CHECK(month.has_value() == (row.month != 0));
    if (month) CHECK(*month == row.year * 12 + row.month - 1);
  }
}
