// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>

#include "audit/signals/families/rsl.h"
#include "crawler/api/robots_path.h"

namespace veto::signals {
namespace {

struct Coverage {
  std::string_view usage;
  Use use;
  bool permits;  // whether a permit of the usage permits the use
};

constexpr Coverage kCoverage[] = {
    {"all", Use::index, true},         {"all", Use::training, true},
    {"all", Use::answer, true},        {"all", Use::dataset, true},
    {"ai-all", Use::training, true},   {"ai-all", Use::answer, true},
    {"ai-train", Use::training, true}, {"ai-input", Use::answer, true},
    {"ai-index", Use::answer, false},  {"search", Use::index, true},
};

bool rsl_in_force(const Signal& signal) {
  return signal.family == Family::rsl &&
         (signal.problem.empty() || signal.problem == "no_license") &&
         !signal.malformed && !signal.scope.empty();
}

bool rsl_speaks_of(const Signal& signal, Use use) {
  const bool permit = signal.value != "prohibits";
  return std::ranges::any_of(kCoverage, [&](const Coverage& row) {
    return row.usage == signal.name && row.use == use &&
           (!permit || row.permits);
  });
}

bool shuts_out_some(const Signal& signal) {
  const bool limits =
      signal.name.starts_with("user:") || signal.name.starts_with("geo:");
  return limits && signal.value == "prohibits";
}

// 0 for what decides nothing, else the lower the stronger: the numbers of the
// resolver's rules.
int rsl_rank(const Signal& signal, Use use) {
  if (use != Use::crawl && shuts_out_some(signal)) return 4;
  if (!rsl_speaks_of(signal, use)) return 0;
  if (signal.value == "prohibits") return 1;
  if (signal.value == "permits") return 2;
  return signal.value == "permits_if" ? 3 : 0;
}

}  // namespace

std::optional<Answer> resolve_rsl(std::span<const Signal> signals,
                                  std::string_view target, Use use) {
  const crawler::RobotsTarget path(target);
  std::size_t longest = 0;
  int best = 0;
  std::size_t by = 0;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    const Signal& signal = signals[i];
    if (!rsl_in_force(signal)) continue;
    const auto matched = path.matched_by(signal.scope);
    if (!matched || *matched < longest) continue;
    const std::size_t length = *matched;
    // A more specific content replaces a wider one, even where it says nothing
    // of this use.
    if (length > longest) best = 0;
    longest = length;
    const int rank = rsl_rank(signal, use);
    if (rank == 0 || (best != 0 && rank >= best)) continue;
    best = rank;
    by = i;
  }
  if (best == 0) return std::nullopt;
  return Answer{best == 2 ? Wish::allowed : Wish::reserved, by};
}

}  // namespace veto::signals
