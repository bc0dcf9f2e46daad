// SPDX-License-Identifier: GPL-3.0-or-later
//
// One row: a robots.txt, who asks for what, and the line that answers.

#ifndef VETO_TESTS_CRAWLER_ROBOTS_TABLE_H_
#define VETO_TESTS_CRAWLER_ROBOTS_TABLE_H_

#include <string_view>
#include <vector>

#include "crawler/api/robots.h"
#include "tests/support.h"

namespace veto::test {

struct RobotsRow {
  std::string_view why;
  std::string_view text;
  std::string_view token;
  std::string_view target;
  bool allowed;
  int line;  // 0: no rule decides
};

inline void check_rows(const std::vector<RobotsRow>& rows,
                       crawler::Reading reading) {
  for (const RobotsRow& row : rows) {
    CAPTURE(row.why);
    CAPTURE(row.text);
    CAPTURE(row.token);
    CAPTURE(row.target);
    const auto verdict = crawler::RobotsRules::parse(row.text).verdict(
        row.token, row.target, reading);
    CHECK(verdict.allowed == row.allowed);
    CHECK(verdict.line == row.line);
  }
}

}  // namespace veto::test

#endif  // VETO_TESTS_CRAWLER_ROBOTS_TABLE_H_
