// SPDX-License-Identifier: GPL-3.0-or-later
//
// Prefixes, sets of them, and address lists in the shapes operators publish.

#include "audit/logs/address_list.h"

#include <doctest/doctest.h>

#include "audit/logs/address.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

AddressBytes bytes_of(const char* text) {
  const auto address = parse_address(text);
  REQUIRE(address.has_value());
  return address->bytes;
}

std::string found(const PrefixSet& set, const char* address) {
  const Prefix* prefix = set.find(bytes_of(address));
  return prefix ? prefix->text() : "";
}

TEST_CASE("prefixes: what is taken, and why the rest is not") {
  const struct {
    const char* text;
    const char* expected;  // as written again, or the reason
  } cases[] = {
      {"192.0.2.0/24", "192.0.2.0/24"},
      {"192.0.2.7", "192.0.2.7/32"},
      {"192.0.2.7/32", "192.0.2.7/32"},
      {"8.0.0.0/8", "8.0.0.0/8"},
      {"2001:db8::/32", "2001:db8::/32"},
      {"2001:DB8:0::/48", "2001:db8::/48"},
      {"2001:db8::1", "2001:db8::1/128"},
      {"2001::/16", "2001::/16"},
      // Mapped addresses are IPv4 addresses (RFC 4291, section 2.5.5.2).
      {"::ffff:192.0.2.0/120", "192.0.2.0/24"},
      {"::ffff:192.0.2.1", "192.0.2.1/32"},
      {"0.0.0.0/0", "absurdly wide"},
      {"8.0.0.0/7", "absurdly wide"},
      {"::/0", "absurdly wide"},
      {"2000::/15", "absurdly wide"},
      {"2000::/3", "absurdly wide"},
      {"::ffff:0:0/96", "absurdly wide"},
      {"::/16", "absurdly wide"},  // holds all of IPv4, mapped
      {"::/80", "absurdly wide"},
      {"192.0.2.1/24", "host bits set"},
      {"2001:db8::1/64", "host bits set"},
      {"192.0.2.0/33", "no prefix length"},
      {"2001:db8::/129", "no prefix length"},
      {"192.0.2.0/", "no prefix length"},
      {"192.0.2.0/024", "no prefix length"},
      {"192.0.2.0/+24", "no prefix length"},
      {"192.0.2.0/-1", "no prefix length"},
      {"192.0.2.0/24 ", "no prefix length"},
      {"192.0.2.0/24/24", "no prefix length"},
      {"192.0.2/24", "no address"},
      {" 192.0.2.0/24", "no address"},
      {"192.0.2.0/255.255.255.0", "no prefix length"},
      {"010.0.0.0/8", "no address"},
      {"example.org/24", "no address"},
      {"", "no address"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.text);
    const auto prefix = parse_prefix(one.text);
    CHECK((prefix ? prefix->text() : std::string(prefix.error())) ==
          one.expected);
  }
  CHECK(!parse_prefix(std::string_view("192.0.2.1\0", 10)));
}

TEST_CASE("prefix sets: the longest that holds it, at both ends and beyond") {
  std::vector<Prefix> prefixes;
  for (const char* text :
       {"20.171.206.0/23", "20.171.207.128/25", "20.171.206.0/23",
        "20.171.207.130/32", "2a00:1450::/32", "2a00:1450:4000::/37"})
    prefixes.push_back(*parse_prefix(text));
  const PrefixSet set(prefixes);
  CHECK(set.size() == 5);
  const struct {
    const char* address;
    const char* expected;
  } cases[] = {
      {"20.171.205.255", ""},
      {"20.171.206.0", "20.171.206.0/23"},
      {"20.171.207.127", "20.171.206.0/23"},
      {"20.171.207.128", "20.171.207.128/25"},
      {"20.171.207.130", "20.171.207.130/32"},
      {"20.171.207.255", "20.171.207.128/25"},
      {"20.171.208.0", ""},
      {"::ffff:20.171.207.130", "20.171.207.130/32"},
      {"2a00:144f:ffff:ffff::", ""},
      {"2a00:1450::", "2a00:1450::/32"},
      {"2a00:1450:4001::1", "2a00:1450:4000::/37"},
      {"2a00:1451::", ""},
  };
  for (const auto& one : cases) {
    CAPTURE(one.address);
    CHECK(found(set, one.address) == one.expected);
  }
  CHECK(PrefixSet().find(bytes_of("192.0.2.1")) == nullptr);
}

TEST_CASE("addresses: whose they cannot be") {
  const struct {
    const char* address;
    bool local, reserved, blurred, network;
  } cases[] = {
      {"20.171.207.5", false, false, false, false},
      {"20.171.207.0", false, false, true, false},
      {"127.0.4.1", true, false, false, false},
      {"192.0.2.1", false, true, false, false},
      {"198.19.255.255", false, true, false, false},
      {"198.20.0.1", false, false, false, false},
      {"239.1.1.1", false, true, false, false},
      {"255.255.255.255", false, true, false, false},
      {"::ffff:203.0.113.9", false, true, false, false},
      {"2001:db8::1", false, true, false, false},
      {"2001:4860:4801::1", false, false, false, false},
      {"2001:4860:4801::", false, false, true, false},
      {"64:ff9b::1.2.3.4", false, true, false, false},
      {"2002:c000:204::1", false, true, false, false},
      {"::1", true, false, false, false},
      {"104.16.0.1", false, false, false, true},
      {"104.32.0.1", false, false, false, false},
      {"2606:4700::1", false, false, false, true},
      {"151.101.1.9", false, false, false, true},
  };
  for (const auto& one : cases) {
    CAPTURE(one.address);
    const auto address = parse_address(one.address);
    REQUIRE(address.has_value());
    CHECK(address->local == one.local);
    CHECK(address->reserved == one.reserved);
    CHECK(address->blurred == one.blurred);
    CHECK(is_delivery_network(address->bytes) == one.network);
  }
}

TEST_CASE("address lists: the shapes operators publish") {
  const struct {
    const char* text;
    std::size_t size;
    int problems;
    const char* created;
  } cases[] = {
      {R"({"creationTime": "2026-11-01T00:00:00.000000", "prefixes": [
          {"ipv4Prefix": "20.171.206.0/24"},
          {"ipv6Prefix": "2a00:1450::/32"}]})",
       2, 0, "2026-11-01T00:00:00.000000"},
      {R"({"syncToken": "1", "creationTime": "x", "prefixes": [
          {"ipv4Prefix": "20.171.206.0/24", "service": "a", "scope": "b"}]})",
       1, 0, "x"},
      {R"({"createDate": "2026-11-01-00-00-00", "prefixes": [
          {"ip_prefix": "3.5.140.0/22", "region": "r"}],
          "ipv6_prefixes": [{"ipv6_prefix": "2600:1f14::/35"}]})",
       2, 0, "2026-11-01-00-00-00"},
      {R"({"ips": [{"ip_address": "5.39.1.224"}]})", 1, 0, ""},
      {R"(["20.171.206.0/24", "20.171.207.1"])", 2, 0, ""},
      {"# whose\r\n20.171.206.0/24 # one\r\n\r\n2a00:1450::/32\r\n", 2, 0, ""},
      {"\xEF\xBB\xBF 20.171.206.0/24", 1, 0, ""},
      {"20.171.206.0/24\n20.171.206.0/24\n", 1, 0, ""},
      // What cannot be used is counted, the rest is taken.
      {R"({"prefixes": [{"ipv4Prefix": "0.0.0.0/0"}, {"ipv6Prefix": "::/0"},
          {"ipv4Prefix": 7}, {"other": "20.0.0.0/24"}, 9, [], null,
          {"ipv4Prefix": "20.171.206.0/24", "ipv6Prefix": "x"}]})",
       1, 8, ""},
      {"20.171.206.0/24\nhello\n0.0.0.0/0\n", 1, 2, ""},
      {R"(["20.171.206.0/24", {"ipv4Prefix": "20.171.207.0/24"}])", 1, 1, ""},
  };
  for (const auto& one : cases) {
    CAPTURE(one.text);
    const auto list = read_address_list(one.text);
    REQUIRE_MESSAGE(list.has_value(), (list ? "" : list.error().message()));
    CHECK(list->prefixes.size() == one.size);
    CHECK(list->problems == static_cast<std::uint64_t>(one.problems));
    CHECK(list->reasons.size() == list->problems);
    CHECK(list->created == one.created);
  }
  CHECK(read_address_list(cases[0].text)->created_at ==
        test::utc("2026-11-01T00:00:00Z"));
  CHECK(!read_address_list(cases[2].text)->created_at);
  const auto wide = read_address_list("1.1.1.1\n0.0.0.0/0");
  CHECK(wide->reasons.front() == "entry 2: absurdly wide: 0.0.0.0/0");
}

TEST_CASE("address lists: what is none, whatever its size") {
  std::string many = "[";
  for (std::size_t i = 0; i <= kMaxListEntries; ++i) many += "\"1.1.1.1\",";
  many += "\"1.1.1.1\"]";
  const std::string deep =
      R"({"prefixes": [{"ipv4Prefix": "20.171.206.0/24"}], "x": )" +
      std::string(1'000'000, '[') + std::string(1'000'000, ']') + "}";
  const struct {
    std::string text;
    ErrorKind kind;
  } cases[] = {
      {"", ErrorKind::damaged},
      {"{}", ErrorKind::damaged},
      {"[]", ErrorKind::damaged},
      {R"({"prefixes": []})", ErrorKind::damaged},
      {R"({"prefixes": {"ipv4Prefix": "20.171.206.0/24"}})",
       ErrorKind::damaged},
      {R"({"prefixes": [{"ipv4Prefix": "0.0.0.0/0"}]})", ErrorKind::damaged},
      {R"({"prefixes": [{"ipv4Prefix": "20.171.206.0/24"}]} x)",
       ErrorKind::damaged},
      {R"({"prefixes": [{"ipv4Prefix": "20.171.206.0/24"}])",
       ErrorKind::damaged},
      {"<!doctype html><pre>20.171.206.0/24", ErrorKind::damaged},
      {std::string(1'000'000, '['), ErrorKind::damaged},
      {deep, ErrorKind::damaged},
      {std::string(kMaxListBytes + 1, ' '), ErrorKind::too_large},
      {many, ErrorKind::too_large},
  };
  for (const auto& one : cases) {
    CAPTURE(one.text.substr(0, 80));
    const auto list = read_address_list(one.text);
    REQUIRE(!list.has_value());
    CHECK(list.error().kind == one.kind);
  }
}

TEST_CASE("address lists: of many problems the first are named") {
  std::string text = "20.171.206.0/24\n";
  for (int i = 0; i < 1000; ++i) text += std::string(700, '\x1b') + "\n";
  const auto list = read_address_list(text);
  REQUIRE(list.has_value());
  CHECK(list->problems == 1000);
  REQUIRE(list->reasons.size() == kMaxListReasons);
  CHECK(list->reasons.back().find('\x1b') == std::string::npos);
}

}  // namespace
}  // namespace veto::logs
