// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long a robots.txt takes to read and a verdict to give, in CPU time.
//
//   bench_robots [SECONDS]     for each measurement; 1 where nothing is said
//
// The file is made here: 203 rules, wildcards and "$", nine named crawlers and
// "*". The peers are two ways to use the same code as others offer it: the
// file read again for each question, and every rule compared in turn.

#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "crawler/api/robots.h"
#include "tests/crawler/robots_reference.h"

using namespace veto;
using crawler::Reading;
using crawler::RobotsRules;

namespace {

constexpr int kUrls = 100'000;

class Words {
 public:
  std::string word() {
    static constexpr const char* kWords[] = {
        "shop",  "cart",   "news",  "search", "print", "people", "archive",
        "admin", "login",  "media", "images", "blog",  "photo",  "press",
        "user",  "folder", "tag",   "page",   "item",  "de",     "profile"};
    return kWords[below(std::size(kWords))];
  }
  std::size_t below(std::size_t end) { return random_() % end; }

 private:
  std::mt19937 random_{20261124};
};

// One in four has a "*", one in five of those a "$".
std::string pattern(Words& words, std::size_t number) {
  const std::string tail = words.word() + std::to_string(number);
  switch (number % 20) {
    case 0:
      return "/*." + words.word() + "$";
    case 5:
      return "/*?" + tail + "=";
    case 10:
      return "/" + words.word() + "/*/" + tail + "/";
    case 15:
      return "/*/" + tail;
    default:
      return "/" + words.word() + "/" + tail + (number % 3 == 0 ? "/" : "");
  }
}

std::string robots_file() {
  Words words;
  std::string text = "# made by tests/bench/robots\n";
  const auto group = [&](const std::string& token, int rules) {
    text += "User-agent: " + token + "\n";
    for (int i = 0; i < rules; ++i)
      text += (i % 7 == 3 ? "Allow: " : "Disallow: ") +
              pattern(words, words.below(1000)) + "\n";
    text += "\n";
  };
  group("*", 110);
  text += "User-agent: GPTBot\nDisallow: /\n\n";
  group("Googlebot", 10);
  for (const char* token :
       {"bingbot", "CCBot", "ClaudeBot", "Amazonbot", "Applebot", "Bytespider"})
    group(token, 12);
  group("ImagesiftBot", 10);
  return text + "Sitemap: https://example.org/sitemap.xml\n";
}

std::vector<std::string> targets() {
  Words words;
  std::vector<std::string> made;
  for (int i = 0; i < kUrls; ++i) {
    std::string target = "/" + words.word() + "/" + words.word() +
                         std::to_string(words.below(1000));
    while (target.size() < 30 + words.below(30)) target += "/" + words.word();
    if (words.below(4) == 0) target += "?" + words.word() + "=1";
    made.push_back(std::move(target));
  }
  return made;
}

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) +
         static_cast<double>(now.tv_nsec) / 1e9;
}

// Nanoseconds of one call: the median of seven rounds that share the time.
template <typename Call>
double nanoseconds(double seconds, Call&& call) {
  std::vector<double> rounds;
  for (int round = 0; round < 7; ++round) {
    const double begin = cpu_seconds();
    double spent = 0;
    std::size_t calls = 0;
    while (spent < seconds / 7) {
      for (int i = 0; i < 16; ++i) call(calls++);
      spent = cpu_seconds() - begin;
    }
    rounds.push_back(spent * 1e9 / static_cast<double>(calls));
  }
  std::sort(rounds.begin(), rounds.end());
  return rounds[rounds.size() / 2];
}

std::size_t kept = 0;  // so that no answer is optimised away

void measure_parsing(const std::string& text, double seconds) {
  const auto tell = [&](const char* what, double ns) {
    fmt::print("parse   {:<34} {:8.1f} us  {:6.0f} MB/s\n", what, ns / 1e3,
               static_cast<double>(text.size()) * 1e3 / ns);
  };
  const auto read = [&](std::initializer_list<Reading> readings) {
    return nanoseconds(seconds, [&](std::size_t) {
      const auto rules = RobotsRules::parse(text);
      for (Reading reading : readings) kept += rules.names("GPTBot", reading);
    });
  };
  tell("ready for one reading (rfc)", read({Reading::rfc}));
  tell("ready for one reading (google)", read({Reading::google}));
  tell("ready for all three",
       read({Reading::rfc, Reading::google, Reading::lenient}));
}

void measure_verdicts(const std::string& text, const std::string& token,
                      const std::vector<std::string>& urls, double seconds) {
  const auto rules = RobotsRules::parse(text);
  const auto url = [&](std::size_t i) -> const std::string& {
    return urls[i % urls.size()];
  };
  const double decide = nanoseconds(seconds, [&](std::size_t i) {
    kept += static_cast<std::size_t>(rules.decide(token, url(i)).line);
  });
  const double verdict = nanoseconds(seconds, [&](std::size_t i) {
    kept += rules.verdict(token, url(i)).rule.size();
  });
  const double reread = nanoseconds(seconds, [&](std::size_t i) {
    kept += RobotsRules::parse(text).decide(token, url(i)).allowed;
  });
  const double plain = nanoseconds(seconds, [&](std::size_t i) {
    kept += test::reference_decide(text, token, url(i), Reading::rfc).allowed;
  });
  fmt::print(
      "verdict {:<10} decide {:6.0f} ns  with rule and group {:6.0f} ns  "
      "parse each time {:7.0f} ns ({:.0f}x)  reference {:7.0f} ns ({:.0f}x)\n",
      token, decide, verdict, reread, reread / decide, plain, plain / decide);
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 1;
  const std::string text = robots_file();
  const auto urls = targets();
  std::size_t bytes = 0;
  for (const auto& url : urls) bytes += url.size();
  fmt::print("file    {} bytes, {} rules; {} URLs of {:.0f} bytes\n",
             text.size(), 110 + 1 + 10 + 6 * 12 + 10, urls.size(),
             static_cast<double>(bytes) / static_cast<double>(urls.size()));
  measure_parsing(text, seconds);
  for (const char* token : {"Mybot", "GPTBot", "Googlebot"})
    measure_verdicts(text, token, urls, seconds);
  fmt::print("target  verdict <= 400 ns, parse >= 150 MB/s{}\n",
             kept == 0 ? "!" : "");
  return 0;
}
