// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/path_pattern.h"

#include "tests/support.h"

using namespace veto;

TEST_CASE("path patterns match as those of robots.txt") {
  struct Row {
    const char* pattern;
    const char* target;
    bool matches;
  };
  const Row rows[] = {
      {"/", "/a", true},
      {"/a", "/ab", true},
      {"/a", "/A", false},
      {"/a$", "/a", true},
      {"/a$", "/ab", false},
      {"/*.jpg", "/a/b.jpg?c", true},
      {"*.jpg$", "/a.jpg", true},
      {"*", "/", true},
      {"", "/", false},
      {"a", "/a", false},
      {"https://e.org/", "/", false},
      // RFC 9309, section 2.2.2: "%xx" of unreserved octets is decoded.
      {"/%62%61%7A", "/baz", true},
      {"/a%2Fb", "/a/b", false},
      {"/ツ", "/%E3%83%84", true},
      // Nothing is let through, /robots.txt no more than others.
      {"/robots.txt", "/robots.txt", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.target);
    CHECK(crawler::path_matches(row.pattern, row.target) == row.matches);
  }
}

TEST_CASE("the length of a path pattern is that of its encoded form") {
  CHECK(crawler::path_length("") == 0);
  CHECK(crawler::path_length("/a*$") == 4);
  CHECK(crawler::path_length("/ツ") == 10);
  CHECK(crawler::path_length("/%62") == 2);
}
