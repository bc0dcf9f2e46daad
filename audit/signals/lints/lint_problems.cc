// SPDX-License-Identifier: GPL-3.0-or-later
//
// The readers of the families say what is wrong with a statement in a word
// (Signal::problem); here each word becomes a lint.

#include <algorithm>
#include <span>
#include <utility>

#include "audit/signals/families/content_usage.h"
#include "audit/signals/lints/parts.h"
#include "base/text.h"

namespace veto::signals {
namespace {

struct ProblemCode {
  Family family;
  std::string_view problem;
  std::string_view code;
};

constexpr ProblemCode kProblemCodes[] = {
    {Family::content_usage, "other_vocabulary", "mixed-vocabulary"},
    {Family::content_usage, "value_not_token", "preference-not-token"},
    {Family::content_usage, "stale_label", "stale-label"},
    {Family::content_usage, "not_a_dictionary", "usage-not-a-dictionary"},
    {Family::content_usage, "no_preference", "usage-empty"},
    {Family::content_usage, "unknown_key", "unknown-preference"},
    {Family::content_usage, kKeyRepeated, "usage-key-repeated"},
    {Family::content_usage, "no_group", "preference-without-group"},
    {Family::content_usage, "path_too_long", "preference-path-too-long"},
    {Family::content_signal, "other_vocabulary", "mixed-vocabulary"},
    {Family::content_signal, "bad_value", "content-signal-value"},
    {Family::content_signal, "plural_key", "content-signal-plural"},
    {Family::content_signal, "unknown_key", "unknown-preference"},
    {Family::content_signal, "no_group", "preference-without-group"},
    {Family::content_signal, "path_too_long", "preference-path-too-long"},
    {Family::tdmrep, "not_json", "tdmrep-not-json"},
    {Family::tdmrep, "too_deep", "tdmrep-not-json"},
    {Family::tdmrep, "too_large", "tdmrep-not-json"},
    {Family::tdmrep, "not_array", "tdmrep-not-json"},
    {Family::tdmrep, "object_not_array", "tdmrep-object-not-array"},
    {Family::tdmrep, "element_not_object", "tdmrep-rule-unread"},
    {Family::tdmrep, "path_too_long", "tdmrep-rule-unread"},
    {Family::tdmrep, "missing_location", "tdmrep-missing-location"},
    {Family::tdmrep, "location_not_path", "tdmrep-location-not-path"},
    {Family::tdmrep, "missing_reservation", "tdmrep-missing-reservation"},
    {Family::tdmrep, "value_not_number", "tdmrep-value-not-number"},
    {Family::tdmrep, "bad_value", "tdmrep-bad-value"},
    {Family::tdmrep, "hidden_by_earlier", "tdmrep-hidden-by-earlier"},
    {Family::tdmrep, "policy_not_text", "tdmrep-policy-not-text"},
    {Family::tdmrep, "policy_not_url", "tdm-policy-not-url"},
    {Family::tdmrep, "no_rules", "tdmrep-no-rules"},
    {Family::rsl, "relative_url", "rsl-license-relative"},
    {Family::rsl, "not_url", "rsl-license-not-url"},
    {Family::rsl, "not_rsl", "rsl-not-rsl"},
    {Family::rsl, "wrong_namespace", "rsl-wrong-namespace"},
    {Family::rsl, "no_content", "rsl-no-content"},
    {Family::rsl, "no_license", "rsl-content-no-license"},
    {Family::rsl, "no_url", "rsl-content-no-url"},
    {Family::rsl, "url_too_long", "rsl-content-no-url"},
    {Family::rsl, "unknown_type", "rsl-unknown-type"},
    {Family::rsl, "unknown_usage", "rsl-unknown-usage"},
    {Family::rsl, "no_value", "rsl-no-value"},
    {Family::ai_txt, "another_format", "ai-txt-another-format"},
    {Family::ai_txt, "no_agent", "ai-txt-no-agent"},
    {Family::ai_txt, "no_pattern", "ai-txt-no-pattern"},
    {Family::trust_txt, "another_format", "trust-txt-another-format"},
    {Family::trust_txt, "not_stated", "trust-txt-not-stated"},
    {Family::trust_txt, "value_not_yes_no", "trust-txt-value"},
    {Family::trust_txt, "several", "trust-txt-several"},
    {Family::embedded, "unknown_value", "metadata-unknown-value"},
    {Family::embedded, "unknown_property", "metadata-unknown-property"},
    {Family::embedded, "wrong_namespace", "metadata-wrong-namespace"},
    {Family::embedded, "not_xml", "metadata-not-xml"},
    {Family::embedded, "differs_within_file", "metadata-differs"},
    {Family::embedded, "no_vocabulary_uri", "metadata-no-address"},
    {Family::training_mining, "entry_not_map", "assertion-unread"},
    {Family::training_mining, "unknown_use", "assertion-unread"},
    {Family::training_mining, "unknown_entry", "assertion-unread"},
    {Family::training_mining, "no_entries_map", "assertion-unread"},
    {Family::training_mining, "both_labels_differ", "assertion-labels-differ"},
    {Family::training_mining, "legacy_label", "assertion-legacy-label"},
    {Family::training_mining, "constrained_without_terms",
     "assertion-without-terms"}};

std::string_view field_name(const Signal& signal) {
  switch (signal.family) {
    case Family::content_usage:
      return "Content-Usage";
    case Family::content_signal:
      return "Content-Signal";
    case Family::tdmrep:
      if (signal.source == Source::file) return "tdmrep.json";
      return signal.name;
    case Family::rsl:
      return "RSL";
    case Family::ai_txt:
      return "ai.txt";
    case Family::trust_txt:
      return "trust.txt";
    case Family::embedded:
      return "XMP";
    case Family::training_mining:
      return "C2PA";
    case Family::rule:
    case Family::directive:
      break;
  }
  return "";
}

struct Counterpart {
  std::string_view name;
  std::string_view usage;   // as Content-Usage has it
  std::string_view signal;  // as Content-Signal has it
};

// Names of either vocabulary and of earlier drafts, by what was meant; what is
// not listed is taken for training.
constexpr Counterpart kCounterparts[] = {
    {"ai-input", "ai-use", "ai-input"}, {"ai-output", "ai-use", "ai-input"},
    {"ai-use", "ai-use", "ai-input"},   {"inference", "ai-use", "ai-input"},
    {"search", "search", "search"},     {"use", "ai-use", "use"}};

bool means_yes(std::string_view value) {
  constexpr std::string_view kYes[] = {"1",    "allow", "allowed", "full",
                                       "true", "y",     "yes"};
  value = trim(value);
  if (value.size() > 1 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  return std::ranges::any_of(
      kYes, [&](std::string_view yes) { return iequals(yes, value); });
}

// What the statement would be, written as its field has it. A value that says
// neither yes nor no is taken for the no that an opt-out is.
std::string rewritten(const Signal& signal) {
  const bool usage = signal.family == Family::content_usage;
  std::string_view name = usage ? "train-ai" : "ai-train";
  for (const Counterpart& one : kCounterparts)
    if (one.name == signal.name) name = usage ? one.usage : one.signal;
  std::string_view value = means_yes(signal.value) ? "yes" : "no";
  if (usage) value = value.substr(0, 1);
  if (name == "use") value = "reference";
  return std::string(name) + "=" + std::string(value);
}

void lint_problem(const LintContext& context, const std::string& origin,
                  const Signal& signal) {
  if (signal.problem.empty()) return;
  const auto* found =
      std::ranges::find_if(kProblemCodes, [&](const ProblemCode& one) {
        return one.family == signal.family && one.problem == signal.problem;
      });
  if (found == std::end(kProblemCodes)) return;
  const std::string_view code = found->code;
  nlohmann::json facts = {{"field", field_name(signal)},
                          {"name", printable(signal.name, 200)},
                          {"value", printable(signal.value, 200)}};
  if (lint_kind(code)->facts.ends_with(" write"))
    facts["write"] = rewritten(signal);
  // What is said of a page is said of hundreds: the name tells them apart, the
  // value does not.
  context.book.add(code, origin, lint_place(signal),
                   printable(signal.name, 200), std::move(facts));
}

}  // namespace

void lint_problems(const LintContext& context) {
  for (const auto& [name, origin] : context.site.origins) {
    if (!origin.signals || !is_judged(origin)) continue;
    for (const Signal& signal : *origin.signals)
      lint_problem(context, name, signal);
  }
  for (const auto& [url, resource] : context.site.resources)
    for (const Signal& signal : resource.said.own)
      lint_problem(context, resource.origin, signal);
}

}  // namespace veto::signals
