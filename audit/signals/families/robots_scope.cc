// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/robots_scope.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "crawler/api/robots_path.h"

namespace veto::signals {
namespace {

constexpr std::size_t kMaxAgentBytes = 200;

// RFC 3986, section 2.1; the same path for every reader of RFC 9309.
std::string percent_encoded(std::string_view path) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

// What Signal::agent holds of the group that the question is answered from.
std::string_view agent_asked(const RobotsQuestion& question) {
  if (question.token == "*") return {};
  const bool named = question.rules.names(question.token, question.reading);
  return named ? question.token : std::string_view();
}

}  // namespace

bool addresses_nobody(const crawler::RobotsRecord& record) {
  return std::ranges::all_of(record.agents, &std::string::empty);
}

void add_addressed(std::vector<Signal>& signals, Signal signal,
                   const crawler::RobotsRecord& record) {
  signal.source = Source::robots;
  signal.line = record.line;
  signal.raw = printable(record.raw, kMaxRawBytes);
  if (addresses_nobody(record)) {
    if (signal.problem.empty()) signal.problem = kNoGroup;
    if (signals.size() < kMaxRobotsSignals)
      signals.push_back(std::move(signal));
    return;
  }
  for (const std::string& agent : record.agents) {
    if (agent.empty()) continue;
    if (signals.size() >= kMaxRobotsSignals) return;
    signal.agent = agent == "*" ? "" : printable(agent, kMaxAgentBytes);
    signals.push_back(signal);
  }
}

std::string_view take_path(std::string_view& value) {
  if (!value.starts_with('/')) return {};
  const std::size_t end = std::min(value.find_first_of(" \t"), value.size());
  const std::string_view path = value.substr(0, end);
  value = trim(value.substr(end));
  return path;
}

void set_scope(Signal& signal, std::string_view path) {
  if (path.size() > kMaxScopeBytes) {
    signal.problem = kPathTooLong;
    path = path.substr(0, kMaxScopeBytes);
  }
  signal.scope = path;
  if (printable(path, kMaxScopeBytes) != path)
    signal.scope = percent_encoded(path);
}

std::vector<std::size_t> applying(
    std::span<const Signal> signals, const RobotsQuestion& question,
    const std::function<bool(const Signal&)>& takes_part) {
  const std::string_view agent = agent_asked(question);
  const crawler::RobotsTarget target(question.target);
  std::vector<std::size_t> others, longest;
  std::size_t most = 0;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    const Signal& signal = signals[i];
    if (!takes_part(signal)) continue;
    if (signal.source != Source::robots) {
      others.push_back(i);
      continue;
    }
    if (signal.problem == kNoGroup || signal.problem == kPathTooLong) continue;
    if (!iequals(signal.agent, agent)) continue;
    const std::optional<std::size_t> octets = target.matched_by(signal.scope);
    if (!octets || *octets < most) continue;
    if (*octets > most) longest.clear();
    most = *octets;
    longest.push_back(i);
  }
  std::vector<std::size_t> all(others.size() + longest.size());
  std::ranges::merge(others, longest, all.begin());
  return all;
}

}  // namespace veto::signals
