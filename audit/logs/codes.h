// SPDX-License-Identifier: GPL-3.0-or-later
//
// The codes of findings about logs and what each can carry
// (docs/finding-codes.md).

#ifndef VETO_AUDIT_LOGS_CODES_H_
#define VETO_AUDIT_LOGS_CODES_H_

#include <algorithm>
#include <string_view>

namespace veto::logs {

struct Code {
  std::string_view name;
  int predicate = 0;  // its part of the grade, 1 to 4
  // robots.txt asked this client not to make the request, and nothing excuses
  // it. All other codes are counted against nobody.
  bool against = false;
  // Says what the log does not hold: rests on its being complete.
  bool complete = false;
  // A rule in robots.txt asked not to: carries that rule.
  bool rule = false;
};

inline constexpr Code kCodes[] = {
    {.name = "P1", .predicate = 4},
    {.name = "P2", .predicate = 2},
    {.name = "P3", .predicate = 4},
    {.name = "R1", .predicate = 4},
    {.name = "S1", .predicate = 4},
    {.name = "S2", .predicate = 4},
    {.name = "S3", .predicate = 4},
    {.name = "S4", .predicate = 4},
    {.name = "S5", .predicate = 4},
    {.name = "V1", .predicate = 4, .against = true, .rule = true},
    {.name = "V10", .predicate = 2},
    {.name = "V11", .predicate = 2, .complete = true},
    {.name = "V12", .predicate = 3},
    {.name = "V1u", .predicate = 2, .rule = true},
    {.name = "V2",
     .predicate = 3,
     .against = true,
     .complete = true,
     .rule = true},
    {.name = "V2u", .predicate = 2, .complete = true, .rule = true},
    {.name = "V3a",
     .predicate = 3,
     .against = true,
     .complete = true,
     .rule = true},
    {.name = "V3b",
     .predicate = 3,
     .against = true,
     .complete = true,
     .rule = true},
    {.name = "V4", .predicate = 1},
    {.name = "V5", .predicate = 1},
    {.name = "V6", .predicate = 1},
    {.name = "V7", .predicate = 1},
    {.name = "V8", .predicate = 3},
    {.name = "V9", .predicate = 3},
};

// Null for a code of another stage, and for "".
constexpr const Code* find_code(std::string_view name) {
  const auto* found = std::ranges::find(kCodes, name, &Code::name);
  return found == std::end(kCodes) ? nullptr : found;
}

constexpr bool counts_against(std::string_view name) {
  const Code* code = find_code(name);
  return code && code->against;
}

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_CODES_H_
