// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/diff.h"

#include <doctest/doctest.h>

using namespace veto;
using namespace veto::logs;

namespace {

Client client(const std::string& scraper, const std::string& agent,
              std::uint64_t requests, bool own = false) {
  Client client;
  client.scraper_id = scraper;
  client.user_agents = {agent};
  client.requests = requests;
  client.own_crawl = own;
  client.first = from_micros(static_cast<std::int64_t>(requests));
  return client;
}

}  // namespace

TEST_CASE("agents: by registry name, else by what they call themselves") {
  LogSummary before, after;
  before.clients = {client("gptbot", "GPTBot/1.1", 3), client("", "curl/8", 1)};
  after.clients = {client("gptbot", "GPTBot/1.2", 9),
                   client("ccbot", "CCBot/2.0", 5),
                   client("ccbot", "CCBot/2.1", 4), client("", "x/1", 2),
                   client("", "veto/0.1", 7, true)};
  const auto diff = diff_agents(before, after);
  REQUIRE(diff.added.size() == 2);
  CHECK(diff.added[0].name == "ccbot");
  CHECK(diff.added[0].known);
  CHECK(diff.added[0].clients == 2);
  CHECK(diff.added[0].requests == 9);
  CHECK(to_micros(diff.added[0].first) == 4);
  CHECK(diff.added[1].name == "x/1");
  CHECK_FALSE(diff.added[1].known);
  REQUIRE(diff.missing.size() == 1);
  CHECK(diff.missing[0].name == "curl/8");
}
