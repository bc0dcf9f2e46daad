// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/ai_txt.h"

#include <algorithm>
#include <string>
#include <utility>

#include "audit/signals/families/text_lines.h"
#include "base/text.h"
#include "crawler/api/robots_path.h"

namespace veto::signals {
namespace {

constexpr std::size_t kMaxAgents = 64;          // of one group
constexpr std::size_t kMaxPatternBytes = 1000;  // a longer one is no pattern

struct AiTxtRecord {
  std::string_view key;
  std::string_view value;
};

// Nothing where the line is no record: a key is one word of letters.
std::optional<AiTxtRecord> ai_txt_record(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view key = trim(line.substr(0, colon));
  const bool word = !key.empty() && std::ranges::all_of(key, [](char c) {
    const char lower = ascii_lower(c);
    return (lower >= 'a' && lower <= 'z') || lower == '-' || lower == '_';
  });
  if (!word) return std::nullopt;
  return AiTxtRecord{key, trim(line.substr(colon + 1))};
}

bool is_rule(std::string_view key) {
  return iequals(key, "disallow") || iequals(key, "allow");
}

std::string_view ai_txt_problem(const std::vector<TextLine>& lines) {
  if (lines.empty()) return "empty";
  bool agent = false;
  bool ruled = false;
  std::size_t strange = 0;
  for (const TextLine& line : lines) {
    const auto record = ai_txt_record(line.text);
    if (!record) {
      if (line.text.starts_with('<')) return "another_format";
      ++strange;
      continue;
    }
    agent |= iequals(record->key, "user-agent");
    ruled |= agent && is_rule(record->key);
  }
  return ruled && strange * 2 <= lines.size() ? "" : "another_format";
}

class AiTxtReader {
 public:
  explicit AiTxtReader(const Signal& stem) : stem_(stem) {
    stem_.family = Family::ai_txt;
  }

  std::vector<Signal> read(const std::vector<TextLine>& lines) {
    for (const TextLine& line : lines) {
      const AiTxtRecord record =
          ai_txt_record(line.text).value_or(AiTxtRecord{});
      if (iequals(record.key, "user-agent")) {
        add_agent(record.value);
      } else if (is_rule(record.key)) {
        in_rules_ = true;
        add_rule(record, line);
      }
    }
    return std::move(signals_);
  }

 private:
  void add_agent(std::string_view token) {
    if (std::exchange(in_rules_, false)) agents_.clear();
    if (token.empty() || agents_.size() >= kMaxAgents) return;
    agents_.push_back(token == "*" ? "" : printable(token, 200));
  }

  void add_rule(const AiTxtRecord& rule, const TextLine& line) {
    Signal signal = stem_;
    signal.name = to_lower(rule.key);
    signal.raw = printable(line.whole);
    signal.line = line.number;
    const bool usable =
        !rule.value.empty() && rule.value.size() <= kMaxPatternBytes;
    if (usable) signal.scope = printable(rule.value, 4 * kMaxPatternBytes);
    if (!usable) signal.problem = "no_pattern";
    if (agents_.empty()) {
      signal.problem = "no_agent";
      keep(std::move(signal));
    }
    for (const std::string& agent : agents_) {
      signal.agent = agent;
      keep(signal);
    }
  }

  void keep(Signal signal) {
    if (signals_.size() < kMaxAiTxtSignals)
      signals_.push_back(std::move(signal));
  }

  Signal stem_;
  std::vector<Signal> signals_;
  std::vector<std::string> agents_;
  bool in_rules_ = false;  // the next User-Agent begins a group
};

// "*.jpg" -> ".jpg"; nothing for other patterns.
std::optional<std::string_view> extension_of(std::string_view pattern) {
  if (!pattern.starts_with("*.") || pattern.size() < 3) return std::nullopt;
  const bool plain = std::ranges::all_of(pattern.substr(2), [](char c) {
    const char lower = ascii_lower(c);
    return (lower >= 'a' && lower <= 'z') || is_digit(c) || c == '_';
  });
  if (!plain) return std::nullopt;
  return pattern.substr(1);
}

bool ai_txt_matches(std::string_view pattern, std::string_view target) {
  const auto extension = extension_of(pattern);
  if (!extension)
    return crawler::RobotsTarget(target).matched_by(pattern).has_value();
  const std::string_view path = target.substr(0, target.find_first_of("?#"));
  return path.size() >= extension->size() &&
         iequals(path.substr(path.size() - extension->size()), *extension);
}

}  // namespace

std::vector<Signal> read_ai_txt(std::string_view bytes, const Signal& stem) {
  const std::vector<TextLine> lines = text_lines(bytes);
  const std::string_view problem = ai_txt_problem(lines);
  if (problem.empty()) return AiTxtReader(stem).read(lines);
  Signal signal = stem;
  signal.family = Family::ai_txt;
  signal.name = "ai.txt";
  signal.raw = lines.empty() ? "" : printable(lines.front().whole);
  signal.line = lines.empty() ? 0 : lines.front().number;
  signal.problem = problem;
  return {signal};
}

std::optional<Answer> resolve_ai_txt(std::span<const Signal> signals,
                                     std::string_view target, Use use,
                                     std::string_view agent) {
  if (use != Use::training && use != Use::dataset) return std::nullopt;
  std::optional<Answer> answer;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    const Signal& signal = signals[i];
    if (signal.family != Family::ai_txt || !signal.problem.empty()) continue;
    if (!signal.agent.empty() && !iequals(signal.agent, agent)) continue;
    if (!ai_txt_matches(signal.scope, target)) continue;
    if (signal.name == "disallow") return Answer{Wish::reserved, i};
    if (!answer) answer = Answer{Wish::allowed, i};
  }
  return answer;
}

}  // namespace veto::signals
