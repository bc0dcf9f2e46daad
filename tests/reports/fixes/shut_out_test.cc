// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/shut_out.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

namespace {

using Scrapers = std::vector<const config::Scraper*>;

bool holds(const Scrapers& scrapers, std::string_view token) {
  return std::ranges::any_of(
      scrapers, [&](const auto* scraper) { return scraper->token == token; });
}

ShutOut out_of(const Wanted& wanted) {
  return shut_out(wanted, config::ScraperRegistry::built_in());
}

}  // namespace

TEST_CASE("shut out: whom, by what is wanted") {
  struct Row {
    const char* token;
    bool by_default, answers_kept, training_kept;
  };
  const Row rows[] = {
      {"GPTBot", true, true, false},
      {"CCBot", true, true, false},
      {"ImagesiftBot", true, true, false},
      {"Diffbot", true, true, false},
      {"PimEyesBot", true, true, false},
      // Control tokens, which send no request.
      {"Google-Extended", true, true, false},
      {"Applebot-Extended", true, true, false},
      {"OAI-SearchBot", true, false, true},
      {"ChatGPT-User", true, false, true},
      // Search engines stay.
      {"Googlebot", false, false, false},
      {"bingbot", false, false, false},
      {"Applebot", false, false, false},
      {"Bravebot", false, false, false},
      {"archive.org_bot", false, false, false},
  };
  Wanted answers_kept, training_kept;
  answers_kept.answers = true;
  training_kept.training = true;
  for (const Row& row : rows) {
    CAPTURE(row.token);
    CHECK(holds(out_of({}).named, row.token) == row.by_default);
    CHECK(holds(out_of(answers_kept).named, row.token) == row.answers_kept);
    CHECK(holds(out_of(training_kept).named, row.token) == row.training_kept);
  }
}

TEST_CASE("shut out: nobody where everything is allowed") {
  Wanted wanted;
  wanted.training = wanted.answers = true;
  const ShutOut out = out_of(wanted);
  CHECK(out.named.empty());
  CHECK(out.unnameable.empty());
  CHECK(out.ambiguous.empty());
}

TEST_CASE("shut out: names that RFC 9309, section 2.2.1, does not allow") {
  const ShutOut out = out_of({});
  CHECK(holds(out.unnameable, "img2dataset"));
  CHECK(holds(out.unnameable, "AI2Bot"));
  for (const auto* scraper : out.named) {
    CAPTURE(scraper->token);
    CHECK(config::is_product_token(scraper->token));
  }
}

TEST_CASE("shut out: no name is an everyday word or part of one that stays") {
  const ShutOut out = out_of({});
  CHECK(holds(out.ambiguous, "Spider"));  // in "Baiduspider"
  for (const auto* scraper : out.named) {
    CAPTURE(scraper->token);
    CHECK_FALSE(scraper->high_risk_match);
    for (const auto& other : config::ScraperRegistry::built_in().all()) {
      if (holds(out.named, other.token) || holds(out.unnameable, other.token) ||
          holds(out.ambiguous, other.token))
        continue;
      CAPTURE(other.token);
      CHECK(to_lower(other.token).find(to_lower(scraper->token)) ==
            std::string::npos);
    }
  }
}

TEST_CASE("shut out: a name that is part of one that stays is left out") {
  const auto registry = config::ScraperRegistry::parse(R"({
    "schema": "veto.scrapers/1", "date": "2026-11-23",
    "sources": {"s": {"date": "2026-11", "what": "w"}},
    "scrapers": [
      {"id": "gather", "token": "Gather", "purpose": "training",
       "for_ai": true, "robots": {"stance": "yes"},
       "known": {"level": "memory", "from": ["s"]}},
      {"id": "gathersearch", "token": "gatherSearch",
       "purpose": "search-index", "robots": {"stance": "yes"},
       "known": {"level": "memory", "from": ["s"]}}]})");
  REQUIRE(registry.has_value());
  const ShutOut out = shut_out({}, *registry);
  CHECK(out.named.empty());
  CHECK(holds(out.ambiguous, "Gather"));
}
