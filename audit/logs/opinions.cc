// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/opinions.h"

#include <algorithm>
#include <utility>

namespace veto::logs {
namespace {

constexpr std::size_t kRemembered = 1 << 18;  // a power of two

std::size_t answer_slot(std::uint32_t asker, std::uint32_t request) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio
  const std::uint64_t both = std::uint64_t{asker} << 32 | request;
  return (both * kOdd >> 32) % kRemembered;
}

}  // namespace

Opinions::Opinions(const Rulebook& rules)
    : rules_(rules), answers_(kRemembered) {}

Opinion Opinions::of(const Version& version, std::uint32_t index,
                     const Agent& agent, std::uint32_t request,
                     std::string_view target) {
  if (request == TextIndex::kNone)
    return rules_.opinion(version, agent, target);
  const std::uint32_t asker = asker_of(version, index, agent);
  Answer& known = answers_[answer_slot(asker, request)];
  if (known.asker != asker || known.request != request)
    known = {asker, request, rules_.opinion(version, agent, target)};
  return known.opinion;
}

void Opinions::expect(std::uint32_t index, std::uint32_t request) const {
  if (index >= asked_.size()) return;
  for (const Asked& asked : asked_[index])
    __builtin_prefetch(&answers_[answer_slot(asked.asker, request)]);
}

std::uint32_t Opinions::asker_of(const Version& version, std::uint32_t index,
                                 const Agent& agent) {
  if (index >= asked_.size()) asked_.resize(index + 1);
  auto& [first, second] = asked_[index];
  if (first.version == version.get()) return first.asker;
  std::swap(first, second);
  if (first.version == version.get()) return first.asker;
  const auto number = static_cast<std::uint32_t>(askers_.size() + 1);
  const auto [known, is_new] =
      askers_.try_emplace(rules_.asker_of(version, agent), number);
  first = {version.get(), known->second};
  return first.asker;
}

void Opinions::forget_requests() { std::ranges::fill(answers_, Answer()); }

}  // namespace veto::logs
