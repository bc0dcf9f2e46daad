// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the lines of one file repeat, numbered by the thread that reads them, so
// that the one that judges looks at each text once: addresses, user agents and
// request lines. Memory is bounded: what comes beyond the limits has no number.

#ifndef VETO_AUDIT_LOGS_REPEATS_H_
#define VETO_AUDIT_LOGS_REPEATS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "audit/logs/format.h"
#include "audit/logs/line_reader.h"
#include "audit/logs/text_index.h"

namespace veto::logs {

// Equal numbers, equal texts, within one file. kNone: not numbered.
struct LineNumbers {
  std::uint32_t ip = TextIndex::kNone;
  std::uint32_t agent = TextIndex::kNone;
  std::uint32_t request = TextIndex::kNone;
};

// One line, and what its format read in it. All views are into the block.
struct ParsedLine {
  Line line;
  RawLine raw;              // of a request
  LineNumbers numbers;      // of what is in it
  std::string_view reason;  // why it is no request, or ""
};

class Repeats {
 public:
  static constexpr std::size_t kMaxTexts = 250'000;    // of a kind
  static constexpr std::size_t kMaxBytes = 16u << 20;  // of a kind

  // Of those that are requests. A request line that has a number becomes the
  // copy kept here.
  void number(std::span<ParsedLine> lines);

 private:
  TextIndex ips_, agents_, requests_;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_REPEATS_H_
