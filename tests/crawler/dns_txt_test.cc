// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/dns_txt.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/crawler/dns_server.h"

using namespace veto;
using test::DnsServer;
using Records = std::vector<std::string>;

TEST_CASE("the TXT records of a name, strings of one record joined") {
  const DnsServer server("_a.example.org",
                         {{"one"}, {"tw", "o"}, {std::string(200, 'x')}});
  auto found = crawler::dns_txt("_a.example.org", server.address());
  REQUIRE(found);
  std::ranges::sort(*found);
  CHECK(*found == Records{"one", "two", std::string(200, 'x')});
}

TEST_CASE("a name without records, and one that is not there, have none") {
  const DnsServer empty("a.example", {});
  CHECK(crawler::dns_txt("a.example", empty.address())->empty());
  const DnsServer none("a.example", {{"x"}}, DnsServer::Manner::says_no_name);
  CHECK(crawler::dns_txt("a.example", none.address())->empty());
}

TEST_CASE("an answer that cannot be read is an error, not an absence") {
  const DnsServer server("a.example", {{"one"}},
                         DnsServer::Manner::answers_rubbish);
  const auto found = crawler::dns_txt("a.example", server.address());
  REQUIRE_FALSE(found);
  CHECK(found.error().kind == ErrorKind::network);
}

TEST_CASE("a server that keeps silent does not hold us up for ever") {
  const DnsServer server("a.example", {{"one"}},
                         DnsServer::Manner::keeps_silent);
  const auto found = crawler::dns_txt("a.example", server.address());
  REQUIRE_FALSE(found);
  CHECK(found.error().kind == ErrorKind::network);
}
