// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/address.h"

#include <doctest/doctest.h>

using namespace veto;
using reports::network_of;

TEST_CASE("networks of addresses") {
  CHECK(network_of("203.0.113.77") == "203.0.113.0/24");
  CHECK(network_of("2001:db8:1:2:3::4") == "2001:db8:1::/48");
  CHECK(network_of("::ffff:203.0.113.77") == "203.0.113.0/24");
  CHECK(network_of("somebody") == "(address withheld)");
  CHECK(network_of("") == "(address withheld)");
}

TEST_CASE("who may be shown") {
  logs::Client person;
  person.ip = "192.0.2.1";
  CHECK_FALSE(reports::may_be_shown(person));
  auto with = [&](auto change) {
    logs::Client client = person;
    change(client);
    return reports::may_be_shown(client);
  };
  CHECK(with([](auto& c) { c.declared = true; }));
  CHECK(with([](auto& c) { c.own_crawl = true; }));
  CHECK(with([](auto& c) { c.scraper_id = "gptbot"; }));
  CHECK(with([](auto& c) { c.identity = audit::Identity::i1; }));
  CHECK(with([](auto& c) { c.ip = "127.0.0.1"; }));
  CHECK(with([](auto& c) { c.ip = "::1"; }));
}

TEST_CASE("log lines are shown with the network in the address's place") {
  logs::Client robot;
  robot.ip = "203.0.113.7";
  robot.declared = true;
  const reports::Addresses addresses({robot});
  CHECK(addresses.shown_line("203.0.113.7 - - x", "203.0.113.7") ==
        "203.0.113.7 - - x");
  CHECK(addresses.shown_line("192.0.2.9 - - 192.0.2.9", "192.0.2.9") ==
        "192.0.2.0/24 - - 192.0.2.0/24");
  CHECK(addresses.shown_line("example.org:80 192.0.2.9 - x", "") ==
        "example.org:80 192.0.2.0/24 - x");
  CHECK(addresses.shown_line("", "") == "");
}
