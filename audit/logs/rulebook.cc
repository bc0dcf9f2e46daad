// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/rulebook.h"

#include <algorithm>
#include <string>

#include "base/url.h"

namespace veto::logs {
namespace {

using crawler::Availability;
using crawler::Reading;
using crawler::RobotsRules;
using crawler::RobotsVerdict;

constexpr std::size_t kAskers = 1 << 12;  // powers of two
constexpr std::size_t kAnswers = 1 << 16;
constexpr std::size_t kMaxTexts = 200'000;
constexpr std::size_t kMaxTextBytes = 32u << 20;

constexpr Reading kReadings[] = {Reading::rfc, Reading::google,
                                 Reading::lenient};

// What the operator documents, where that departs from RFC 9309.
bool disallowed_as_documented(const RobotsRules& rules, const Agent& agent,
                              std::string_view target) {
  const config::Scraper& scraper = *agent.scraper;
  if (rules.names(agent.token))
    return !rules.decide(agent.token, target).allowed;
  for (const std::string& fallback : scraper.fallback_tokens)
    if (rules.names(fallback)) return !rules.decide(fallback, target).allowed;
  return !scraper.ignores_wildcard && !rules.decide("*", target).allowed;
}

// A group for any other name in its user agent may be the one it obeys: the
// product token should stand in there (RFC 9309, section 2.2.1), and need not
// come first.
template <typename Visit>
void for_other_names(const Agent& agent, const Visit& visit) {
  for (std::string_view rest = agent.other_names; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    visit(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

// The same target without dot segments, as URLs are written before they are
// asked for and as servers resolve them: "/p/../a" is "/a". "" for no other.
std::string without_dots(std::string_view target) {
  const std::string_view path = target.substr(0, target.find('?'));
  if (!path.contains("/.") && !path.contains("%2e") && !path.contains("%2E") &&
      !path.contains('\\'))
    return {};
  const auto url = Url::parse("http://host.invalid" + std::string(target));
  if (!url) return {};
  std::string plain = url->request_target();
  return plain == target ? std::string() : plain;
}

// Whether "*" says of this agent all that there is to say.
bool is_unnamed(const RobotsRules& rules, const Agent& agent) {
  const auto named = [&](std::string_view token) {
    return std::ranges::any_of(kReadings, [&](Reading reading) {
      return rules.names(token, reading);
    });
  };
  bool unnamed = !named(agent.token);
  for_other_names(
      agent, [&](std::string_view name) { unnamed = unnamed && !named(name); });
  if (!unnamed) return false;
  return !agent.scraper ||
         (!agent.scraper->ignores_wildcard &&
          std::ranges::none_of(agent.scraper->fallback_tokens, named));
}

Opinion read_rules(const RobotsRules& rules, const Agent& agent,
                   std::string_view target) {
  int disallowed = 0;
  int asked = 0;
  for (Reading reading : kReadings) {
    ++asked;
    disallowed += !rules.decide(agent.token, target, reading).allowed;
  }
  if (agent.scraper) {
    ++asked;
    disallowed += disallowed_as_documented(rules, agent, target);
  }
  for_other_names(agent, [&](std::string_view name) {
    if (!rules.names(name, Reading::lenient)) return;
    ++asked;
    disallowed += !rules.decide(name, target, Reading::lenient).allowed;
  });
  if (disallowed == asked)
    if (const std::string plain = without_dots(target); !plain.empty()) {
      ++asked;
      disallowed += !rules.decide(agent.token, plain).allowed;
    }
  if (disallowed == 0) return Opinion::allowed;
  return disallowed == asked ? Opinion::disallowed : Opinion::differ;
}

// Any mixture does: what is found there is compared.
template <typename Asker>
std::size_t slot_of(const Asker& asker, std::uint32_t text, std::size_t slots) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio
  std::uint64_t hash = reinterpret_cast<std::uintptr_t>(asker.version);
  hash = hash * kOdd + reinterpret_cast<std::uintptr_t>(asker.scraper);
  hash = hash * kOdd + asker.token;
  hash = (hash * kOdd + text) * kOdd;
  return (hash >> 32) % slots;
}

}  // namespace

Rulebook::Rulebook(const crawler::RobotsHistory& history)
    : history_(history), askers_(kAskers), answers_(kAnswers) {
  if (!history.versions().empty()) last_ = history.versions().back();
}

const Version& Rulebook::at(UtcTime time) const {
  if (!asked_ || time != last_asked_) {
    last_found_ = history_.at(time);
    last_asked_ = time;
    asked_ = true;
  }
  return last_found_;
}

std::optional<UtcTime> Rulebook::begin() const {
  if (history_.versions().empty()) return std::nullopt;
  return history_.versions().front()->seen_from;
}

std::optional<UtcTime> Rulebook::changed() const {
  if (history_.versions().size() < 2) return std::nullopt;
  return last_->seen_from;
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
  forget_old();
  const Asker asker = asker_of(version, agent);
  const std::uint32_t text = targets_.find_or_add(target);
  Answer& known = answers_[slot_of(asker, text, kAnswers)];
  if (known.asker != asker || known.target != text)
    known = {asker, text, read_rules(version->rules, agent, target)};
  return known.opinion;
}

void Rulebook::forget_old() const {
  if (targets_.size() <= kMaxTexts && targets_.bytes() <= kMaxTextBytes) return;
  targets_.clear();
  std::ranges::fill(answers_, Answer());
}

// Two entries of the registry may share a token and differ in what they
// document.
Rulebook::Asker Rulebook::asker_of(const Version& version,
                                   const Agent& agent) const {
  const Asker asker{
      version.get(), agent.scraper,
      tokens_.find_or_add(agent.other_names.empty()
                              ? agent.token
                              : agent.token + ' ' + agent.other_names)};
  Known& known = askers_[slot_of(asker, 0, kAskers)];
  if (known.asker != asker) {
    known = {asker, asker};
    if (is_unnamed(version->rules, agent))
      known.stands_for = {version.get(), nullptr, tokens_.find_or_add("*")};
  }
  return known.stands_for;
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

std::optional<UtcTime> Rulebook::disallowed_since(
    UtcTime time, const Agent& agent, std::string_view target) const {
  std::optional<UtcTime> since;
  const auto& all = history_.versions();
  const auto after = std::ranges::upper_bound(
      all, time, {}, [](const Version& one) { return one->seen_from; });
  UtcTime next = time;
  for (auto it = after; it != all.begin();) {
    const Version& version = *--it;
    // A microsecond parts one version from the next where nothing is unknown.
    if (version->seen_to + std::chrono::microseconds(1) < next ||
        opinion(version, agent, target) != Opinion::disallowed)
      break;
    since = next = version->seen_from;
  }
  return since;
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

Version Rulebook::of_size_alone(std::int64_t bytes) const {
  if (bytes <= 0) return nullptr;
  const auto same = history_.of_size(static_cast<std::uint64_t>(bytes));
  return !same.empty() && has_size_of_its_own(same.front()) ? same.front()
                                                            : nullptr;
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
