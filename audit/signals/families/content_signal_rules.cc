// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/content_signal_rules.h"

#include <string_view>

namespace veto::signals {
namespace {

// "" for a use that no key is about.
std::string_view signal_key_of(Use use) {
  switch (use) {
    case Use::training:
      return "ai-train";
    case Use::index:
      return "search";
    case Use::answer:
      return "ai-input";
    case Use::crawl:
    case Use::dataset:
      break;
  }
  return {};
}

}  // namespace

std::optional<Answer> resolve_content_signal(std::span<const Signal> signals,
                                             const RobotsQuestion& question,
                                             Use use) {
  const std::string_view key = signal_key_of(use);
  if (key.empty()) return std::nullopt;
  std::optional<Answer> allowed;
  const auto speaks = [&](const Signal& signal) {
    return signal.name == key && signal.problem.empty();
  };
  for (const std::size_t i : applying(signals, question, speaks)) {
    if (signals[i].value == "no") return Answer{Wish::reserved, i};
    if (!allowed) allowed = Answer{Wish::allowed, i};
  }
  return allowed;
}

}  // namespace veto::signals
