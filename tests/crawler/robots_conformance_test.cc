// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every rule of RFC 9309 and every documented departure of google/robotstxt,
// each in all three readings. The rows are numbered as in the project's notes
// on opt-out signals: 1 to 20 are the RFC's rules (section 1 of the notes), 101
// and up google/robotstxt's (1b), 201 and up traps of other parsers (1c). What
// a row says about fetching (13 to 16, 18) is in crawl_robots_test.cc and
// frontier_test.cc.
#include <set>
#include <string>

#include "crawler/api/robots.h"
#include "tests/support.h"

using namespace std::string_literals;
using namespace veto;
using crawler::Reading;
using crawler::RobotsRules;

namespace {

// A rule's line: negative where it disallows, 0 where no rule decides.
struct Row {
  int row;
  const char* why;
  std::string text;
  const char* token;
  std::string target;
  int rfc, google, lenient;
};

int answer(const RobotsRules& rules, const Row& row, Reading reading) {
  const auto verdict = rules.verdict(row.token, row.target, reading);
  // A verdict names its group whenever one applies, and its rule as written.
  CHECK(verdict.rule.empty() == (verdict.line == 0));
  if (verdict.line != 0) {
    CHECK(verdict.group_line > 0);
    CHECK(verdict.group_line < verdict.line);
    CHECK_FALSE(verdict.group.empty());
  }
  return verdict.allowed ? verdict.line : -verdict.line;
}

void check(const std::vector<Row>& rows, std::set<int> expected) {
  std::set<int> seen;
  for (const Row& row : rows) {
    CAPTURE(row.row);
    CAPTURE(row.why);
    CAPTURE(row.text);
    CAPTURE(row.token);
    CAPTURE(row.target);
    const auto rules = RobotsRules::parse(row.text);
    CHECK(answer(rules, row, Reading::rfc) == row.rfc);
    CHECK(answer(rules, row, Reading::google) == row.google);
    CHECK(answer(rules, row, Reading::lenient) == row.lenient);
    seen.insert(row.row);
  }
  CHECK(seen == expected);  // no row was forgotten
}

const std::string kCombined =
    "User-agent: a\nDisallow: /x\nUser-agent: b\nDisallow: /\n"
    "User-agent: A\nDisallow: /y\n";
const std::string kStarAndNamed =
    "User-agent: *\nDisallow: /x\nUser-agent: a\nDisallow: /y\n";
const std::string kEnds = "User-agent: a\rDisallow: /x\r\nDisallow: /y\n";

}  // namespace

TEST_CASE("RFC 9309: groups, tokens and which group applies") {
  check({{1, "a digit", "User-agent: AI2Bot\nDisallow: /", "AI2Bot", "/", 0, 0,
          -2},
         {1, "cut before the digit", "User-agent: AI2Bot\nDisallow: /", "AI",
          "/", 0, -2, 0},
         {1, "a dot", "User-agent: quillbot.com\nDisallow: /", "quillbot.com",
          "/", 0, 0, -2},
         {1, "a slash", "User-agent: iaskspider/2.0\nDisallow: /",
          "iaskspider/2.0", "/", 0, 0, -2},
         {1, "a space", "User-agent: Kangaroo Bot\nDisallow: /", "Kangaroo Bot",
          "/", 0, 0, -2},
         {1, "the whole alphabet", "User-agent: aZ-_\nDisallow: /", "aZ-_", "/",
          -2, -2, -2},
         {2, "letter case", "User-agent: GPTBot\nDisallow: /", "gptBOT", "/",
          -2, -2, -2},
         {2, "combined, the first", kCombined, "a", "/x", -2, -2, -2},
         {2, "combined, the last", kCombined, "a", "/y", -6, -6, -6},
         {2, "not the one between", kCombined, "a", "/z", 0, 0, 0},
         {3, "star for whom none names", kStarAndNamed, "c", "/x", -2, -2, -2},
         {3, "named and star apart", kStarAndNamed, "a", "/x", 0, 0, 0},
         {3, "neither", "User-agent: a\nDisallow: /", "c", "/", 0, 0, 0},
         {4, "agents share rules", "User-agent: a\nUser-agent: b\nDisallow: /",
          "a", "/", -3, -3, -3},
         {4, "a rule ends the agents",
          "User-agent: a\nAllow: /x\nUser-agent: b\nDisallow: /", "a", "/", 0,
          0, 0},
         {4, "a last group without rules is free",
          "User-agent: *\nDisallow: /\nUser-agent: a", "a", "/", 0, 0, 0},
         {5, "a rule before any group", "Disallow: /\nUser-agent: a\nAllow: /x",
          "a", "/", 0, 0, 0},
         {12, "Sitemap ends no group",
          "User-agent: a\nSitemap: https://x/s\nUser-agent: b\nDisallow: /",
          "a", "/", -4, -4, -4},
         {12, "nor does Crawl-delay",
          "User-agent: a\nCrawl-delay: 1\nUser-agent: b\nDisallow: /", "a", "/",
          -4, -4, -4},
         {12, "nor Content-Signal",
          "User-agent: a\nContent-Signal: ai-train=no\nUser-agent: b\n"
          "Disallow: /",
          "a", "/", -4, -4, -4},
         {12, "nor License, and rules go on after it",
          "User-agent: a\nDisallow: /x\nLicense: https://x/l\nDisallow: /y",
          "a", "/y", -4, -4, -4},
         {17, "a page of HTML", "<!DOCTYPE html>\n<p>Not found</p>\n", "a", "/",
          0, 0, 0},
         {17, "rules in a page of HTML",
          "<pre>\nUser-agent: *\nDisallow: /x\n</pre>", "a", "/x", -3, -3, -3},
         {20, "CR", kEnds, "a", "/x", -2, -2, -2},
         {20, "CR LF, then LF", kEnds, "a", "/y", -3, -3, -3},
         {20, "a blank line ends nothing", "User-agent: a\n\n\nDisallow: /x",
          "a", "/x", -4, -4, -4},
         {20, "tabs and spaces", "\t User-agent \t:\t a \nDisallow\t:/x\t ",
          "a", "/x", -2, -2, -2},
         {20, "the end of the file ends a line", "User-agent: a\nDisallow: /x",
          "a", "/x", -2, -2, -2}},
        {1, 2, 3, 4, 5, 12, 17, 20});
}

TEST_CASE("RFC 9309: which rule decides") {
  const std::string limit = "User-agent: a\nDisallow: /x\n" +
                            std::string(RobotsRules::kMaxBytes - 20, '#') +
                            "\nDisallow: /y\n";
  check({{6, "from the first octet", "User-agent: a\nDisallow: /b", "a", "/a/b",
          0, 0, 0},
         {6, "letter case", "User-agent: a\nDisallow: /B", "a", "/b", 0, 0, 0},
         {6, "most octets", "User-agent: a\nDisallow: /a\nAllow: /a/b", "a",
          "/a/b", 3, 3, 3},
         {6, "in any order", "User-agent: a\nAllow: /a/b\nDisallow: /a", "a",
          "/a/b", 2, 2, 2},
         {6, "a star is an octet", "User-agent: a\nAllow: /a\nDisallow: /*a",
          "a", "/a", -3, -3, -3},
         {6, "an end mark is an octet",
          "User-agent: a\nAllow: /a\nDisallow: /a$", "a", "/a", -3, -3, -3},
         {6, "of the rule, not of what it matched",
          "User-agent: a\nAllow: /a/bb\nDisallow: /*c", "a", "/a/bb/cccc", 2, 2,
          2},
         {7, "equal", "User-agent: a\nDisallow: /a\nAllow: /a", "a", "/a", 3, 3,
          3},
         {7, "equal, the other order", "User-agent: a\nAllow: /a\nDisallow: /a",
          "a", "/a", 2, 2, 2},
         {7, "as long, not the same",
          "User-agent: a\nDisallow: /*b\nAllow: /ab", "a", "/ab", 3, 3, 3},
         {8, "no rule matches", "User-agent: a\nDisallow: /x", "a", "/y", 0, 0,
          0},
         {8, "/robots.txt", "User-agent: *\nDisallow: /", "a", "/robots.txt", 0,
          0, 0},
         {9, "unreserved is decoded, rule",
          "User-agent: *\nDisallow: /%62%61%7A", "a", "/baz", -2, 0, -2},
         {9, "unreserved is decoded, URL", "User-agent: *\nDisallow: /baz", "a",
          "/%62%61%7A", -2, 0, -2},
         {9, "reserved is not", "User-agent: *\nDisallow: /a%2Fb", "a", "/a/b",
          0, 0, 0},
         {9, "reserved is itself", "User-agent: *\nDisallow: /a%2Fb", "a",
          "/a%2Fb", -2, -2, -2},
         {9, "beyond ASCII, rule", "User-agent: *\nDisallow: /\xE3\x83\x84",
          "a", "/%E3%83%84", -2, -2, -2},
         {9, "beyond ASCII, URL", "User-agent: *\nDisallow: /%E3%83%84", "a",
          "/\xE3\x83\x84", -2, 0, -2},
         {9, "digits in lower case, rule",
          "User-agent: *\nDisallow: /%e3%83%84", "a", "/%E3%83%84", -2, -2, -2},
         {10, "comment", "User-agent: a#b\nDisallow: /x#y", "a", "/xz", -2, -2,
          -2},
         {10, "end mark", "User-agent: a\nDisallow: /x$", "a", "/xy", 0, 0, 0},
         {10, "end mark, query", "User-agent: a\nDisallow: /x$", "a", "/x?y", 0,
          0, 0},
         {10, "no end mark inside", "User-agent: a\nDisallow: /x$y", "a", "/x",
          0, 0, 0},
         {10, "star", "User-agent: a\nDisallow: /x*y", "a", "/x/1/y/2", -2, -2,
          -2},
         {10, "star, nothing", "User-agent: a\nDisallow: /x*y", "a", "/xy", -2,
          -2, -2},
         {10, "literal star", "User-agent: a\nDisallow: /x%2Ay", "a", "/x*y",
          -2, 0, -2},
         {10, "literal star, encoded", "User-agent: a\nDisallow: /x%2Ay", "a",
          "/x%2Ay", -2, -2, -2},
         {10, "literal end mark", "User-agent: a\nDisallow: /x%24", "a", "/x$",
          -2, 0, -2},
         {10, "leading star (erratum 7995)", "User-agent: a\nDisallow: *.jpg$",
          "a", "/p/face.jpg", -2, -2, -2},
         {11, "empty Disallow", "User-agent: a\nDisallow:", "a", "/", 0, 0, 0},
         {11, "empty Allow", "User-agent: a\nDisallow: /\nAllow:", "a", "/", -2,
          -2, -2},
         {19, "read up to the limit", limit, "a", "/x", -2, -2, -2},
         {19, "not beyond it", limit, "a", "/y", 0, 0, 0}},
        {6, 7, 8, 9, 10, 11, 19});
}

TEST_CASE("google/robotstxt: keys and tokens") {
  const std::string typos =
      "user agent: a\nDissallow: /a\ndissalow: /b\ndisalow: /c\n"
      "diasllow: /d\ndisallaw: /e\n";
  check({{101, "a longer Allow", "User-agent: *\nDisallow: /\nAllowed: /x", "a",
          "/x", -2, 3, 3},
         {101, "a longer Disallow", "User-agent: *\nDisallow-all: /x", "a",
          "/x", 0, -2, -2},
         {101, "a longer User-agent", "User-agents: a\nDisallow: /x", "a", "/x",
          0, -2, -2},
         {102, "useragent", "useragent: a\nDisallow: /x", "a", "/x", 0, -2, -2},
         {102, "dissallow", typos, "a", "/a", 0, -2, -2},
         {102, "dissalow", typos, "a", "/b", 0, -3, -3},
         {102, "disalow", typos, "a", "/c", 0, -4, -4},
         {102, "diasllow", typos, "a", "/d", 0, -5, -5},
         {102, "disallaw", typos, "a", "/e", 0, -6, -6},
         {102, "none for Allow", "User-agent: *\nDisallow: /\nAlow: /x", "a",
          "/x", -2, -2, -2},
         {103, "no colon, two words", "User-agent a\nDisallow /x", "a", "/x", 0,
          -2, -2},
         {103, "no colon, three words", "User-agent: a\nDisallow /x y", "a",
          "/x", 0, 0, 0},
         {104, "cut at a space", "User-agent: Googlebot Images\nDisallow: /",
          "Googlebot", "/", 0, -2, 0},
         {104, "cut at a digit", "User-agent: img2dataset\nDisallow: /", "img",
          "/", 0, -2, 0},
         {104, "nothing is left", "User-agent: 360Spider\nDisallow: /",
          "360Spider", "/", 0, 0, -2},
         {104, "compared whole", "User-agent: Googlebot\nDisallow: /",
          "Googlebot-Image", "/", 0, 0, 0},
         {104, "star and text", "User-agent: * everyone\nDisallow: /", "a", "/",
          0, -2, -2},
         {105, "index.html of Allow",
          "User-agent: *\nDisallow: /\nAllow: /a/index.html", "a", "/a/", -2, 3,
          -2},
         {105, "index.htm of Allow",
          "User-agent: *\nDisallow: /\nAllow: /a/index.htm", "a", "/a/", -2, 3,
          -2},
         {105, "not of Disallow", "User-agent: *\nDisallow: /a/index.html", "a",
          "/a/", 0, 0, 0}},
        {101, 102, 103, 104, 105});
}

TEST_CASE("google/robotstxt: lines, encoding and patterns") {
  // "Disallow: " and 16,653 octets of path are 16,663, one less than 2083 * 8.
  const std::string path = "/" + std::string(16652, 'x');
  const std::string long_line = "User-agent: a\nDisallow: " + path + "yy";
  check({{106, "the line is cut, the rule stays", long_line, "a", path + "z", 0,
          -2, 0},
         {106, "cut or not", long_line, "a", path + "yy", -2, -2, -2},
         {106, "a NUL ends the line", "User-agent: a\nDisallow: /x\0y"s, "a",
          "/x", 0, -2, 0},
         {107, "byte order mark", "\xEF\xBB\xBFUser-agent: a\nDisallow: /", "a",
          "/", -2, -2, -2},
         {107, "a part of it", "\xEF\xBBUser-agent: a\nDisallow: /", "a", "/",
          0, -2, 0},
         {107, "CR LF is one end", "User-agent: a\r\n\r\nDisallow: /\r\n", "a",
          "/", -3, -3, -3},
         {108, "nothing is decoded in a rule",
          "User-agent: *\nDisallow: /\nAllow: /foo/bar/%62%61%7A", "a",
          "/foo/bar/baz", 3, -2, 3},
         {108, "its digits become upper case", "User-agent: *\nDisallow: /%aa",
          "a", "/%AA", -2, -2, -2},
         {108, "the URL is left alone", "User-agent: *\nDisallow: /%AA", "a",
          "/%aa", -2, 0, -2},
         {109, "disallow wins only when longer",
          "User-agent: *\nAllow: /p\nDisallow: /", "a", "/page", 2, 2, 2},
         {109, "tie", "User-agent: *\nDisallow: /folder\nAllow: /folder", "a",
          "/folder/page", 3, 3, 3},
         {109, "without a slash it never matches",
          "User-agent: *\nDisallow: foo", "a", "/foo", 0, 0, 0},
         {109, "a leading star matches", "User-agent: *\nDisallow: *.jpg", "a",
          "/x.jpg", -2, -2, -2},
         {110, "no fallback to another token",
          "User-agent: Googlebot\nDisallow: /", "Googlebot-News", "/", 0, 0, 0},
         {111, "tags that are seen and not used",
          "User-agent: a\nContent-Usage: train-ai=n\nNoindex: /x\nHost: h\n"
          "Clean-param: p\nRequest-rate: 1/5\nVisit-time: 0600-0845\n"
          "User-agent: b\nDisallow: /",
          "a", "/x", -9, -9, -9}},
        {106, 107, 108, 109, 110, 111});
}

TEST_CASE("what other parsers get wrong") {
  const std::string bleeding =
      "User-agent: *\nDisallow: /x\nUser-agent: 5emeRue\nDisallow: /";
  check({{201, "no match by prefix (Protego)",
          "User-agent: hedwig\nDisallow: /", "hedwig-images", "/", 0, 0, 0},
         {202, "no match by substring (crawler-commons)",
          "User-agent: bot\nDisallow: /", "mybot", "/", 0, 0, 0},
         {203, "an invalid token does not fall to the group before (robotspy)",
          bleeding, "a", "/y", 0, 0, 0},
         {203, "and where it is read, it is a group of its own", bleeding,
          "5emeRue", "/y", 0, 0, -4},
         {204, "the longest, not the first (older urllib)",
          "User-agent: *\nDisallow: /\nAllow: /x", "a", "/x", 3, 3, 3},
         {204, "wildcards (older urllib)", "User-agent: *\nDisallow: /*/x", "a",
          "/a/x", -2, -2, -2},
         {205, "a list after one colon names nobody",
          "User-agent: a, b\nDisallow: /", "b", "/", 0, 0, 0}},
        {201, 202, 203, 204, 205});
}
