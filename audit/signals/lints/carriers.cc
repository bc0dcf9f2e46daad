// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/lints/carriers.h"

#include <optional>

#include "audit/signals/families/ai_txt.h"
#include "audit/signals/families/content_signal_rules.h"
#include "audit/signals/families/content_usage_rules.h"
#include "audit/signals/families/directive_rules.h"
#include "audit/signals/families/embedded_rules.h"
#include "audit/signals/families/rsl.h"
#include "audit/signals/families/tdmrep_rules.h"
#include "audit/signals/families/training_mining_rules.h"
#include "audit/signals/families/trust_txt.h"

namespace veto::signals {
namespace {

std::optional<Answer> answer_of(Family family, Use use,
                                std::span<const Signal> signals,
                                const Said& said) {
  static const crawler::RobotsRules kNoRules;
  const RobotsQuestion question{said.robots ? said.robots->rules : kNoRules, "",
                                said.target};
  switch (family) {
    case Family::directive:
      return said.is_image()
                 ? resolve_directives(signals, use, "",
                                      kConventionImageMeanings, said.when)
                 : resolve_directives(signals, use, "", kConventionMeanings,
                                      said.when);
    case Family::tdmrep:
      return resolve_tdmrep(signals, said.target, use);
    case Family::content_usage:
      return resolve_content_usage(signals, question, use);
    case Family::content_signal:
      return resolve_content_signal(signals, question, use);
    case Family::rsl:
      return resolve_rsl(signals, said.target, use);
    case Family::ai_txt:
      return resolve_ai_txt(signals, said.target, use);
    case Family::trust_txt:
      return resolve_trust_txt(signals, use);
    case Family::embedded:
      return resolve_embedded(signals, use);
    case Family::training_mining:
      return resolve_training_mining(signals, use);
    case Family::rule:
      break;
  }
  return std::nullopt;
}

}  // namespace

SignalsByFamily::SignalsByFamily(const std::vector<Signal>& signals) {
  for (const Signal& signal : signals)
    families_[static_cast<std::size_t>(signal.family)].push_back(signal);
}

std::vector<Carrier> carriers_for(Use use, const SignalsByFamily& signals,
                                  const Said& said) {
  std::vector<Carrier> carriers;
  constexpr int kLast = static_cast<int>(Family::training_mining);
  for (int i = 0; i <= kLast; ++i) {
    const auto family = static_cast<Family>(i);
    const auto own = signals.of(family);
    if (own.empty()) continue;
    if (const auto answer = answer_of(family, use, own, said))
      carriers.push_back({family, answer->wish, &own[answer->by]});
  }
  return carriers;
}

std::string_view carrier_name(Family family) {
  constexpr std::string_view kNames[] = {
      "robots.txt",    "robots directives", "TDMRep",
      "Content-Usage", "Content-Signal",    "RSL",
      "ai.txt",        "trust.txt",         "XMP",
      "C2PA"};
  return kNames[static_cast<std::size_t>(family)];
}

}  // namespace veto::signals
