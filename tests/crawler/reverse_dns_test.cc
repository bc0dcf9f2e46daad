// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/reverse_dns.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "tests/crawler/dns_server.h"

using namespace veto;
using test::dns_address_data;
using test::dns_name_data;
using test::DnsServer;

namespace {

constexpr int kA = 1;
constexpr int kPtr = 12;
constexpr int kAaaa = 28;

DnsServer::Zone zone() {
  return {
      {{"5.2.0.192.in-addr.arpa", kPtr},
       {dns_name_data("b.Crawl.Example.ORG"), dns_name_data("a.other.test"),
        dns_name_data("b.crawl.example.org")}},
      {{"b.crawl.example.org", kA},
       {dns_address_data("192.0.2.5"), dns_address_data("192.0.2.6")}},
      {{"b.crawl.example.org", kAaaa}, {dns_address_data("2001:db8::1")}},
      {{"a.other.test", kA}, {dns_address_data("192.0.2.5")}},
      {{"5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2."
        "ip6.arpa",
        kPtr},
       {dns_name_data("six.example.org")}},
      {{"six.example.org", kAaaa}, {dns_address_data("2001:db8::5")}},
      {{"7.2.0.192.in-addr.arpa", kPtr}, {dns_name_data("gone.example.org")}}};
}

bool under_example(const std::string& name) {
  return name.ends_with(".example.org");
}

// "name name | name>address,address".
std::string shown(const crawler::ReverseDns& found) {
  std::string text;
  for (const auto& name : found.names) text += name + " ";
  text += "|";
  for (const auto& [name, addresses] : found.addresses) {
    text += " " + name + ">";
    for (const auto& one : addresses) text += one + ",";
  }
  return text;
}

}  // namespace

TEST_CASE("reverse dns: the names of an address, and their addresses") {
  const DnsServer server(zone());
  const struct {
    const char* address;
    const char* expected;
  } cases[] = {
      // In lower case, once; of the asked address's family, and of names to be
      // followed alone.
      {"192.0.2.5",
       "a.other.test b.crawl.example.org | "
       "b.crawl.example.org>192.0.2.5,192.0.2.6,"},
      {"2001:db8::5", "six.example.org | six.example.org>2001:db8::5,"},
      {"192.0.2.7", "gone.example.org | gone.example.org>"},
      {"192.0.2.8", "|"}};
  for (const auto& one : cases) {
    CAPTURE(one.address);
    const auto found =
        crawler::reverse_dns(one.address, under_example, server.address());
    REQUIRE_MESSAGE(found.has_value(), (found ? "" : found.error().message()));
    CHECK(shown(*found) == one.expected);
  }
}

TEST_CASE("reverse dns: names are bounded in number") {
  DnsServer::Zone many;
  auto& names = many[{"5.2.0.192.in-addr.arpa", kPtr}];
  for (char c = 'a'; c < 'm'; ++c)
    names.push_back(dns_name_data(std::string(1, c) + ".test"));
  const DnsServer server(many);
  const auto found = crawler::reverse_dns(
      "192.0.2.5", [](const std::string&) { return true; }, server.address());
  REQUIRE(found.has_value());
  CHECK(found->names.size() == crawler::kMaxReverseNames);
}

TEST_CASE("reverse dns: no answer is not no name") {
  const DnsServer odd(
      {{{"5.2.0.192.in-addr.arpa", kPtr}, {dns_name_data("x y.example.org")}}});
  CHECK(crawler::reverse_dns("192.0.2.5", under_example, odd.address())
            .error()
            .kind == ErrorKind::network);
  const DnsServer rubbish(zone(), DnsServer::Manner::answers_rubbish);
  const auto found =
      crawler::reverse_dns("192.0.2.5", under_example, rubbish.address());
  REQUIRE(!found.has_value());
  CHECK(found.error().kind == ErrorKind::network);
  CHECK(crawler::reverse_dns("example.org", under_example, rubbish.address())
            .error()
            .kind == ErrorKind::usage);
}
