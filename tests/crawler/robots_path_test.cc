// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/robots_path.h"

#include "tests/support.h"

using veto::crawler::robots_pattern_covers;
using veto::crawler::RobotsTarget;

TEST_CASE("robots path: a match and its octets") {
  struct Row {
    const char* pattern;
    const char* target;
    int octets;  // -1: no match
  };
  const Row rows[] = {
      {"", "/a", 0},
      {"/", "/a", 1},
      {"/a", "/ab", 2},
      {"/a$", "/ab", -1},
      {"/a$", "/a", 3},
      {"*.jpg$", "/x/y.jpg", 6},
      {"/*.jpg", "/x/y.jpg?s=1", 6},
      {"/A", "/a", -1},  // 2.2.2: case-sensitive
      {"/%7Ea", "/~a", 3},
      {"/a%2Fb", "/a/b", -1},
      {"/\xC3\xA9", "/%C3%A9", 7},
      {"/a", "a", 2},
      {"a", "/a", -1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.target);
    const auto octets = RobotsTarget(row.target).matched_by(row.pattern);
    CHECK((octets ? static_cast<int>(*octets) : -1) == row.octets);
  }
}

TEST_CASE("robots path: one pattern covers another") {
  struct Row {
    const char* wide;
    const char* narrow;
    bool covers;
  };
  const Row rows[] = {
      {"/", "/a", true},
      {"/a", "/a", true},
      {"/a", "/a$", true},
      {"/a$", "/a", false},
      {"/a$", "/a$", true},
      {"/a*", "/a", true},
      {"/a*$", "/a", true},
      {"*", "/a", true},
      {"/*", "/a*b$", true},
      {"/ab", "/a", false},
      {"/a*b", "/a/x/b/c", true},
      {"/a*b", "/a*/b", true},
      {"/a*b", "/a*c", false},
      {"/*.jpg$", "/img/*.jpg$", true},
      {"/*.jpg$", "/img/*.jpg", false},
      {"/*.jpg", "/img/*.jpg$", true},
      {"/%7Ea", "/~a/b", true},
      {"/img", "/IMG", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.wide);
    CAPTURE(row.narrow);
    CHECK(robots_pattern_covers(row.wide, row.narrow) == row.covers);
  }
}
