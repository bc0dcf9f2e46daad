// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/tdmrep_rules.h"

#include <algorithm>
#include <array>

#include "audit/signals/families/tdmrep.h"
#include "crawler/api/robots_path.h"

namespace veto::signals {
namespace {

// Each supersedes those before it.
constexpr std::array kTdmrepSteps = {Source::file, Source::header, Source::meta,
                                     Source::metadata};

// Errors of a rule that leave its location as it is: it can be the first.
constexpr std::array<std::string_view, 5> kStillMatching = {
    "", "missing_reservation", "value_not_number", "bad_value",
    "hidden_by_earlier"};

bool is_of(const Signal& signal, Source source, std::string_view name) {
  return signal.source == source && signal.name == name;
}

// The rule that counts.
std::optional<std::size_t> first_rule(std::span<const Signal> signals,
                                      std::string_view target) {
  const crawler::RobotsTarget asked(target);
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    const Signal& signal = signals[i];
    if (!is_of(signal, Source::file, kTdmReservation)) continue;
    if (first && signals[*first].offset <= signal.offset) continue;
    if (std::ranges::find(kStillMatching, signal.problem) ==
        kStillMatching.end())
      continue;
    if (asked.matched_by(signal.scope)) first = i;
  }
  return first;
}

// What one step says: the first of those that agree; what is no value is unset
// by itself.
struct Step {
  std::optional<std::size_t> at;
  bool conflict = false;  // 1 and 0
};

Step agreed(std::span<const Signal> signals, Source source) {
  Step step;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    if (!is_of(signals[i], source, kTdmReservation)) continue;
    if (!signals[i].problem.empty()) continue;
    if (!step.at) step.at = i;
    if (signals[i].value != signals[*step.at].value) return {{}, true};
  }
  return step;
}

// The reservation at one step; nothing where it is unset.
std::optional<std::size_t> reservation_at(std::span<const Signal> signals,
                                          std::string_view target,
                                          Source step) {
  const auto found = step == Source::file ? first_rule(signals, target)
                                          : agreed(signals, step).at;
  if (!found || !signals[*found].problem.empty()) return std::nullopt;
  return found;
}

std::optional<std::size_t> reservation(std::span<const Signal> signals,
                                       std::string_view target) {
  std::optional<std::size_t> last;
  for (const Source step : kTdmrepSteps) {
    if (const auto at = reservation_at(signals, target, step)) last = at;
    // Who says both has said something, and nobody knows what.
    if (step != Source::file && agreed(signals, step).conflict)
      last = std::nullopt;
  }
  return last;
}

std::optional<std::size_t> policy_at(std::span<const Signal> signals,
                                     std::string_view target, Source step) {
  const auto beside = reservation_at(signals, target, step);
  if (beside && signals[*beside].value == "0") return std::nullopt;
  std::optional<std::size_t> rule;
  if (step == Source::file) {
    rule = first_rule(signals, target);
    if (!rule) return std::nullopt;
  }
  for (std::size_t i = 0; i < signals.size(); ++i) {
    const Signal& signal = signals[i];
    if (!is_of(signal, step, kTdmPolicy) || !signal.problem.empty()) continue;
    if (!rule || signals[*rule].offset == signal.offset) return i;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Answer> resolve_tdmrep(std::span<const Signal> signals,
                                     std::string_view target, Use use) {
  if (use != Use::training && use != Use::dataset) return std::nullopt;
  const auto at = reservation(signals, target);
  if (!at) return std::nullopt;
  const bool reserved = signals[*at].value == "1";
  return Answer{reserved ? Wish::reserved : Wish::allowed, *at};
}

std::optional<std::size_t> tdmrep_policy(std::span<const Signal> signals,
                                         std::string_view target) {
  const auto at = reservation(signals, target);
  if (!at || signals[*at].value != "1") return std::nullopt;
  std::optional<std::size_t> policy;
  for (const Source step : kTdmrepSteps)
    if (const auto found = policy_at(signals, target, step)) policy = found;
  return policy;
}

}  // namespace veto::signals
