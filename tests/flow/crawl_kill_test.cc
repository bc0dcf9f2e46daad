// SPDX-License-Identifier: GPL-3.0-or-later
//
// A crawl that is killed at any moment and taken up again leaves what an
// uninterrupted one leaves: every URL once, every record whole.

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/mount.h>

#include <cstring>
#include <random>

#include "crawler/signal_files.h"
#include "tests/crawler/loopback_server.h"
#include "tests/flow/crawl_process.h"
#include "tests/flow/crawled.h"
#include "tests/support.h"

using namespace std::chrono_literals;
using std::chrono::microseconds;
using veto::test::After;
using veto::test::Answer;
using veto::test::answer;
using veto::test::Crawled;
using veto::test::CrawlProcess;
using veto::test::html;
using veto::test::LoopbackServer;
using veto::test::read_crawled;
using veto::test::redirect;
using veto::test::run_ended;
using veto::test::TempDir;

namespace {

constexpr int kPages = 500;
constexpr int kImages = 150;

// `./run test --full` says yes.
int rounds(int in_short, int in_full) {
  const char* full = ::getenv("VETO_TEST_FULL");
  return full != nullptr && std::string_view(full) == "yes" ? in_full
                                                            : in_short;
}

// Bytes that no compression makes smaller, the same each time.
std::string noise(std::uint64_t seed, std::size_t size) {
  std::mt19937_64 random(seed);
  std::string bytes(size, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  return bytes;
}

// A tree of pages with links across it, images, redirections, URLs that
// robots.txt closes, that are missing, that lie elsewhere.
std::string page(int number) {
  std::mt19937 random(static_cast<unsigned>(number));
  std::string text = fmt::format("<title>Page {}</title>", number);
  for (int child : {2 * number + 1, 2 * number + 2})
    if (child < kPages) text += fmt::format("<a href=/p{}>down</a>", child);
  for (int i = 0; i < 6; ++i)
    text += fmt::format("<a href=/p{}#x>across</a>", random() % kPages);
  text += fmt::format("<a href=/moved/{}>m</a>", random() % 40);
  text += fmt::format("<a href=/closed/{}>c</a>", random() % 40);
  text += fmt::format("<a href=/missing/{}>g</a>", random() % 40);
  text += fmt::format("<a href=http://elsewhere.test/{}>e</a>", random() % 40);
  for (int i = 0; i < 3; ++i)
    text += fmt::format("<img src=/i{}.jpg alt=x>", random() % kImages);
  return text + "<p>" + std::string(1500 + random() % 2000, 'w');
}

Answer sound_site(const std::string& target) {
  if (target == "/robots.txt")
    return answer(200, "text/plain", "User-agent: *\nDisallow: /closed/\n");
  if (target.starts_with("/p")) return html(page(std::atoi(&target[2])));
  // Each image is there twice, so that one refers to the other's record.
  if (target.starts_with("/i"))
    return answer(200, "image/jpeg",
                  noise(std::atoi(&target[2]) % (kImages / 2), 3000));
  if (target.starts_with("/moved/"))
    return redirect(fmt::format("/p{}", 7 * std::atoi(&target[7])));
  return answer(404, "text/html", "none");
}

// The same; every thirteenth URL breaks off in one of three ways.
Answer dropping_site(const std::string& target) {
  const std::size_t kind = std::hash<std::string>()(target) % 39;
  if (target == "/robots.txt" || target == "/p0") return sound_site(target);
  if (kind == 0) return {"", After::close, {}};
  if (kind == 1) return {"HTTP/1.1 200 OK\r\nContent-Ty", After::reset, {}};
  if (kind == 2) {
    Answer whole = sound_site(target);
    whole.bytes.resize(whole.bytes.size() / 2);
    whole.after = After::close;
    return whole;
  }
  return sound_site(target);
}

using Site = Answer (*)(const std::string&);

struct Reference {
  Crawled crawled;
  microseconds time;
};

// The program's answers are 0 or 3: what is missing or broken counts as not
// done.
void run_to_the_end(CrawlProcess& crawl) {
  const auto code = crawl.wait_for(120s);
  REQUIRE(code);
  REQUIRE((*code == 0 || *code == 3));
}

Reference uninterrupted(Site site) {
  LoopbackServer server(site);
  TempDir dir;
  const auto begin = std::chrono::steady_clock::now();
  CrawlProcess crawl(dir / "case", server.url("/p0"), dir / "log");
  run_to_the_end(crawl);
  const auto time = std::chrono::steady_clock::now() - begin;
  return {read_crawled(dir / "case", server.url("")),
          std::chrono::duration_cast<microseconds>(time)};
}

// Up to three kills, then to the end. Says how many hit a crawl at work.
int round_with_kills(Site site, const Reference& reference, unsigned seed) {
  LoopbackServer server(site);
  TempDir dir;
  const auto case_dir = dir / "case";
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::int64_t> moment(0, reference.time.count());
  int kills = 0;
  bool ended = false;
  while (!ended && kills < 3) {
    CrawlProcess crawl(case_dir, server.url("/p0"), dir / "log");
    ended = crawl.wait_for(microseconds(moment(random))).has_value();
    crawl.kill();
    if (!ended) ++kills;
    ended = ended || run_ended(case_dir);
  }
  if (!ended) {
    CrawlProcess crawl(case_dir, server.url("/p0"), dir / "log");
    run_to_the_end(crawl);
  }
  const Crawled crawled = read_crawled(case_dir, server.url(""));
  CHECK(crawled == reference.crawled);
  return kills;
}

// As many rounds, and more where a machine that is quicker by now was done
// before the kill came.
void kill_again_and_again(Site site, const Reference& reference, int count) {
  int kills = 0;
  for (int i = 0; i < count || (kills < count && i < 5 * count); ++i) {
    const unsigned seed = 20261124u + static_cast<unsigned>(i);
    CAPTURE(seed);
    kills += round_with_kills(site, reference, seed);
  }
  CHECK(kills >= count);
}

}  // namespace

TEST_CASE("a crawl killed at random moments ends as if it had not been") {
  ::setenv("VETO_CRAWL_CONNECTIONS_PER_HOST", "6", 1);
  const Reference reference = uninterrupted(sound_site);
  CHECK(reference.crawled.pages.size() == kPages);
  // Besides the pages: images, 40 each moved, closed, missing and elsewhere.
  CHECK(reference.crawled.urls.size() ==
        kPages + kImages + 160 + veto::crawler::kSignalPaths.size());
  kill_again_and_again(sound_site, reference, rounds(10, 100));
}

TEST_CASE("so does one whose server drops connections") {
  ::setenv("VETO_CRAWL_CONNECTIONS_PER_HOST", "6", 1);
  const Reference reference = uninterrupted(dropping_site);
  CHECK(reference.crawled.pages.size() < kPages);
  CHECK(reference.crawled.pages.size() > kPages / 2);
  kill_again_and_again(dropping_site, reference, rounds(3, 20));
}

namespace {

// A file system of its own, so small that it fills up.
class SmallDisk {
 public:
  SmallDisk(std::filesystem::path path, const char* size)
      : path_(std::move(path)) {
    std::filesystem::create_directory(path_);
    mounted_ = ::mount("tmpfs", path_.c_str(), "tmpfs", 0,
                       fmt::format("size={}", size).c_str()) == 0;
    if (!mounted_)
      std::printf("SKIPPED: cannot mount a small tmpfs (%s)\n",
                  std::strerror(errno));
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool mounted() const { return mounted_; }
  void grow(const char* size) {
    REQUIRE(::mount("tmpfs", path_.c_str(), "tmpfs", MS_REMOUNT,
                    fmt::format("size={}", size).c_str()) == 0);
  }

 private:
  std::filesystem::path path_;
  bool mounted_ = false;
};

}  // namespace

TEST_CASE("so does one whose disk was full, once there is room again") {
  ::setenv("VETO_CRAWL_CONNECTIONS_PER_HOST", "6", 1);
  const Reference reference = uninterrupted(sound_site);
  LoopbackServer server(sound_site);
  TempDir dir;
  SmallDisk disk(dir / "disk", "1m");
  if (!disk.mounted()) return;
  const auto case_dir = dir / "disk" / "case";
  for (const char* more : {"1m", "1400k", "2m"}) {
    CAPTURE(more);
    disk.grow(more);
    CrawlProcess crawl(case_dir, server.url("/p0"), dir / "log");
    CHECK(crawl.wait_for(60s) == 6);  // I/O or out of space
  }
  disk.grow("256m");
  CrawlProcess crawl(case_dir, server.url("/p0"), dir / "log");
  run_to_the_end(crawl);
  const Crawled crawled = read_crawled(case_dir, server.url(""));
  CHECK(crawled == reference.crawled);
}
