// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/robots_groups.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace veto::crawler {
namespace {

// RFC 9309, section 2.2: identifier = 1*(%x2D / %x41-5A / %x5F / %x61-7A).
bool is_identifier_char(char c) {
  const char lower = ascii_lower(c);
  return (lower >= 'a' && lower <= 'z') || c == '-' || c == '_';
}

bool is_identifier(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), is_identifier_char);
}

bool is_star_and_more(std::string_view value) {
  return value.starts_with('*') && trim(value.substr(1, 1)).empty();
}

// Which product token a user-agent value names; empty for nobody.
std::string_view token_of(std::string_view value, Reading reading) {
  if (reading == Reading::rfc)
    return value == "*" || is_identifier(value) ? value : std::string_view();
  if (is_star_and_more(value)) return value.substr(0, 1);
  if (reading == Reading::lenient) return value;
  const auto end =
      std::find_if_not(value.begin(), value.end(), is_identifier_char);
  return value.substr(0, static_cast<std::size_t>(end - value.begin()));
}

// The ABNF's path-pattern holds neither controls nor white space. That it has
// to begin with "/" (or "*") needs no check: a path begins with "/", so nothing
// else matches.
bool is_path_pattern(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20;
  });
}

// "/a/index.html" -> "/a/$".
std::string folder_of_index(std::string_view pattern) {
  const std::size_t slash = pattern.rfind('/');
  if (slash == pattern.npos) return {};
  if (!pattern.substr(slash).starts_with("/index.htm")) return {};
  return std::string(pattern.substr(0, slash + 1)) + '$';
}

RobotsPath pattern_of(std::string_view value, Reading reading) {
  if (reading == Reading::google) return {google_pattern(value), {}};
  return normalise_pattern(value);
}

RobotsPath target_of(std::string_view target, Reading reading) {
  target = target.substr(0, target.find('#'));
  std::string path(target);
  if (!path.starts_with('/')) path.insert(path.begin(), '/');
  if (reading == Reading::google) return {std::move(path), {}};
  return normalise_target(path);
}

std::optional<double> seconds_of(std::string_view value) {
  double seconds = 0;
  const char* end = value.data() + value.size();
  const auto [rest, error] = std::from_chars(value.data(), end, seconds);
  if (error != std::errc() || rest != end) return std::nullopt;
  if (!std::isfinite(seconds) || seconds < 0) return std::nullopt;
  return seconds;
}

// Octets of the pattern where it matches, 0 where it does not: an empty
// pattern says nothing either way.
std::size_t specificity(const RobotsRule& rule, const RobotsPath& target) {
  if (rule.pattern.text.empty()) return 0;
  if (robots_match(rule.pattern, target)) return rule.pattern.text.size();
  if (!rule.folder.empty() && robots_match(rule.folder, target.text))
    return rule.folder.size();
  return 0;
}

}  // namespace

RobotsGroups::RobotsGroups(const std::vector<RobotsLine>& lines,
                           Reading reading)
    : reading_(reading) {
  for (const RobotsLine& line : lines) {
    const RobotsRecord record = read_robots_record(line, reading);
    switch (record.field) {
      case RobotsField::user_agent:
        add_agent(record.value, line.number);
        break;
      case RobotsField::allow:
      case RobotsField::disallow:
        add_rule(line, record);
        break;
      case RobotsField::crawl_delay:
        if (!groups_.empty() && !groups_.back().crawl_delay)
          groups_.back().crawl_delay = seconds_of(record.value);
        break;
      // Other records do not interfere (section 2.2.4): they end no group.
      case RobotsField::sitemap:
      case RobotsField::none:
        break;
    }
  }
}

// Even a line that names nobody begins a group: its rules must not fall to the
// group before it.
void RobotsGroups::add_agent(std::string_view value, int line) {
  if (!in_agents_) groups_.push_back({line, {}, {}});
  in_agents_ = true;
  const std::string_view token = token_of(value, reading_);
  if (token.empty()) return;
  Mentions& mentions = by_token_[to_lower(token)];
  const std::size_t group = groups_.size() - 1;
  if (mentions.empty() || mentions.back().group != group)
    mentions.push_back({token, group});
}

void RobotsGroups::add_rule(const RobotsLine& line,
                            const RobotsRecord& record) {
  in_agents_ = false;
  if (groups_.empty()) return;  // before any user-agent line: section 2.2.2
  if (reading_ == Reading::rfc && !is_path_pattern(record.value)) return;
  RobotsRule rule;
  rule.allow = record.field == RobotsField::allow;
  rule.line = line.number;
  rule.shown = shown_robots_line(line);
  rule.pattern = pattern_of(record.value, reading_);
  if (reading_ == Reading::google && rule.allow)
    rule.folder = folder_of_index(rule.pattern.text);
  groups_.back().rules.push_back(std::move(rule));
}

const RobotsGroups::Mentions* RobotsGroups::mentions_of(
    std::string_view token) const {
  auto found = by_token_.find(to_lower(token));
  if (found == by_token_.end()) found = by_token_.find("*");
  return found == by_token_.end() ? nullptr : &found->second;
}

bool RobotsGroups::names(std::string_view token) const {
  return by_token_.contains(to_lower(token));
}

std::optional<double> RobotsGroups::crawl_delay(std::string_view token) const {
  const Mentions* mentions = mentions_of(token);
  if (mentions == nullptr) return std::nullopt;
  for (const Mention& mention : *mentions) {
    const auto& delay = groups_[mention.group].crawl_delay;
    if (delay) return delay;
  }
  return std::nullopt;
}

RobotsVerdict RobotsGroups::verdict(std::string_view token,
                                    std::string_view target) const {
  RobotsVerdict verdict;
  const RobotsPath path = target_of(target, reading_);
  if (path.text == "/robots.txt") return verdict;
  const Mentions* mentions = mentions_of(token);
  if (mentions == nullptr) return verdict;
  verdict.group = mentions->front().token;
  verdict.group_line = groups_[mentions->front().group].line;
  // Several groups of one token are one group (section 2.2.1).
  std::size_t best = 0;
  for (const Mention& mention : *mentions) {
    const RobotsGroup& group = groups_[mention.group];
    for (const RobotsRule& rule : group.rules) {
      const std::size_t octets = specificity(rule, path);
      const bool wins = octets > best || (octets == best && octets > 0 &&
                                          rule.allow && !verdict.allowed);
      if (!wins) continue;
      best = octets;
      verdict = {rule.allow, rule.line, std::string(rule.shown),
                 std::string(mention.token), group.line};
    }
  }
  return verdict;
}

}  // namespace veto::crawler
