// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/robots_groups.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>

#include "base/text.h"

namespace veto::crawler {
namespace {

// RFC 9309, section 2.2: identifier = 1*(%x2D / %x41-5A / %x5F / %x61-7A).
bool is_identifier_char(char c) {
  const char letter = robots_lower(c);
  return (letter >= 'a' && letter <= 'z') || c == '-' || c == '_';
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
std::string_view folder_of_index(std::string_view pattern, RobotsArena& arena) {
  const std::size_t slash = pattern.rfind('/');
  if (slash == pattern.npos) return {};
  if (!pattern.substr(slash).starts_with("/index.htm")) return {};
  return arena.keep(std::string(pattern.substr(0, slash + 1)) + '$');
}

RobotsPath pattern_of(std::string_view value, Reading reading,
                      RobotsArena& arena) {
  if (reading == Reading::google) return {google_pattern(value, arena), {}};
  return normalise_pattern(value, arena);
}

RobotsPath target_of(std::string_view target, Reading reading,
                     RobotsArena& arena) {
  if (!target.starts_with('/')) target = arena.keep("/" + std::string(target));
  if (reading == Reading::google)
    return {target.substr(0, target.find('#')), {}};
  return normalise_target(target, arena);
}

std::optional<double> seconds_of(std::string_view value) {
  double seconds = 0;
  const char* end = value.data() + value.size();
  const auto [rest, error] = std::from_chars(value.data(), end, seconds);
  if (error != std::errc() || rest != end) return std::nullopt;
  if (!std::isfinite(seconds) || seconds < 0) return std::nullopt;
  return seconds;
}

// From here on an index is faster than asking each candidate.
constexpr std::size_t kIndexFrom = 16;

// Where a pattern stands in the order in which rules win: more octets first,
// then allow, then the first in the file (section 2.2.2).
struct Place {
  std::uint64_t order;
  RobotsPath pattern;
  const RobotsRule* rule;
};

std::vector<Place> places_of(std::span<const RobotsRule> rules) {
  std::vector<Place> places;
  places.reserve(rules.size());
  const auto add = [&](const RobotsPath& pattern, const RobotsRule& rule) {
    // An empty pattern says nothing either way.
    if (pattern.text.empty()) return;
    const std::uint64_t octets = pattern.text.size();
    const auto number = static_cast<std::uint64_t>(&rule - rules.data());
    places.push_back({(~octets << 32) | (rule.allow ? 0u : 1u << 31) | number,
                      pattern, &rule});
  };
  for (const RobotsRule& rule : rules) {
    add(rule.pattern, rule);
    add({rule.folder, {}}, rule);
  }
  std::sort(places.begin(), places.end(),
            [](const Place& a, const Place& b) { return a.order < b.order; });
  return places;
}

void order_candidates(RobotsGroup& group, std::span<const RobotsRule> rules) {
  const std::vector<Place> places = places_of(rules);
  group.candidates.reserve(places.size());
  if (places.size() >= kIndexFrom) group.index.emplace(places.size());
  for (const Place& place : places) {
    const std::string_view text = place.pattern.text;
    if (group.index) group.index->add(group.candidates.size(), text);
    group.candidates.push_back(
        {RobotsSieve::of_pattern(text), place.pattern, place.rule});
    group.has_stars |= text.find('*') != text.npos;
    group.has_two_forms |= !place.pattern.decoded_query.empty();
  }
  if (group.index) group.index->finish();
}

// The first that matches.
const RobotsCandidate* first_match(const RobotsGroup& group,
                                   const RobotsPath& path) {
  const auto& candidates = group.candidates;
  if (group.has_two_forms || !path.decoded_query.empty()) {
    const auto found =
        std::find_if(candidates.begin(), candidates.end(),
                     [&](const RobotsCandidate& candidate) {
                       return robots_match(candidate.pattern, path);
                     });
    return found == candidates.end() ? nullptr : &*found;
  }
  const auto sieve = RobotsSieve::of_target(path.text, group.has_stars);
  const auto matches = [&](const RobotsCandidate& candidate) {
    return candidate.sieve.may_match(sieve) &&
           robots_match(candidate.pattern.text, path.text);
  };
  if (group.index) {
    RobotsIndex::Search search(*group.index, path.text);
    for (std::size_t number = search.next(); number != RobotsIndex::kNone;
         number = search.next())
      if (matches(candidates[number])) return &candidates[number];
    return nullptr;
  }
  for (const RobotsCandidate& candidate : candidates)
    if (matches(candidate)) return &candidate;
  return nullptr;
}

}  // namespace

bool RobotsGroups::IgnoreCase::operator()(std::string_view a,
                                          std::string_view b) const {
  if (a.size() != b.size()) return a.size() < b.size();
  return std::lexicographical_compare(
      a.begin(), a.end(), b.begin(), b.end(),
      [](char x, char y) { return robots_lower(x) < robots_lower(y); });
}

RobotsGroups::RobotsGroups(const std::vector<RobotsLine>& lines,
                           Reading reading)
    : reading_(reading) {
  rules_.reserve(lines.size());
  for (const RobotsLine& line : lines) {
    const RobotsEntry record = read_robots_entry(line, reading);
    switch (record.field) {
      case RobotsField::user_agent:
        add_agent(record.value, line.number);
        break;
      case RobotsField::allow:
      case RobotsField::disallow:
        add_rule(line, record);
        break;
      case RobotsField::crawl_delay:
        add_delay(record.value);
        break;
      // Other records do not interfere (section 2.2.4): they end no group.
      case RobotsField::sitemap:
      case RobotsField::none:
        break;
    }
  }
  for (RobotsGroup& group : groups_)
    order_candidates(group,
                     std::span(rules_).subspan(group.first_rule, group.rules));
}

// Even a line that names nobody begins a group: its rules must not fall to the
// group before it.
void RobotsGroups::add_agent(std::string_view value, int line) {
  if (!in_agents_) {
    groups_.emplace_back();
    groups_.back().line = line;
    groups_.back().first_rule = rules_.size();
  }
  in_agents_ = true;
  const std::string_view token = token_of(value, reading_);
  if (token.empty()) return;
  Mentions& mentions = by_token_[token];
  const std::size_t group = groups_.size() - 1;
  if (mentions.empty() || mentions.back().group != group)
    mentions.push_back({token, group});
}

void RobotsGroups::add_rule(const RobotsLine& line, const RobotsEntry& record) {
  in_agents_ = false;
  if (groups_.empty()) return;  // before any user-agent line: section 2.2.2
  if (reading_ == Reading::rfc && !is_path_pattern(record.value)) return;
  RobotsRule rule;
  rule.allow = record.field == RobotsField::allow;
  rule.line = &line;
  rule.pattern = pattern_of(record.value, reading_, arena_);
  if (reading_ == Reading::google && rule.allow)
    rule.folder = folder_of_index(rule.pattern.text, arena_);
  rules_.push_back(rule);
  ++groups_.back().rules;
}

void RobotsGroups::add_delay(std::string_view value) {
  if (!groups_.empty() && !groups_.back().crawl_delay)
    groups_.back().crawl_delay = seconds_of(value);
}

const RobotsGroups::Mentions* RobotsGroups::mentions_of(
    std::string_view token) const {
  auto found = by_token_.find(token);
  if (found == by_token_.end()) found = by_token_.find("*");
  return found == by_token_.end() ? nullptr : &found->second;
}

bool RobotsGroups::names(std::string_view token) const {
  return by_token_.contains(token);
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

RobotsGroups::Found RobotsGroups::find(std::string_view token,
                                       std::string_view target) const {
  RobotsArena arena;
  const RobotsPath path = target_of(target, reading_, arena);
  if (path.text == "/robots.txt") return {};
  const Mentions* mentions = mentions_of(token);
  if (mentions == nullptr) return {};
  Found found{&mentions->front(), nullptr};
  // Several groups of one token are one group (section 2.2.1).
  std::size_t best = 0;
  for (const Mention& mention : *mentions) {
    const RobotsCandidate* match = first_match(groups_[mention.group], path);
    if (match == nullptr) continue;
    const std::size_t octets = match->pattern.text.size();
    const bool wins = octets > best || (octets == best && match->rule->allow &&
                                        !found.rule->allow);
    if (!wins) continue;
    best = octets;
    found = {&mention, match->rule};
  }
  return found;
}

RobotsDecision RobotsGroups::decide(std::string_view token,
                                    std::string_view target) const {
  const RobotsRule* rule = find(token, target).rule;
  return rule == nullptr ? RobotsDecision()
                         : RobotsDecision{rule->allow, rule->line->number};
}

RobotsVerdict RobotsGroups::verdict(std::string_view token,
                                    std::string_view target) const {
  const Found found = find(token, target);
  RobotsVerdict verdict;
  if (found.mention == nullptr) return verdict;
  verdict.group = found.mention->token;
  verdict.group_line = groups_[found.mention->group].line;
  if (found.rule == nullptr) return verdict;
  verdict.allowed = found.rule->allow;
  verdict.line = found.rule->line->number;
  verdict.rule = shown_robots_line(*found.rule->line);
  return verdict;
}

}  // namespace veto::crawler
