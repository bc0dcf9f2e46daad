// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/directive_rules.h"

#include <algorithm>

#include "audit/signals/families/robots_date.h"
#include "base/text.h"

namespace veto::signals {
namespace {

bool has_passed(std::string_view date, UtcTime now) {
  const auto time = parse_robots_date(date);
  return time && *time <= now;
}

bool says_no(const Signal& signal, Use use,
             std::span<const DirectiveMeaning> meanings, UtcTime now) {
  const std::string_view name =
      signal.name == "none" ? std::string_view("noindex") : signal.name;
  const bool means =
      std::ranges::any_of(meanings, [&](const DirectiveMeaning& meaning) {
        return meaning.use == use && meaning.name == name;
      });
  return means &&
         (name != "unavailable_after" || has_passed(signal.value, now));
}

}  // namespace

std::optional<Answer> resolve_directives(
    std::span<const Signal> signals, Use use, std::string_view agent,
    std::span<const DirectiveMeaning> meanings, UtcTime now) {
  for (std::size_t i = 0; i < signals.size(); ++i) {
    const Signal& signal = signals[i];
    if (signal.family != Family::directive || signal.malformed) continue;
    if (!signal.agent.empty() && !iequals(signal.agent, agent)) continue;
    if (says_no(signal, use, meanings, now)) return Answer{Wish::reserved, i};
  }
  return std::nullopt;
}

}  // namespace veto::signals
