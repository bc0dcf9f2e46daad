// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/embedded_rules.h"

#include "audit/signals/families/plus_words.h"

namespace veto::signals {
namespace {

std::optional<Wish> reservation_wish(std::string_view value, Use use) {
  if (use != Use::training && use != Use::dataset) return std::nullopt;
  if (value == "1") return Wish::reserved;
  if (value == "0") return Wish::allowed;
  return std::nullopt;
}

std::optional<Wish> wish_of(const Signal& signal, Use use) {
  if (signal.family != Family::embedded || signal.malformed)
    return std::nullopt;
  if (signal.name == "plus:datamining") return plus_wish(signal.value, use);
  if (signal.name == "tdm:reservation")
    return reservation_wish(signal.value, use);
  return std::nullopt;
}

}  // namespace

std::optional<Answer> resolve_embedded(std::span<const Signal> signals,
                                       Use use) {
  std::optional<Answer> answer;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    const auto wish = wish_of(signals[i], use);
    if (!wish) continue;
    if (!answer || (answer->wish == Wish::allowed && *wish == Wish::reserved))
      answer = Answer{*wish, i};
  }
  return answer;
}

}  // namespace veto::signals
