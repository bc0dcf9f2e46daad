// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/content_usage_rules.h"

#include <string_view>

#include "audit/signals/families/content_usage.h"

namespace veto::signals {
namespace {

// "" for a use that no category is about.
std::string_view usage_label_of(Use use) {
  switch (use) {
    case Use::training:
      return "train-ai";
    case Use::index:
      return "search";
    case Use::answer:
      return "ai-use";
    case Use::crawl:
    case Use::dataset:
      break;
  }
  return {};
}

}  // namespace

std::optional<Answer> resolve_content_usage(std::span<const Signal> signals,
                                            const RobotsQuestion& question,
                                            Use use) {
  const std::string_view label = usage_label_of(use);
  if (label.empty()) return std::nullopt;
  const bool may_fetch =
      question.rules.decide(question.token, question.target, question.reading)
          .allowed;
  std::optional<Answer> allowed;
  // A rule that says nothing about this use, or nothing at all, may still have
  // the longest path.
  const auto every = [](const Signal&) { return true; };
  for (const std::size_t i : applying(signals, question, every)) {
    const Signal& signal = signals[i];
    if (signal.name != label) continue;
    if (!signal.problem.empty() && signal.problem != kKeyRepeated) continue;
    if (signal.source == Source::robots && !may_fetch) continue;
    if (signal.value == "n") return Answer{Wish::reserved, i};
    if (signal.value == "y" && !allowed) allowed = Answer{Wish::allowed, i};
  }
  return allowed;
}

}  // namespace veto::signals
