// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/training_mining.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"

namespace veto::embedded {
namespace {

using signals::Signal;

constexpr std::size_t kMaxName = 200;
constexpr std::size_t kMaxRaw = 500;
constexpr std::size_t kMaxInstance = 10;  // digits
// printable() adds dots to what it cuts.
constexpr std::size_t kDots = 3;
constexpr std::string_view kCurrent = "cawg.";
constexpr std::string_view kLegacy = "c2pa.";
constexpr std::string_view kLabel = "training-mining";
constexpr std::string_view kEntryNames[] = {
    "ai_generative_training", "ai_inference", "ai_training", "data_mining"};
constexpr std::string_view kAllowed = "allowed";
constexpr std::string_view kNotAllowed = "notAllowed";
constexpr std::string_view kConstrained = "constrained";

// "cawg.data_mining" -> "data_mining"; "" for any other prefix.
std::string_view without_prefix(std::string_view name) {
  const bool known = name.starts_with(kCurrent) || name.starts_with(kLegacy);
  static_assert(kCurrent.size() == kLegacy.size());
  return known ? name.substr(kCurrent.size()) : std::string_view();
}

bool is_known_entry(std::string_view key) {
  return std::ranges::find(kEntryNames, without_prefix(key)) !=
         std::end(kEntryNames);
}

// The terms of a constraint, "" where none are given.
std::string_view terms_of(const Value& entry) {
  for (const std::string_view field : {"constraints_info", "constraint_info"}) {
    const Value* info = entry.find(field);
    if (info && info->is_text() && !trim(info->text).empty())
      return trim(info->text);
  }
  return {};
}

// What an entry's `use` says, and what is wrong with it.
void read_use(const Value& entry, Signal& signal, std::string& raw) {
  const Value* use = entry.is_map() ? entry.find("use") : &entry;
  const std::string written = use && use->is_text() ? use->text : "";
  const std::string_view terms = terms_of(entry);
  raw += written + (terms.empty() ? "" : " (" + std::string(terms) + ")");
  signal.value = printable(written, kMaxName);
  if (!entry.is_map()) {
    signal.problem = "entry_not_map";
  } else if (written != kAllowed && written != kNotAllowed &&
             written != kConstrained) {
    signal.problem = "unknown_use";
  } else if (written == kConstrained && terms.empty()) {
    signal.value = kNotAllowed;
    signal.problem = "constrained_without_terms";
    return;
  }
  signal.malformed = !signal.problem.empty();
}

Signal to_signal(std::string_view label, std::string_view key,
                 const Value& entry, std::size_t offset) {
  Signal signal;
  signal.family = signals::Family::training_mining;
  signal.source = signals::Source::metadata;
  signal.name = to_lower(printable(key, kMaxName));
  signal.offset = offset;
  std::string raw = std::string(label) + ": " + std::string(key) + " = ";
  read_use(entry, signal, raw);
  signal.raw = printable(raw, kMaxRaw - kDots);
  if (!is_known_entry(key)) {
    // Keys of others are in order; a known one in other letters is not, and
    // its name, in lower case, must not be taken for that one.
    signal.malformed = signal.malformed || is_known_entry(signal.name);
    if (signal.problem.empty()) signal.problem = "unknown_entry";
  }
  return signal;
}

}  // namespace

bool is_training_mining(std::string_view label) {
  std::string_view rest = without_prefix(label);
  if (!rest.starts_with(kLabel)) return false;
  rest.remove_prefix(kLabel.size());
  if (rest.empty()) return true;
  if (!rest.starts_with("__")) return false;
  rest.remove_prefix(2);
  return !rest.empty() && rest.size() <= kMaxInstance &&
         std::ranges::all_of(rest, is_digit);
}

void read_training_mining(std::string_view label, const Value& content,
                          std::size_t offset, std::vector<Signal>& out) {
  const Value* entries = content.find("entries");
  const bool in_map = entries && entries->is_map();
  if (!in_map) entries = &content;
  if (!entries->is_map()) return;
  for (std::size_t i = 0; i + 1 < entries->items.size(); i += 2) {
    const Value& key = entries->items[i];
    // Outside an `entries` map anything else may stand.
    if (!key.is_text() || (!in_map && !is_known_entry(key.text))) continue;
    if (out.size() >= kMaxEntries) return;
    Signal signal = to_signal(label, key.text, entries->items[i + 1], offset);
    const bool legacy =
        label.starts_with(kLegacy) || key.text.starts_with(kLegacy);
    if (signal.problem.empty() && !in_map) signal.problem = "no_entries_map";
    if (signal.problem.empty() && legacy) signal.problem = "legacy_label";
    out.push_back(std::move(signal));
  }
}

void mark_differing(std::vector<Signal>& signals) {
  const auto differ = [](const Signal& a, const Signal& b) {
    return !a.malformed && !b.malformed && a.name != b.name &&
           is_known_entry(a.name) &&
           without_prefix(a.name) == without_prefix(b.name) &&
           a.value != b.value;
  };
  for (Signal& one : signals)
    if (std::ranges::any_of(
            signals, [&](const Signal& other) { return differ(one, other); }))
      one.problem = "both_labels_differ";
}

}  // namespace veto::embedded
