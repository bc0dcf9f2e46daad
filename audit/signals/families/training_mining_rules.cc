// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/training_mining_rules.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace veto::signals {
namespace {

struct MiningEntry {
  std::string_view name;
  Use use;
};
constexpr MiningEntry kMiningEntries[] = {
    {"ai_generative_training", Use::training},
    {"ai_training", Use::training},
    {"ai_inference", Use::answer},
    {"data_mining", Use::dataset},
};
constexpr std::size_t kMiningEntryCount = std::size(kMiningEntries);

// The place in the table of the entry a signal is about; kMiningEntryCount for
// one of others.
std::size_t mining_entry(const Signal& signal) {
  std::string_view name = signal.name;
  if (!name.starts_with("cawg.") && !name.starts_with("c2pa."))
    return kMiningEntryCount;
  name.remove_prefix(5);
  const auto* found =
      std::ranges::find(kMiningEntries, name, &MiningEntry::name);
  return static_cast<std::size_t>(found - kMiningEntries);
}

// 0 for what decides nothing.
int mining_strictness(std::string_view value) {
  if (value == "notAllowed") return 3;
  if (value == "constrained") return 2;
  return value == "allowed" ? 1 : 0;
}

}  // namespace

std::optional<Answer> resolve_training_mining(std::span<const Signal> signals,
                                              Use use) {
  std::array<bool, kMiningEntryCount> spoken{};
  int strictest = 0;
  std::size_t by = 0;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    const Signal& signal = signals[i];
    if (signal.family != Family::training_mining || signal.malformed) continue;
    const std::size_t entry = mining_entry(signal);
    const int strict = mining_strictness(signal.value);
    if (strict == 0 || entry == kMiningEntryCount ||
        kMiningEntries[entry].use != use)
      continue;
    spoken[entry] = true;
    if (strict <= strictest) continue;
    strictest = strict;
    by = i;
  }
  if (strictest == 0) return {};
  if (strictest > 1) return Answer{Wish::reserved, by};
  for (std::size_t entry = 0; entry < kMiningEntryCount; ++entry)
    if (kMiningEntries[entry].use == use && !spoken[entry]) return {};
  return Answer{Wish::allowed, by};
}

}  // namespace veto::signals
