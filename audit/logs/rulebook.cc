// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/rulebook.h"

#include <algorithm>

namespace veto::logs {
namespace {

using crawler::Availability;
using crawler::Reading;
using crawler::RobotsRules;
using crawler::RobotsVerdict;

constexpr std::size_t kMaxKnown = 200'000;

// What the operator documents, where that departs from RFC 9309.
bool disallowed_as_documented(const RobotsRules& rules, const Agent& agent,
                              std::string_view target) {
  const config::Scraper& scraper = *agent.scraper;
  if (!rules.names(agent.token))
    for (const std::string& fallback : scraper.fallback_tokens)
      if (rules.names(fallback))
        return !rules.verdict(fallback, target).allowed;
  const RobotsVerdict verdict = rules.verdict(agent.token, target);
  if (scraper.ignores_wildcard && verdict.group == "*") return false;
  return !verdict.allowed;
}

Opinion read_rules(const RobotsRules& rules, const Agent& agent,
                   std::string_view target) {
  int disallowed = 0;
  int asked = 0;
  for (Reading reading : {Reading::rfc, Reading::google, Reading::lenient}) {
    ++asked;
    disallowed += !rules.verdict(agent.token, target, reading).allowed;
  }
  if (agent.scraper) {
    ++asked;
    disallowed += disallowed_as_documented(rules, agent, target);
  }
  if (disallowed == 0) return Opinion::allowed;
  return disallowed == asked ? Opinion::disallowed : Opinion::differ;
}

}  // namespace

Version Rulebook::at(UtcTime time) const {
  if (!asked_ || time != last_asked_) {
    last_found_ = history_.at(time);
    last_asked_ = time;
    asked_ = true;
  }
  return last_found_;
}

Version Rulebook::last() const {
  return history_.versions().empty() ? nullptr : history_.versions().back();
}

std::optional<UtcTime> Rulebook::begin() const {
  if (history_.versions().empty()) return std::nullopt;
  return history_.versions().front()->seen_from;
}

bool Rulebook::begin_is_asserted() const {
  return !history_.versions().empty() &&
         history_.versions().front()->provenance ==
             crawler::Provenance::asserted;
}

Opinion Rulebook::opinion(const Version& version, const Agent& agent,
                          std::string_view target) const {
  switch (version->availability()) {
    case Availability::unavailable:
      return Opinion::unrestricted;
    case Availability::unreachable:
      return Opinion::unreachable;
    case Availability::rules:
      break;
  }
  key_.assign(reinterpret_cast<const char*>(version->digest.bytes.data()),
              version->digest.bytes.size());
  key_ += agent.token;
  // Two entries may share a token and differ in what they document.
  if (agent.scraper) key_ += '\0' + agent.scraper->id;
  Answers& answers = known_[key_];
  if (const auto found = answers.find(target); found != answers.end())
    return found->second;
  const Opinion opinion = read_rules(version->rules, agent, target);
  if (++known_count_ > kMaxKnown) {
    known_.clear();
    known_count_ = 0;
    return opinion;
  }
  answers.emplace(target, opinion);
  return opinion;
}

RobotsVerdict Rulebook::rule(const Version& version, const Agent& agent,
                             std::string_view target) const {
  return version->rules.verdict(agent.token, target);
}

bool Rulebook::steadily_disallowed(UtcTime from, UtcTime to, const Agent& agent,
                                   std::string_view target) const {
  const auto first = begin();
  if (!first || *first > to) return false;
  const auto versions = history_.during(std::max(from, *first), to);
  if (!versions || versions->empty()) return false;
  return std::ranges::all_of(*versions, [&](const Version& version) {
    return opinion(version, agent, target) == Opinion::disallowed;
  });
}

std::vector<Version> Rulebook::received(UtcTime time, std::int64_t bytes,
                                        bool& by_size) const {
  std::vector<Version> about;
  for (const UtcTime t : {time - kGuard, time, time + kGuard}) {
    const Version version = history_.at(t);
    if (version && version->status / 100 == 2 &&
        std::ranges::find(about, version) == about.end())
      about.push_back(version);
  }
  by_size = false;
  if (bytes <= 0) return about;
  std::vector<Version> sized;
  for (const Version& version :
       history_.of_size(static_cast<std::uint64_t>(bytes)))
    if (version->seen_from <= time + kGuard) sized.push_back(version);
  if (sized.empty()) return about;
  by_size = true;
  // One in force then is likelier than an old copy from a cache.
  std::vector<Version> both;
  for (const Version& version : sized)
    if (std::ranges::find(about, version) != about.end())
      both.push_back(version);
  return both.empty() ? sized : both;
}

bool Rulebook::has_size_of_its_own(const Version& version) const {
  const auto same = history_.of_size(version->text.size());
  return std::ranges::all_of(same, [&](const Version& other) {
    return other->digest == version->digest;
  });
}

std::chrono::hours Rulebook::cache_time(const Agent& agent) {
  if (!agent.scraper) return kCache;
  return std::max(kCache, std::chrono::hours(agent.scraper->cache_hours));
}

}  // namespace veto::logs
