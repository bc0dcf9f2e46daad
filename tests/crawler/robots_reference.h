// SPDX-License-Identifier: GPL-3.0-or-later
//
// The verdict by the slow and plain way, to hold the fast one against: the
// file is read again for each question, every rule is compared octet by octet,
// and the most specific one is remembered. Shares with the program what cuts
// lines and normalises paths, which tables of RFC 9309 test.

#ifndef VETO_TESTS_CRAWLER_ROBOTS_REFERENCE_H_
#define VETO_TESTS_CRAWLER_ROBOTS_REFERENCE_H_

#include <string>
#include <string_view>
#include <vector>

#include "crawler/robots_lines.h"
#include "crawler/robots_match.h"

namespace veto::test {

// By dynamic programming over both texts.
inline bool reference_match(std::string_view pattern, std::string_view target) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  // reached[i]: what was read of the pattern matches i octets of the target.
  std::string reached(target.size() + 1, 0);
  reached[0] = 1;
  for (const char c : pattern) {
    if (c == '*') {
      for (std::size_t i = 1; i <= target.size(); ++i)
        reached[i] = reached[i] || reached[i - 1];
      continue;
    }
    for (std::size_t i = target.size(); i > 0; --i)
      reached[i] = reached[i - 1] && target[i - 1] == c;
    reached[0] = 0;
  }
  if (anchored) return reached[target.size()];
  for (const char yes : reached)
    if (yes) return true;
  return false;
}

inline std::string reference_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return lower;
}

// Which token a user-agent value names, in lower case; "" for nobody.
inline std::string reference_token(std::string_view value,
                                   crawler::Reading reading) {
  const auto in_alphabet = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_';
  };
  std::size_t cut = 0;
  while (cut < value.size() && in_alphabet(value[cut])) ++cut;
  if (reading == crawler::Reading::rfc)
    return value == "*" || cut == value.size() ? reference_lower(value) : "";
  if (value == "*" || value.starts_with("* ") || value.starts_with("*\t"))
    return "*";
  if (reading == crawler::Reading::lenient) return reference_lower(value);
  return reference_lower(value.substr(0, cut));
}

struct ReferenceRule {
  bool allow;
  int line;
  std::string_view value;
};

// The rules of every group that names the token, or "*" where none does.
inline std::vector<ReferenceRule> reference_rules(std::string_view text,
                                                  std::string_view token,
                                                  crawler::Reading reading) {
  using crawler::RobotsField;
  std::vector<ReferenceRule> named, star;
  bool in_named = false, in_star = false, in_agents = false, found = false;
  for (const auto& line : crawler::split_robots_lines(text)) {
    const auto record = crawler::read_robots_entry(line, reading);
    if (record.field == RobotsField::user_agent) {
      if (!in_agents) in_named = in_star = false;
      in_agents = true;
      const std::string name = reference_token(record.value, reading);
      in_named |= name == reference_lower(token);
      in_star |= name == "*";
      found |= in_named;
    } else if (record.field == RobotsField::allow ||
               record.field == RobotsField::disallow) {
      in_agents = false;
      bool readable = true;
      for (const char c : record.value)
        readable &= static_cast<unsigned char>(c) > 0x20;
      if (reading == crawler::Reading::rfc && !readable) continue;
      const ReferenceRule rule{record.field == RobotsField::allow, line.number,
                               record.value};
      if (in_named) named.push_back(rule);
      if (in_star) star.push_back(rule);
    }
  }
  return found ? named : star;
}

// Octets of the rule where it matches, else 0.
inline std::size_t reference_octets(const ReferenceRule& rule,
                                    std::string_view target,
                                    crawler::Reading reading) {
  crawler::RobotsArena arena;
  if (reading == crawler::Reading::google) {
    const std::string pattern(crawler::google_pattern(rule.value, arena));
    if (pattern.empty()) return 0;
    if (reference_match(pattern, target)) return pattern.size();
    const auto slash = pattern.rfind("/index.htm");
    if (!rule.allow || slash == pattern.npos || slash != pattern.rfind('/'))
      return 0;
    const std::string folder = pattern.substr(0, slash + 1) + "$";
    return reference_match(folder, target) ? folder.size() : 0;
  }
  const auto pattern = crawler::normalise_pattern(rule.value, arena);
  const auto path = crawler::normalise_target(target, arena);
  const auto other = [](const crawler::RobotsPath& p) {
    return p.decoded_query.empty() ? p.text : p.decoded_query;
  };
  const bool matches = reference_match(pattern.text, path.text) ||
                       reference_match(other(pattern), other(path));
  return matches ? pattern.text.size() : 0;
}

inline crawler::RobotsDecision reference_decide(std::string_view text,
                                                std::string_view token,
                                                std::string_view target,
                                                crawler::Reading reading) {
  crawler::RobotsDecision answer;
  std::size_t best = 0;
  for (const auto& rule : reference_rules(text, token, reading)) {
    const std::size_t octets = reference_octets(rule, target, reading);
    if (octets > best ||
        (octets == best && best > 0 && rule.allow && !answer.allowed)) {
      best = octets;
      answer = {rule.allow, rule.line};
    }
  }
  return answer;
}

}  // namespace veto::test

#endif  // VETO_TESTS_CRAWLER_ROBOTS_REFERENCE_H_
