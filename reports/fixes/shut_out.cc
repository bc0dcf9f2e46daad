// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/shut_out.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"

namespace veto::reports {
namespace {

using config::Scraper;
using std::string_view;

constexpr string_view kCollects[] = {
    "training",    "dataset",       "image",  "data-broker",
    "face-search", "control-token", "unknown"};
constexpr string_view kAnswers[] = {"search-index", "user-triggered", "agent",
                                    "assistant"};
// Search engines of the whole web under one name with their AI answers.
constexpr string_view kWebSearch[] = {"bravebot", "petalbot"};

template <std::size_t N>
bool is_among(string_view word, const string_view (&words)[N]) {
  return std::ranges::find(words, word) != std::end(words);
}

bool is_unwanted(const Wanted& wanted, const Scraper& scraper) {
  if (wanted.search && is_among(scraper.id, kWebSearch)) return false;
  const bool concerns = scraper.crawls_for_ai || scraper.control_only ||
                        scraper.purpose == "face-search";
  if (!concerns) return false;
  if (is_among(scraper.purpose, kCollects)) return !wanted.training;
  return is_among(scraper.purpose, kAnswers) && !wanted.answers;
}

}  // namespace

ShutOut shut_out(const Wanted& wanted,
                 const config::ScraperRegistry& registry) {
  std::vector<std::string> staying;
  for (const Scraper& scraper : registry.all())
    if (!is_unwanted(wanted, scraper))
      staying.push_back(to_lower(scraper.token));
  const auto is_part = [&](const Scraper& scraper) {
    const std::string token = to_lower(scraper.token);
    return std::ranges::any_of(staying, [&](const std::string& other) {
      return other.find(token) != other.npos;
    });
  };
  ShutOut out;
  for (const Scraper& scraper : registry.all()) {
    if (!is_unwanted(wanted, scraper)) continue;
    if (!config::is_product_token(scraper.token))
      out.unnameable.push_back(&scraper);
    else if (scraper.high_risk_match || is_part(scraper))
      out.ambiguous.push_back(&scraper);
    else
      out.named.push_back(&scraper);
  }
  return out;
}

}  // namespace veto::reports
