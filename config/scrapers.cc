// SPDX-License-Identifier: GPL-3.0-or-later

#include "config/scrapers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <tuple>

#include "base/check.h"
#include "base/text.h"
#include "embedded/scrapers.h"

namespace veto::config {
namespace {

constexpr std::string_view kCompatible = "compatible;";

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_';
}

// The run of word characters at the front.
std::string_view head_of(std::string_view text) {
  return text.substr(0, std::ranges::find_if_not(text, is_word) - text.begin());
}

// A place in a user agent where a registered word stands.
struct Place {
  std::string_view agent;  // in lower case
  std::size_t at;
  std::string_view word;

  char before() const { return at == 0 ? '\0' : agent[at - 1]; }
  char after() const {
    const std::size_t end = at + word.size();
    return end < agent.size() ? agent[end] : '\0';
  }
};

// Whole words; and not a part of an address or of a longer product token,
// unless the word is itself an address.
bool stands_alone(const Place& place) {
  if (is_word(place.word.back()) && is_word(place.after())) return false;
  if (place.before() == '-') return false;
  if (place.word.find('.') != std::string_view::npos) return true;
  return std::string_view("/@.=%").find(place.before()) ==
             std::string_view::npos &&
         place.after() != '@';
}

// As RFC 9110, section 10.1.5, writes a product; or the way crawlers that
// imitate a browser name themselves.
bool stands_as_product(const Place& place) {
  const char next = place.after();
  const std::string_view rest =
      place.agent.substr(place.at + place.word.size());
  const std::string_view front = trim(place.agent.substr(0, place.at));
  const bool starts = front.empty() || place.before() == ' ' ||
                      place.before() == ';' || place.before() == '(';
  if (next == '/') return starts;
  if (front.ends_with(kCompatible))
    return next == '\0' || next == ';' || next == ')' || next == ' ';
  return front.empty() &&
         (next == '\0' || rest.starts_with(" (") || rest.starts_with(" +"));
}

bool has_any(std::string_view agent, const std::vector<std::string>& words) {
  return std::ranges::any_of(words, [&](const std::string& word) {
    return agent.find(to_lower(word)) != std::string_view::npos;
  });
}

}  // namespace

bool is_product_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (is_word(c) && !(c >= '0' && c <= '9')) || c == '-';
  });
}

void ScraperRegistry::index() {
  for (std::size_t i = 0; i < scrapers_.size(); ++i) {
    const Scraper& scraper = scrapers_[i];
    ids_.emplace(scraper.id, i);
    tokens_.emplace(to_lower(scraper.token), i);
    if (scraper.control_only || !scraper.match_in_logs) continue;
    std::vector<std::string> words = scraper.ua_also;
    words.push_back(scraper.ua_match);
    for (const std::string& word : words) {
      std::string lower = to_lower(word);
      words_[std::string(head_of(lower))].push_back({lower, i});
    }
  }
}

const ScraperRegistry& ScraperRegistry::built_in() {
  static const ScraperRegistry registry = [] {
    auto parsed = parse(embedded::scrapers());
    // The file is part of the program; a test loads it.
    if (!parsed)
      fmt::print(stderr, "veto: error: {}\n", parsed.error().message());
    VETO_CHECK(parsed.has_value());
    return *std::move(parsed);
  }();
  return registry;
}

const Scraper* ScraperRegistry::match(std::string_view user_agent) const {
  const std::string agent = to_lower(user_agent);
  const Scraper* best = nullptr;
  std::tuple<bool, std::size_t> best_rank;
  for (std::size_t at = 0; at < agent.size();) {
    const std::string_view here = std::string_view(agent).substr(at);
    const std::string_view head = head_of(here);
    if (const auto found = words_.find(head); found != words_.end()) {
      for (const Word& word : found->second) {
        if (!here.starts_with(word.text)) continue;
        const Scraper& scraper = scrapers_[word.scraper];
        const Place place{agent, at, word.text};
        const std::tuple rank(!scraper.high_risk_match, word.text.size());
        if (best && rank <= best_rank) continue;
        if (!stands_alone(place) || has_any(agent, scraper.ua_unless) ||
            (scraper.high_risk_match && !stands_as_product(place)))
          continue;
        best = &scraper;
        best_rank = rank;
      }
    }
    at += std::max<std::size_t>(head.size(), 1);
  }
  return best;
}

const Scraper* ScraperRegistry::by_id(std::string_view id) const {
  const auto found = ids_.find(id);
  return found == ids_.end() ? nullptr : &scrapers_[found->second];
}

const Scraper* ScraperRegistry::by_token(std::string_view token) const {
  const auto found = tokens_.find(to_lower(token));
  return found == tokens_.end() ? nullptr : &scrapers_[found->second];
}

FieldEvidence ScraperRegistry::evidence_of(const Scraper& scraper,
                                           std::string_view field) const {
  FieldEvidence found;
  auto best = std::end(kEvidenceLevels);
  for (const std::string& label : scraper.sources) {
    const RegistrySource* from = source(label);
    if (!from || std::ranges::find(from->tells, field) == from->tells.end())
      continue;
    found.sources.push_back(label);
    best = std::min(best, std::ranges::find(kEvidenceLevels, from->level));
  }
  found.level = best == std::end(kEvidenceLevels)
                    ? std::string_view(scraper.evidence)
                    : *best;
  return found;
}

const RegistrySource* ScraperRegistry::source(std::string_view label) const {
  const auto found = sources_.find(label);
  return found == sources_.end() ? nullptr : &found->second;
}

}  // namespace veto::config
