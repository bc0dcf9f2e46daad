// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where google/robotstxt and the lenient reading part from the RFC.
#include <string>

#include "tests/crawler/robots_table.h"

using namespace std::string_literals;
using namespace veto;
using crawler::Reading;
using crawler::RobotsRules;
using test::check_rows;

namespace {

struct Answers {
  bool rfc, google, lenient;  // allowed?
};

void check_readings(const std::string& text, std::string_view token,
                    std::string_view target, Answers allowed) {
  CAPTURE(text);
  CAPTURE(token);
  CAPTURE(target);
  const auto rules = RobotsRules::parse(text);
  CHECK(rules.verdict(token, target, Reading::rfc).allowed == allowed.rfc);
  CHECK(rules.verdict(token, target, Reading::google).allowed ==
        allowed.google);
  CHECK(rules.verdict(token, target, Reading::lenient).allowed ==
        allowed.lenient);
}

}  // namespace

TEST_CASE("Reading: names") {
  for (const char* name : {"rfc", "google", "lenient"})
    CHECK(to_string(crawler::parse_reading(name).value()) == name);
  CHECK_FALSE(crawler::parse_reading("RFC"));
  CHECK_FALSE(crawler::parse_reading(""));
}

TEST_CASE("readings: keys") {
  for (const char* key :
       {"Dissallow:", "dissalow:", "disalow:", "Diasllow:", "disallaw:",
        "Disallowed:", "disallow-all:", "Disallow", "DISALLOW\t"}) {
    check_readings("User-agent: a\n" + std::string(key) + " /x", "a", "/x",
                   {true, false, false});
  }
  for (const char* key : {"useragent:", "User Agent:", "user-agents:",
                          "User-agent", "User-agent-x:"}) {
    check_readings(std::string(key) + " a\nDisallow: /x", "a", "/x",
                   {true, false, false});
  }
  // Allow has prefixes, but no misspellings.
  check_readings("User-agent: a\nDisallow: /\nAllowed: /x", "a", "/x",
                 {false, true, true});
  check_readings("User-agent: a\nDisallow: /\nAlow: /x", "a", "/x",
                 {false, false, false});
}

TEST_CASE("readings: a missing colon is forgiven in two words only") {
  check_readings("User-agent: a\nDisallow /x", "a", "/x", {true, false, false});
  check_readings("User-agent: a\nDisallow /x # y z", "a", "/x",
                 {true, false, false});
  check_readings("User-agent: a\nDisallow /x y", "a", "/x", {true, true, true});
  check_readings("User-agent: a\nDisallow", "a", "/", {true, true, true});
}

TEST_CASE("readings: tokens") {
  check_readings("User-agent: img2dataset\nDisallow: /", "img2dataset", "/",
                 {true, true, false});
  check_readings("User-agent: img2dataset\nDisallow: /", "img", "/",
                 {true, false, true});
  check_readings("User-agent: IMG2Dataset\nDisallow: /", "img2dataset", "/",
                 {true, true, false});
  check_readings("User-agent: Kangaroo Bot\nDisallow: /", "Kangaroo Bot", "/",
                 {true, true, false});
  check_readings("User-agent: Kangaroo Bot\nDisallow: /", "Kangaroo", "/",
                 {true, false, true});
  check_readings("User-agent: Foobot/2.1\nDisallow: /", "Foobot", "/",
                 {true, false, true});
  check_readings("User-agent: quillbot.com\nDisallow: /", "quillbot.com", "/",
                 {true, true, false});
  check_readings("User-agent: 360Spider\nDisallow: /", "360Spider", "/",
                 {true, true, false});
  check_readings("User-agent: FooBot\nDisallow: /", "Foo", "/",
                 {true, true, true});
  check_readings("User-agent: * all of you\nDisallow: /", "a", "/",
                 {true, false, false});
  check_readings("User-agent: *a\nDisallow: /", "a", "/", {true, true, true});
}

TEST_CASE("readings: a token that names nobody still begins a group") {
  const std::string text =
      "User-agent: *\nDisallow: /x\nUser-agent: 5emeRue\nDisallow: /";
  check_readings(text, "a", "/", {true, true, true});
  check_readings(text, "5emeRue", "/", {true, true, false});
}

TEST_CASE("google: index.html stands for its folder, in Allow only") {
  check_rows(
      {{"index.html", "User-agent: *\nDisallow: /\nAllow: /a/index.html", "b",
        "/a/", true, 3},
       {"index.htm", "User-agent: *\nDisallow: /\nAllow: /a/index.htm", "b",
        "/a/", true, 3},
       {"the file itself", "User-agent: *\nDisallow: /\nAllow: /a/index.html",
        "b", "/a/index.html", true, 3},
       {"the folder alone", "User-agent: *\nDisallow: /\nAllow: /a/index.html",
        "b", "/a/x", false, 2},
       {"not in Disallow", "User-agent: *\nDisallow: /a/index.html", "b", "/a/",
        true, 0},
       {"as long as the folder and its end mark",
        "User-agent: *\nDisallow: /a/*\nAllow: /a/index.html", "b", "/a/", true,
        3}},
      Reading::google);
  check_readings("User-agent: *\nDisallow: /\nAllow: /index.html", "b", "/",
                 {false, true, false});
}

TEST_CASE("google: percent-encoding is weaker") {
  // Nothing is decoded, and the URL stays as it is.
  check_readings("User-agent: *\nDisallow: /%62%61%7A", "b", "/baz",
                 {false, true, false});
  check_readings("User-agent: *\nDisallow: /baz", "b", "/%62%61%7A",
                 {false, true, false});
  check_readings("User-agent: *\nDisallow: /\xE3\x83\x84", "b", "/%E3%83%84",
                 {false, false, false});
  check_readings("User-agent: *\nDisallow: /%e3%83%84", "b", "/%E3%83%84",
                 {false, false, false});
  check_readings("User-agent: *\nDisallow: /%E3%83%84", "b", "/%e3%83%84",
                 {false, true, false});
  check_readings("User-agent: *\nDisallow: /a?u=https://x", "b",
                 "/a?u=https%3A%2F%2Fx", {false, true, false});
}

TEST_CASE("google: a byte order mark, even a part of it") {
  for (const char* mark : {"\xEF", "\xEF\xBB", "\xEF\xBB\xBF"})
    check_rows({{mark, std::string(mark) + "User-agent: a\nDisallow: /", "a",
                 "/", false, 2}},
               Reading::google);
  check_rows({{"not the mark", "\xBB\xBFUser-agent: a\nDisallow: /", "a", "/",
               true, 0}},
             Reading::google);
}

TEST_CASE("google: a line ends at 16,663 bytes or at a NUL") {
  // "Disallow: " is 10 bytes; of the path 16,653 are left.
  const std::string fits(16652, 'x');
  const std::string text = "User-agent: a\nDisallow: /" + fits + "yyy";
  check_readings(text, "a", "/" + fits + "yyy", {false, false, false});
  check_readings(text, "a", "/" + fits + "z", {true, false, true});
  check_readings(text, "a", "/" + fits.substr(1), {true, true, true});
  const std::string nul = "User-agent: a\nDisallow: /x\0y"s;
  check_readings(nul, "a", "/x", {true, false, true});
}

TEST_CASE("lenient: white space in a path is percent-encoded") {
  check_readings("User-agent: a\nDisallow: /my photos/", "a", "/my%20photos/x",
                 {true, true, false});
}

TEST_CASE("lenient: the rest is read as in the RFC") {
  check_rows({{"several groups are combined",
               "User-agent: a1\nDisallow: /x\nUser-agent: b\nDisallow: /\n"
               "User-agent: A1\nDisallow: /y",
               "a1", "/y", false, 6},
              {"the longest wins", "User-agent: a1\nDisallow: /x\nAllow: /x/y",
               "a1", "/x/y", true, 3},
              {"named and star are not combined",
               "User-agent: *\nDisallow: /\nUser-agent: a1\nDisallow: /y", "a1",
               "/x", true, 0}},
             Reading::lenient);
}
