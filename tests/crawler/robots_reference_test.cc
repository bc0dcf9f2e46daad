// SPDX-License-Identifier: GPL-3.0-or-later
//
// The fast verdict is the slow one's, whatever the input.
#include "tests/crawler/robots_reference.h"

#include <random>
#include <string>

#include "tests/support.h"

using namespace veto;
using crawler::Reading;
using crawler::RobotsRules;

namespace {

// Short words of few letters, so that much matches and ties are frequent.
class Inputs {
 public:
  explicit Inputs(unsigned seed) : random_(seed) {}

  std::string pick(std::initializer_list<const char*> words) {
    return words.begin()[below(static_cast<int>(words.size()))];
  }
  int below(int end) { return static_cast<int>(random_() % unsigned(end)); }

  std::string path(bool pattern) {
    std::string text = below(12) == 0 ? "" : "/";
    for (int pieces = below(9); pieces > 0; --pieces)
      text +=
          pattern
              ? pick({"a", "b",        "ab",         "/",   "*",        "$",
                      ".", "?",        "%61",        "%2F", "%2f",      "%3A",
                      ":", "abcdefgh", "index.html", "%",   "\xC3\xA9", "~",
                      "&", "%24",      "aaaa"})
              : pick({"a",      "b",        "ab", "/",        "*",
                      "$",      ".",        "?",  "%61",      "%2F",
                      "%2f",    "%3a",      ":",  "abcdefgh", "index.html",
                      "%C3%A9", "\xC3\xA9", "~",  "&",        "aaaa"});
    return text;
  }

  std::string file() {
    std::string text;
    for (int lines = 1 + below(40); lines > 0; --lines) {
      const std::string end = pick({"\n", "\n", "\n", "\r\n", "\r", "\n\n"});
      if (below(5) == 0) {
        text += pick({"User-agent: ", "user-agent:", "useragent: "}) +
                pick({"a", "A", "b", "*", "a1", "* x", "", "b c"}) + end;
      } else {
        text += pick({"Disallow: ", "Disallow:", "Allow: ", "allow :",
                      "Dissallow: ", "Allowed: ", "Sitemap: ", "Disallow "}) +
                path(true) + pick({"", "", "", " # x", " y", "*", "$"}) + end;
      }
    }
    return text;
  }

 private:
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("the fast matcher decides as the plain one does") {
  int denied = 0;
  int ruled = 0;
  for (unsigned seed = 1; seed <= 4000; ++seed) {
    Inputs inputs(seed);
    const std::string text =
        "User-agent: " + inputs.pick({"*", "a"}) + "\n" + inputs.file();
    const RobotsRules rules = RobotsRules::parse(text);
    for (int i = 0; i < 12; ++i) {
      const std::string target = "/" + inputs.path(false);
      const std::string token = inputs.pick({"a", "b", "A1", "zz", "b c"});
      for (Reading reading :
           {Reading::rfc, Reading::google, Reading::lenient}) {
        const auto expected =
            test::reference_decide(text, token, target, reading);
        const auto got = rules.decide(token, target, reading);
        const bool same =
            got.allowed == expected.allowed && got.line == expected.line;
        if (!same) {
          CAPTURE(text);
          CAPTURE(token);
          CAPTURE(target);
          CAPTURE(to_string(reading));
          CAPTURE(expected.line);
          CHECK(got.line == expected.line);
          CHECK(got.allowed == expected.allowed);
        }
        const auto verdict = rules.verdict(token, target, reading);
        REQUIRE(verdict.line == got.line);
        REQUIRE(verdict.allowed == got.allowed);
        denied += !got.allowed;
        ruled += got.line > 0;
      }
    }
  }
  // The inputs are worth the name: both answers, and rules behind them.
  CHECK(denied > 10000);
  CHECK(ruled - denied > 10000);
}

TEST_CASE("a sieve never turns away what matches") {
  for (unsigned seed = 1; seed <= 20000; ++seed) {
    Inputs inputs(seed);
    const std::string pattern = inputs.path(true);
    const std::string target = inputs.path(false);
    CAPTURE(pattern);
    CAPTURE(target);
    const bool matches = test::reference_match(pattern, target);
    REQUIRE(crawler::robots_match(pattern, target) == matches);
    const auto sieve = crawler::RobotsSieve::of_pattern(pattern);
    for (const bool with_pairs : {false, true})
      if (matches)
        REQUIRE(sieve.may_match(
            crawler::RobotsSieve::of_target(target, with_pairs)));
  }
}

TEST_CASE("a sieve turns most of the others away") {
  const auto target =
      crawler::RobotsSieve::of_target("/shop/item/1234?colour=red", true);
  for (const char* pattern :
       {"/shop/cart", "/*.pdf$", "/*/print/*", "*session=", "/shoq*"})
    CHECK_FALSE(crawler::RobotsSieve::of_pattern(pattern).may_match(target));
}
