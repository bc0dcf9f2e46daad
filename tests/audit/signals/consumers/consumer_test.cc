// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/signals/consumers/consumer.h"

#include <set>
#include <string>

#include "config/scrapers.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::signals;

TEST_CASE("consumers: at least twelve, each once, with sources") {
  std::set<std::string_view> ids;
  for (const Consumer& one : consumers()) {
    CAPTURE(std::string(one.id));
    CHECK(ids.insert(one.id).second);
    CHECK(consumer(one.id) == &one);
    CHECK_FALSE(one.takes.empty());
    for (const Take& take : one.takes) CHECK_FALSE(take.source.empty());
  }
  CHECK(ids.size() >= 12);
  CHECK(consumer("nobody") == nullptr);
}

TEST_CASE("consumers: operators have tokens that the registry knows") {
  const auto& registry = config::ScraperRegistry::built_in();
  for (const Consumer& one : consumers()) {
    for (const Take& take : one.takes) {
      CAPTURE(std::string(take.token));
      if (take.family == Family::rule && !one.is_class) {
        CHECK(registry.by_token(take.token) != nullptr);
        CHECK(config::is_product_token(take.token));
      }
      CHECK((take.family == Family::directive) ==
            (!take.meanings.empty() || take.own_parser));
    }
  }
}

TEST_CASE("consumers: what an operator does not document reading is no take") {
  for (const Consumer& one : consumers()) {
    if (one.is_class) continue;
    for (const Take& take : one.takes) {
      CAPTURE(std::string(one.id));
      CHECK((take.family == Family::rule || take.family == Family::directive));
    }
  }
}
