// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/trust_txt.h"

#include <algorithm>
#include <utility>

#include "audit/signals/families/text_lines.h"
#include "base/text.h"
#include "base/url.h"

namespace veto::signals {
namespace {

constexpr std::string_view kStatement = "datatrainingallowed";
constexpr std::string_view kAttributes[] = {
    "belongto", "contact",    "control", "controlledby", "customer",
    kStatement, "disclosure", "member",  "social",       "vendor"};

bool is_well_known(const Signal& signal) {
  const auto url = Url::parse(signal.url);
  return url && url->path() == "/.well-known/trust.txt";
}

bool is_yes_or_no(std::string_view value) {
  return value == "yes" || value == "no";
}

Signal trust_statement(const Signal& stem, const TextLine& line,
                       std::string_view value) {
  Signal signal = stem;
  signal.value = printable(to_lower(value), 200);
  signal.raw = printable(line.whole);
  signal.line = line.number;
  if (!is_yes_or_no(signal.value)) signal.problem = "value_not_yes_no";
  return signal;
}

}  // namespace

std::vector<Signal> read_trust_txt(std::string_view bytes, const Signal& stem) {
  Signal own = stem;
  own.family = Family::trust_txt;
  own.name = kStatement;
  std::vector<Signal> signals;
  bool is_trust_txt = false;
  for (const TextLine& line : text_lines(bytes)) {
    const auto equals = line.text.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string name = to_lower(trim(line.text.substr(0, equals)));
    is_trust_txt |=
        std::ranges::find(kAttributes, name) != std::end(kAttributes);
    if (name == kStatement && signals.size() < kMaxTrustSignals)
      signals.push_back(
          trust_statement(own, line, trim(line.text.substr(equals + 1))));
  }
  if (signals.empty()) {
    own.problem = is_trust_txt ? "not_stated" : "another_format";
    return {own};
  }
  if (signals.size() > 1)
    for (Signal& signal : signals) signal.problem = "several";
  return signals;
}

std::optional<Answer> resolve_trust_txt(std::span<const Signal> signals,
                                        Use use) {
  if (use != Use::training) return std::nullopt;
  const auto is_one = [](const Signal& signal) {
    return signal.family == Family::trust_txt &&
           signal.problem != "another_format";
  };
  const bool preferred = std::ranges::any_of(
      signals, [&](const Signal& s) { return is_one(s) && is_well_known(s); });
  std::optional<Answer> answer;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    const Signal& signal = signals[i];
    if (!is_one(signal) || is_well_known(signal) != preferred) continue;
    if (signal.value == "no") return Answer{Wish::reserved, i};
    if (signal.value == "yes" && !answer) answer = Answer{Wish::allowed, i};
  }
  return answer;
}

}  // namespace veto::signals
