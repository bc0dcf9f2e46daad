// SPDX-License-Identifier: GPL-3.0-or-later
//
// A target, a tdm-reservation field and a tdm-reservation element on the first
// three lines, a tdmrep.json after them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/signals/families/robots_scope.h"
#include "audit/signals/families/tdmrep.h"
#include "audit/signals/families/tdmrep_rules.h"
#include "base/check.h"
#include "base/text.h"
#include "crawler/api/robots_path.h"

using namespace veto::signals;

namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

void check_rules(const std::vector<Signal>& rules, std::string_view file) {
  VETO_CHECK(rules.size() <= 2 * kMaxTdmrepRules);
  std::size_t offset = 0;
  for (const Signal& rule : rules) {
    for (const std::string* text : {&rule.raw, &rule.value, &rule.scope}) {
      VETO_CHECK(veto::printable(*text, 100'000) == *text);
      VETO_CHECK(text->size() <= 3 * kMaxScopeBytes);
    }
    VETO_CHECK(rule.offset >= offset && rule.offset <= file.size());
    offset = rule.offset;
    const auto before = file.substr(0, offset);
    if (rule.line != 0 && rule.problem != "object_not_array")
      VETO_CHECK(std::ranges::count(before, '\n') + 1 == rule.line);
  }
}

// What is said to be hidden is: an earlier rule matches wherever it does.
void check_hidden(const std::vector<Signal>& rules, std::string_view target) {
  const veto::crawler::RobotsTarget asked(target);
  for (const Signal& rule : rules) {
    if (rule.problem != "hidden_by_earlier") continue;
    if (!asked.matched_by(rule.scope)) continue;
    VETO_CHECK(std::ranges::any_of(rules, [&](const Signal& earlier) {
      return earlier.offset < rule.offset && !earlier.scope.empty() &&
             asked.matched_by(earlier.scope);
    }));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string_view target = take_line(text);
  const auto header = read_tdmrep_header(kTdmReservation, take_line(text));
  const auto meta = read_tdmrep_meta(kTdmReservation, take_line(text));
  auto signals = read_tdmrep_file(text);
  check_rules(signals, text);
  check_hidden(signals, target);
  signals.push_back(*header);
  signals.push_back(*meta);

  const auto answer = resolve_tdmrep(signals, target, Use::training);
  // The last one that says something wins.
  if (meta->problem.empty()) VETO_CHECK(answer->by == signals.size() - 1);
  if (!meta->problem.empty() && header->problem.empty())
    VETO_CHECK(answer->by == signals.size() - 2);
  if (answer) {
    const Signal& by = signals.at(answer->by);
    VETO_CHECK(by.problem.empty());
    VETO_CHECK(by.value == (answer->wish == Wish::reserved ? "1" : "0"));
  }
  const auto policy = tdmrep_policy(signals, target);
  if (policy) {
    VETO_CHECK(signals.at(*policy).name == kTdmPolicy);
    VETO_CHECK(answer && answer->wish == Wish::reserved);
  }
  return 0;
}
