// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>

#include "audit/signals/lints/lint.h"
#include "audit/signals/lints/parts.h"

namespace veto::signals {

bool is_judged(const Origin& origin) {
  return !origin.is_twin || origin.is_seed || origin.serves_pages ||
         origin.serves_images;
}

bool has_rules(const Origin& origin) {
  return origin.robots &&
         origin.robots->availability() == crawler::Availability::rules;
}

bool is_opt_out_directive(std::string_view name) {
  constexpr std::string_view kNames[] = {
      "noai",    "noarchive", "nocache", "noimageai", "noimageindex",
      "noindex", "noml",      "none",    "nosnippet"};
  return std::ranges::find(kNames, name) != std::end(kNames);
}

const std::vector<std::string>& training_tokens(
    const config::ScraperRegistry& registry) {
  static const std::vector<std::string> kTokens = [&] {
    std::vector<std::string> tokens;
    for (const Consumer& consumer : consumers())
      for (const Take& take : consumer.takes) {
        if (take.family != Family::rule || take.token.empty()) continue;
        if (take.use != Use::training && take.use != Use::dataset) continue;
        // Shutting out a search engine's crawler is another decision.
        const config::Scraper* scraper = registry.by_token(take.token);
        if (!scraper || !scraper->crawls_for_ai) continue;
        const std::string token(take.token);
        if (std::ranges::find(tokens, token) == tokens.end())
          tokens.push_back(token);
      }
    return tokens;
  }();
  return kTokens;
}

std::vector<Lint> lint_site(const Site& site,
                            const config::ScraperRegistry& registry) {
  LintBook book;
  const LintContext context{site, registry, book};
  lint_robots_answers(context);
  lint_robots_groups(context);
  lint_agents(context);
  lint_twins(context);
  lint_images(context);
  lint_carriers(context);
  lint_tdm_levels(context);
  lint_directives(context);
  lint_hidden(context);
  lint_problems(context);
  lint_files(context);
  return book.take();
}

}  // namespace veto::signals
