// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/content_signal.h"

#include <algorithm>
#include <string>
#include <utility>

#include "audit/signals/families/robots_scope.h"
#include "base/text.h"

namespace veto::signals {
namespace {

constexpr std::size_t kMaxSignalField = 16 * 1024;  // bytes that are read
constexpr std::size_t kMaxSignalPieces = 64;        // of one field
constexpr std::size_t kMaxSignalWord = 100;

struct SignalKey {
  std::string_view name;
  std::string_view values;  // with a space around each; "" for another's key
};

constexpr SignalKey kSignalKeys[] = {
    {"search", " yes no "},
    {"ai-input", " yes no "},
    {"ai-train", " yes no "},
    {"use", " immediate reference full "},
    {"train-ai", ""},  // categories of AIPREF, of any draft
    {"ai-use", ""},
    {"ai-output", ""},
    {"train-genai", ""},
    {"genai", ""},
    {"inference", ""},
    {"tdm", ""},
    {"bots", ""},
    {"all", ""},
    {"ai", ""},
};

bool is_value_of(const SignalKey& key, std::string_view value) {
  if (value.empty() || value.find(' ') != value.npos) return false;
  return key.values.find(" " + std::string(value) + " ") != value.npos;
}

std::string_view signal_problem(std::string_view name, std::string_view value) {
  const auto key = std::ranges::find(kSignalKeys, name, &SignalKey::name);
  if (key == std::end(kSignalKeys)) return "unknown_key";
  if (key->values.empty()) return "other_vocabulary";
  return is_value_of(*key, value) ? "" : "bad_value";
}

Signal signal_of_piece(std::string_view piece, std::string_view raw) {
  const std::size_t equals = std::min(piece.find('='), piece.size());
  const std::string_view value =
      piece.substr(std::min(equals + 1, piece.size()));
  Signal signal;
  signal.family = Family::content_signal;
  signal.name =
      printable(to_lower(trim(piece.substr(0, equals))), kMaxSignalWord);
  signal.value = printable(to_lower(trim(value)), kMaxSignalWord);
  signal.raw = printable(raw, kMaxRawBytes);
  signal.problem = signal_problem(signal.name, signal.value);
  signal.malformed = signal.problem == "bad_value";
  return signal;
}

std::vector<Signal> signals_of_list(std::string_view list,
                                    std::string_view raw) {
  std::vector<Signal> signals;
  for (std::string_view piece : split(list.substr(0, kMaxSignalField), ',')) {
    if (signals.size() >= kMaxSignalPieces) break;
    if (!trim(piece).empty()) signals.push_back(signal_of_piece(piece, raw));
  }
  return signals;
}

}  // namespace

std::vector<Signal> read_content_signal_header(std::string_view value) {
  std::vector<Signal> signals = signals_of_list(value, trim(value));
  for (Signal& signal : signals) signal.source = Source::header;
  return signals;
}

std::vector<Signal> read_content_signal_robots(
    std::span<const crawler::RobotsRecord> records) {
  std::vector<Signal> signals;
  for (const crawler::RobotsRecord& record : records) {
    const bool plural = record.key == "content-signals";
    if (!plural && record.key != "content-signal") continue;
    std::string_view value = record.value;
    const std::string_view path = take_path(value);
    for (Signal& signal : signals_of_list(value, record.raw)) {
      set_scope(signal, path);
      if (plural) signal.problem = "plural_key";
      add_addressed(signals, std::move(signal), record);
    }
  }
  return signals;
}

}  // namespace veto::signals
