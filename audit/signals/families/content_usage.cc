// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/content_usage.h"

#include <algorithm>
#include <string>

#include "audit/signals/families/robots_scope.h"
#include "base/structured_dictionary.h"
#include "base/text.h"

namespace veto::signals {
namespace {

constexpr std::size_t kMaxUsageMembers = 128;  // of one dictionary
constexpr std::size_t kMaxUsageNameBytes = 100;

struct UsageLabel {
  std::string_view name;
  std::string_view problem;  // "" where the current draft has it
};

constexpr UsageLabel kUsageLabels[] = {
    {"train-ai", ""},
    {"ai-use", ""},  // vocab-02, and again since -08
    {"search", ""},
    {"tdm", "stale_label"},  // vocab-01
    {"ai", "stale_label"},
    {"genai", "stale_label"},
    {"inference", "stale_label"},
    {"all", "stale_label"},  // vocab-02
    {"train-genai", "stale_label"},
    {"bots", "stale_label"},       // vocab-03
    {"ai-output", "stale_label"},  // vocab-04
    {"ai-train", "other_vocabulary"},
    {"ai-input", "other_vocabulary"},
    {"use", "other_vocabulary"},
};

bool is_usage_preference(const DictionaryMember& member) {
  const BareItem& value = member.item.value;
  return !member.is_list && value.kind == BareKind::token &&
         (value.text == "y" || value.text == "n");
}

std::string_view usage_problem(const DictionaryMember& member) {
  const auto label = std::ranges::find(
      kUsageLabels, std::string_view(member.key), &UsageLabel::name);
  if (label == std::end(kUsageLabels)) return "unknown_key";
  if (!label->problem.empty()) return label->problem;
  return is_usage_preference(member) ? "" : "value_not_token";
}

Signal usage_signal(std::string_view raw) {
  Signal signal;
  signal.family = Family::content_usage;
  signal.raw = printable(raw, kMaxRawBytes);
  return signal;
}

Signal usage_of_member(const DictionaryMember& member, std::string_view raw) {
  Signal signal = usage_signal(raw);
  signal.name = printable(member.key, kMaxUsageNameBytes);
  // Parameters have no meaning (vocab-08, section 6.5).
  signal.value = is_usage_preference(member)
                     ? member.item.value.text
                     : printable(member.written, kMaxUsageNameBytes);
  signal.problem = usage_problem(member);
  signal.malformed = signal.problem == "value_not_token";
  if (signal.problem.empty() && member.overwrites)
    signal.problem = kKeyRepeated;
  return signal;
}

// One signal at the least: a value that says nothing is worth knowing.
std::vector<Signal> usage_of_value(std::string_view value,
                                   std::string_view raw) {
  const auto members = parse_dictionary(value);
  std::vector<Signal> signals;
  if (!members || members->empty()) {
    Signal signal = usage_signal(raw);
    signal.name = "content-usage";
    signal.problem = members ? "no_preference" : "not_a_dictionary";
    signal.malformed = !members;
    signals.push_back(std::move(signal));
    return signals;
  }
  for (const DictionaryMember& member : *members) {
    if (signals.size() >= kMaxUsageMembers) break;
    signals.push_back(usage_of_member(member, raw));
  }
  return signals;
}

}  // namespace

std::vector<Signal> read_content_usage_header(std::string_view value) {
  std::vector<Signal> signals = usage_of_value(trim(value), value);
  for (Signal& signal : signals) signal.source = Source::header;
  return signals;
}

std::vector<Signal> read_content_usage_robots(
    std::span<const crawler::RobotsRecord> records) {
  std::vector<Signal> signals;
  for (const crawler::RobotsRecord& record : records) {
    if (record.key != "content-usage") continue;
    std::string_view value = record.value;
    const std::string_view path = take_path(value);
    for (Signal& signal : usage_of_value(value, record.raw)) {
      set_scope(signal, path);
      // Whatever else is wrong: what follows from a place outside of all
      // groups differs from what follows from a place inside.
      if (addresses_nobody(record)) signal.problem = kNoGroup;
      add_addressed(signals, std::move(signal), record);
    }
  }
  return signals;
}

}  // namespace veto::signals
