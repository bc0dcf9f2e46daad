// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading::rfc, section by section of RFC 9309.
#include <string>

#include "tests/crawler/robots_table.h"

using namespace veto;
using crawler::Reading;
using crawler::RobotsRules;
using test::check_rows;

TEST_CASE("RFC 9309, 2.1: what makes a group") {
  check_rows(
      {{"one group, one rule", "User-agent: a\nDisallow: /x\n", "a", "/x",
        false, 2},
       {"two agents share the rules",
        "User-agent: a\nUser-agent: b\nDisallow: /", "a", "/", false, 3},
       {"the second of two agents", "User-agent: a\nUser-agent: b\nDisallow: /",
        "b", "/", false, 3},
       {"a rule ends the run of agents",
        "User-agent: a\nDisallow: /x\nUser-agent: b\nDisallow: /y", "a", "/y",
        true, 0},
       {"an empty rule ends it too",
        "User-agent: a\nDisallow:\nUser-agent: b\nDisallow: /", "a", "/", true,
        0},
       {"a rule that cannot be read ends it too",
        "User-agent: a\nDisallow: /x y\nUser-agent: b\nDisallow: /", "a", "/",
        true, 0},
       {"blank line between agents",
        "User-agent: a\n\n\nUser-agent: b\nDisallow: /", "a", "/", false, 5},
       {"blank line before the rule", "User-agent: a\n\nDisallow: /", "a", "/",
        false, 3},
       {"comment between agents",
        "User-agent: a\n# or\nUser-agent: b\nDisallow: /", "a", "/", false, 4},
       {"a last group without rules allows all",
        "User-agent: *\nDisallow: /\nUser-agent: a", "a", "/", true, 0},
       {"and only for whom it names",
        "User-agent: *\nDisallow: /\nUser-agent: a", "b", "/", false, 2}},
      Reading::rfc);
}

TEST_CASE("RFC 9309, 2.2: lines, white space and letter case") {
  check_rows(
      {{"CR", "User-agent: a\rDisallow: /x\r", "a", "/x", false, 2},
       {"LF", "User-agent: a\nDisallow: /x\n", "a", "/x", false, 2},
       {"CR LF counts once", "User-agent: a\r\n\r\nDisallow: /x\r\n", "a", "/x",
        false, 3},
       {"LF CR is two ends", "User-agent: a\n\rDisallow: /x", "a", "/x", false,
        3},
       {"no end of line at the end", "User-agent: a\nDisallow: /x", "a", "/x",
        false, 2},
       {"tabs and blanks", "\tUser-agent\t: \ta \n Disallow :\t/x\t", "a", "/x",
        false, 2},
       {"no blank after the colon", "User-agent:a\nDisallow:/x", "a", "/x",
        false, 2},
       {"keys in any case", "uSER-AGENT: a\ndISALLOW: /x", "a", "/x", false, 2},
       {"byte order mark", "\xEF\xBB\xBFUser-agent: a\nDisallow: /x", "a", "/x",
        false, 2},
       {"half a byte order mark spoils the first line",
        "\xEF\xBBUser-agent: a\nDisallow: /x", "a", "/x", true, 0},
       {"a byte order mark further down is a character",
        "User-agent: b\n\xEF\xBB\xBFUser-agent: a\nDisallow: /x", "a", "/x",
        true, 0},
       {"no colon, no record", "User-agent a\nDisallow /x", "a", "/x", true, 0},
       {"misspelt key", "User-agent: a\nDissallow: /x", "a", "/x", true, 0},
       {"longer key", "User-agent: a\nDisallowed: /x", "a", "/x", true, 0},
       {"key with a space", "User agent: a\nDisallow: /x", "a", "/x", true, 0},
       {"white space within a path is no path", "User-agent: a\nDisallow: /x y",
        "a", "/x%20y", true, 0},
       {"control within a path is no path", "User-agent: a\nDisallow: /x\x01y",
        "a", "/x%01y", true, 0},
       {"path that begins with nothing special", "User-agent: a\nDisallow: x",
        "a", "/x", true, 0}},
      Reading::rfc);
}

TEST_CASE("RFC 9309, 2.2.1: the user-agent line") {
  check_rows(
      {{"token without regard to case", "User-agent: GPTBot\nDisallow: /",
        "gptbot", "/", false, 2},
       {"no match by prefix", "User-agent: Foo\nDisallow: /", "FooBot", "/",
        true, 0},
       {"nor of a prefix", "User-agent: FooBot\nDisallow: /", "Foo", "/", true,
        0},
       {"hyphen and underscore", "User-agent: a-b_c\nDisallow: /", "A-B_C", "/",
        false, 2},
       {"groups of one token are combined",
        "User-agent: a\nDisallow: /x\nUser-agent: b\nDisallow: /b\n"
        "User-agent: A\nDisallow: /y",
        "a", "/x", false, 2},
       {"the later one counts as well",
        "User-agent: a\nDisallow: /x\nUser-agent: b\nDisallow: /b\n"
        "User-agent: A\nDisallow: /y",
        "a", "/y", false, 6},
       {"combined rules compete",
        "User-agent: a\nDisallow: /x\nUser-agent: a\nAllow: /x/y", "a", "/x/y",
        true, 4},
       {"star for those not named", "User-agent: *\nDisallow: /x", "a", "/x",
        false, 2},
       {"named and star are not combined",
        "User-agent: *\nDisallow: /x\nUser-agent: a\nDisallow: /y", "a", "/x",
        true, 0},
       {"several star groups are",
        "User-agent: *\nDisallow: /x\nUser-agent: a\nDisallow: /y\n"
        "User-agent: *\nDisallow: /z",
        "b", "/z", false, 6},
       {"neither named nor star", "User-agent: b\nDisallow: /", "a", "/", true,
        0},
       {"star and a name in one group, named",
        "User-agent: *\nUser-agent: a\nDisallow: /x", "a", "/x", false, 3},
       {"star and a name in one group, not named",
        "User-agent: *\nUser-agent: a\nDisallow: /x", "b", "/x", false, 3}},
      Reading::rfc);
}

TEST_CASE("RFC 9309, 2.2.1: a token outside the grammar names nobody") {
  for (const char* token :
       {"img2dataset", "AI2Bot", "quillbot.com", "Kangaroo Bot",
        "iaskspider/2.0", "* x", "**", "360Spider", ""}) {
    CAPTURE(token);
    const std::string text =
        "User-agent: *\nDisallow: /x\nUser-agent: " + std::string(token) +
        "\nDisallow: /y\n";
    const RobotsRules rules = RobotsRules::parse(text);
    CHECK_FALSE(rules.names(token));
    CHECK(rules.verdict(token, "/x").line == 2);
    CHECK(rules.verdict(token, "/y").allowed);
    // Its rules do not fall to the group before.
    CHECK(rules.verdict("other", "/y").allowed);
  }
}

TEST_CASE("RFC 9309, 2.2.2: rules before any group") {
  check_rows({{"first line", "Disallow: /\nUser-agent: a\nDisallow: /x", "a",
               "/", true, 0},
              {"they end no group either",
               "Disallow: /\nUser-agent: a\nUser-agent: b\nDisallow: /x", "a",
               "/x", false, 4},
              {"nothing but rules", "Disallow: /", "a", "/", true, 0}},
             Reading::rfc);
}

TEST_CASE("RFC 9309, 2.2.2: the most specific rule") {
  const std::string both =
      "User-agent: a\nDisallow: /x\nAllow: /x/page\nDisallow: /x/page/deep";
  check_rows(
      {{"only the short one", both, "a", "/x/other", false, 2},
       {"the longer allow", both, "a", "/x/page", true, 3},
       {"the longest disallow", both, "a", "/x/page/deep/1", false, 4},
       {"order does not matter", "User-agent: a\nAllow: /x/y\nDisallow: /x",
        "a", "/x/y", true, 2},
       {"equal: allow", "User-agent: a\nDisallow: /x\nAllow: /x", "a", "/x",
        true, 3},
       {"equal: allow, the other order",
        "User-agent: a\nAllow: /x\nDisallow: /x", "a", "/x", true, 2},
       {"the first of two equal ones is named",
        "User-agent: a\nDisallow: /x\nDisallow: /x", "a", "/x", false, 2},
       {"a star is an octet", "User-agent: a\nAllow: /x\nDisallow: /*x", "a",
        "/x", false, 3},
       {"the end mark is an octet", "User-agent: a\nAllow: /x\nDisallow: /x$",
        "a", "/x", false, 3},
       {"case matters in paths", "User-agent: a\nDisallow: /X", "a", "/x", true,
        0},
       {"a prefix, not a word", "User-agent: a\nDisallow: /fish", "a",
        "/fishing?x", false, 2},
       {"the query is part of it", "User-agent: a\nDisallow: /x?b", "a",
        "/x?b=1", false, 2},
       {"a trailing question mark is an octet", "User-agent: a\nDisallow: /x?",
        "a", "/x", true, 0},
       {"no rule, no restriction", "User-agent: a\nDisallow: /x", "a", "/y",
        true, 0}},
      Reading::rfc);
}

TEST_CASE("RFC 9309, 2.2.2: empty patterns and /robots.txt") {
  check_rows(
      {{"empty Disallow", "User-agent: a\nDisallow:", "a", "/x", true, 0},
       {"empty Allow does not win", "User-agent: a\nAllow:\nDisallow: /", "a",
        "/x", false, 3},
       {"comment alone is empty", "User-agent: a\nDisallow: # all\n", "a", "/x",
        true, 0},
       {"/robots.txt is always allowed", "User-agent: *\nDisallow: /", "a",
        "/robots.txt", true, 0},
       {"even when named", "User-agent: *\nDisallow: /robots.txt", "a",
        "/robots.txt", true, 0},
       {"what only begins so is not", "User-agent: *\nDisallow: /", "a",
        "/robots.txt.gz", false, 2},
       {"nor is one in a folder", "User-agent: *\nDisallow: /", "a",
        "/x/robots.txt", false, 2}},
      Reading::rfc);
}

TEST_CASE("RFC 9309, 2.2.2: percent-encoding, both sides") {
  struct Row {
    const char* pattern;
    const char* target;
    bool matches;
  };
  // The first five are the table of the section.
  for (const Row& row : std::initializer_list<Row>{
           {"/foo/bar?baz=quz", "/foo/bar?baz=quz", true},
           {"/foo/bar?baz=https://foo.bar",
            "/foo/bar?baz=https%3A%2F%2Ffoo.bar", true},
           {"/foo/bar/\xE3\x83\x84", "/foo/bar/%E3%83%84", true},
           {"/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84", true},
           {"/foo/bar/%62%61%7A", "/foo/bar/baz", true},
           {"/foo/bar?baz=https%3A%2F%2Ffoo.bar",
            "/foo/bar?baz=https://foo.bar", true},
           {"/foo/bar/baz", "/foo/bar/%62%61%7A", true},
           {"/foo/bar/%e3%83%84", "/foo/bar/\xE3\x83\x84", true},
           {"/%7Euser", "/~user", true},
           {"/~user", "/%7euser", true},
           {"/a%2Fb", "/a/b", false},
           {"/a/b", "/a%2Fb", false},
           {"/a%2fb", "/a%2Fb", true},
           {"/a%3Fb", "/a?b", false},
           {"/*/feed", "/r?u=/feed", true},
           {"/*/feed", "/r?u=%2Ffeed", true},
           {"/*%2Ffeed", "/r?u=%2Ffeed", true},
           {"/a?x=%26", "/a?x=&", false},
           {"/a|b", "/a%7Cb", true},
           {"/a%7cb", "/a|b", true},
           {"/a[1]", "/a%5B1%5D", true},
           {"/100%", "/100%25", true},
           {"/100%25", "/100%", true},
           {"/a%2", "/a%252", true},
           {"/a%zz", "/a%25zz", true},
           {"/\xFF", "/%FF", true}}) {
    CAPTURE(row.pattern);
    CAPTURE(row.target);
    const auto rules = RobotsRules::parse("User-agent: *\nDisallow: " +
                                          std::string(row.pattern));
    CHECK(rules.verdict("a", row.target).allowed != row.matches);
  }
}

TEST_CASE("RFC 9309, 2.2.3: special characters") {
  struct Row {
    const char* pattern;
    const char* target;
    bool matches;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"/a # not this", "/a", true},
           {"/a#b", "/ab", true},
           {"/a*b", "/a/x/b/c", true},
           {"/a*b", "/a/x/c", false},
           {"/a*", "/a", true},
           {"/*.gif$", "/x/y.gif", true},
           {"/*.gif$", "/x/y.gif?z", false},
           {"/*.gif$", "/x.gif/y.gif", true},
           {"*.gif$", "/x/y.gif", true},  // section 5.1 against the ABNF
           {"*", "/anything", true},
           {"/a$", "/a", true},
           {"/a$", "/ab", false},
           {"/a$b", "/a$bc", true},  // an end mark only at the end
           {"/a$b", "/a", false},
           {"/a$$", "/a$", true},
           {"/**x", "/yx", true},
           {"/*x*", "/yxz", true},
           {"/*x*$", "/yxz", true},
           {"/a*b*b$", "/ab", false},
           {"/a*b*b$", "/abb", true},
           {"/ab*b$", "/ab", false},  // a piece is not used twice
           {"/path/file-with-a-%2A.html", "/path/file-with-a-*.html", true},
           {"/path/file-with-a-%2A.html", "/path/file-with-a-x.html", false},
           {"/path/foo-%24", "/path/foo-$", true},
           {"/path/foo-%24", "/path/foo-", false},
           {"/x%2a", "/x%2A", true}}) {
    CAPTURE(row.pattern);
    CAPTURE(row.target);
    const auto rules = RobotsRules::parse("User-agent: *\nDisallow: " +
                                          std::string(row.pattern));
    CHECK(rules.verdict("a", row.target).allowed != row.matches);
  }
}

TEST_CASE("RFC 9309, 2.2.4: other records do not interfere") {
  for (const char* record :
       {"Sitemap: https://example.com/s.xml", "Crawl-delay: 5", "Host: x",
        "Content-Signal: ai-train=no", "License: https://x/l.xml", "nonsense",
        ":", "<!DOCTYPE html>"}) {
    CAPTURE(record);
    const std::string line = std::string(record) + "\n";
    const auto between = RobotsRules::parse("User-agent: a\n" + line +
                                            "User-agent: b\nDisallow: /");
    CHECK(between.verdict("a", "/").line == 4);
    CHECK(between.verdict("b", "/").line == 4);
    const auto within = RobotsRules::parse("User-agent: a\nDisallow: /x\n" +
                                           line + "Disallow: /y");
    CHECK(within.verdict("a", "/y").line == 4);
    const auto only = RobotsRules::parse("User-agent: *\nDisallow: /\n" +
                                         ("User-agent: a\n" + line));
    CHECK(only.verdict("a", "/").allowed);
  }
}

TEST_CASE("RFC 9309, 2.3.1.5: a page of HTML that holds a rule") {
  check_rows({{"no rules in it", "<html><body>Not found</body></html>", "a",
               "/", true, 0},
              {"the rules in it count",
               "<html>\nUser-agent: *\n<br>\nDisallow: /x\n</html>", "a", "/x",
               false, 4}},
             Reading::rfc);
}

TEST_CASE("RFC 9309, 5.1: the simple example") {
  const std::string text =
      "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\n"
      "Allow: /publications/\n\nUser-Agent: foobot\nDisallow:/\n"
      "Allow:/example/page.html\nAllow:/example/allowed.gif\n\n"
      "User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n"
      "\nUser-Agent: quxbot\n\nEOF";
  check_rows(
      {{"any bot, image", text, "any", "/a.gif", false, 2},
       {"any bot, folder", text, "any", "/example/", false, 3},
       {"any bot, rest", text, "any", "/publications/x", true, 4},
       {"foobot, root", text, "foobot", "/", false, 7},
       {"foobot, page", text, "foobot", "/example/page.html", true, 8},
       {"foobot, image", text, "foobot", "/example/allowed.gif", true, 9},
       {"barbot", text, "barbot", "/example/page.html", false, 13},
       {"bazbot", text, "bazbot", "/example/page.html", false, 13},
       {"barbot, image", text, "barbot", "/a.gif", true, 0},
       {"quxbot", text, "quxbot", "/example/", true, 0}},
      Reading::rfc);
}

TEST_CASE("RFC 9309, 5.2: the longest match") {
  const std::string text =
      "User-Agent: foobot\nAllow: /example/page/\n"
      "Disallow: /example/page/disallowed.gif";
  check_rows(
      {{"page", text, "foobot", "/example/page/", true, 2},
       {"image", text, "foobot", "/example/page/disallowed.gif", false, 3}},
      Reading::rfc);
}
