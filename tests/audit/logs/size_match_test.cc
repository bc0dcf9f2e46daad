// SPDX-License-Identifier: GPL-3.0-or-later
//
// Versions of robots.txt that the log itself bears out by their size.

#include <doctest/doctest.h>

#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::kRules;
using test::Site;

constexpr const char* kLonger = "User-agent: *\nDisallow: /p/\nDisallow: /q/\n";
const auto kSize = static_cast<long>(std::string(kRules).size());
const auto kLongerSize = static_cast<long>(std::string(kLonger).size());

std::string date_of(int day) {
  return (day < 10 ? "0" : "") + std::to_string(day) +
         "/Nov/2026:10:00:00 +0000";
}

// How well the rules of 15 November are known by somebody else's reads on these
// days, with these sizes.
int grade_of(std::vector<std::pair<int, long>> reads, int status = 200,
             const char* method = "GET", const char* other = kLonger) {
  Site site(kRules);
  site.robots("20261120T000000Z", other);
  for (const auto& [when, bytes] : reads)
    site.hit("11.0.0.9", date_of(when), "/robots.txt", "ReaderBot/1", status,
             bytes, "-", method);
  site.hit("11.0.0.1", date_of(15), "/p/x", "MuteBot/1");
  for (const audit::Finding& finding : site.analyse().findings)
    if (finding.code == "V2") {
      CHECK((finding.facts["version_provenance"] == "size_match") ==
            (finding.grade.rules == 3));
      return finding.grade.rules;
    }
  return 0;
}

TEST_CASE("size: reads that match, and what they reach") {
  const struct {
    const char* what;
    std::vector<std::pair<int, long>> reads;
    int grade;
  } cases[] = {
      {"none", {}, 2},
      {"the day before", {{14, kSize}}, 3},
      {"the day after", {{16, kSize}}, 3},
      {"two days before", {{13, kSize}}, 2},
      {"between two", {{5, kSize}, {18, kSize}}, 3},
      {"between two that match, another size",
       {{5, kSize}, {10, kLongerSize}, {18, kSize}},
       2},
      {"another size beyond them",
       {{3, kLongerSize}, {5, kSize}, {18, kSize}},
       3},
      {"a packed answer", {{14, kSize - 5}}, 2},
      {"a packed answer beside one that matches",
       {{14, kSize}, {16, kSize - 5}},
       3},
      {"the other version's", {{14, kLongerSize}}, 2},
  };
  for (const auto& one : cases) {
    CAPTURE(one.what);
    CHECK(grade_of(one.reads) == one.grade);
  }
}

TEST_CASE("size: only of whole answers, and where it names one text") {
  const std::vector<std::pair<int, long>> reads = {{14, kSize}};
  CHECK(grade_of(reads, 200, "HEAD") == 2);
  CHECK(grade_of(reads, 206) == 2);
  CHECK(grade_of(reads, 304) == 2);
  CHECK(grade_of(reads, 200, "GET", "User-agent: *\nDisallow: /r/\n") == 2);
}

TEST_CASE("size: a log that counts the header names no version") {
  const auto graded = [](const char* format) {
    Site site(kRules);
    site.hit("11.0.0.9", date_of(14), "/robots.txt", "ReaderBot/1", 200, kSize)
        .hit("11.0.0.1", date_of(15), "/p/x", "MuteBot/1");
    Inputs inputs = site.inputs();
    inputs.format = format;
    for (const audit::Finding& finding : test::analysed(inputs, {}).findings)
      if (finding.code == "V2") return finding.grade.rules;
    return 0;
  };
  CHECK(graded(R"(%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i")") ==
        3);
  CHECK(graded(R"(%h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i")") ==
        2);
}

}  // namespace
}  // namespace veto::logs
