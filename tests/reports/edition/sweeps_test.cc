// SPDX-License-Identifier: GPL-3.0-or-later

#include <doctest/doctest.h>

#include "audit/logs/address.h"
#include "reports/edition/address_sweep.h"
#include "reports/edition/mail_sweep.h"

namespace veto::test {
namespace {

using namespace reports;

TEST_CASE("mail addresses are known in whatever form") {
  const struct {
    const char* text;
    const char* swept;
  } rows[] = {
      {"ClaudeBot/1.0; +claudebot@anthropic.com",
       "ClaudeBot/1.0; [mail address]"},
      {"(mailto:anna.b@mail.example.org)", "(mailto:[mail address])"},
      {"/?to=anna%40example.org&x=1", "/?to=[mail address]&x=1"},
      {"/?to=anna%2540example.org", "/?to=[mail address]"},
      {"anna\\x40example.org", "[mail address]"},
      {"anna\\u0040example.org", "[mail address]"},
      {"j\u00f6rg@b\u00fccher.example", "[mail address]"},
      {"a@xn--bcher-kva.xn--p1ai", "[mail address]"},
      {"anna@example.org.", "[mail address]"},
      {"http://user:word@example.org/", "http://user:[mail address]/"},
      {"anna@2x.org", "[mail address]"},
      {"GPTBot/1.2; +https://openai.com/gptbot",
       "GPTBot/1.2; +https://openai.com/gptbot"},
      {"/img/logo@2x.png", "/img/[mail address]"},
      {"/@anna/1", "/[mail address]/1"},
      {"c=anna'@planted.test", "c=anna'[mail address]"},
      {"f=anna%EF%BC%A0planted.test", "f=[mail address]"},
      {"g=anna@planted%E3%80%82test", "g=[mail address]"},
      {"to=anna%u0040planted.test", "to=[mail address]"},
      {"to=anna&#64;planted.test&x=1", "to=[mail address]&x=1"},
      {"to=anna&#064;planted.test", "to=[mail address]"},
      {"to=anna&#0000064planted.test", "to=[mail address]"},
      {"to=anna&#X40;planted.test", "to=[mail address]"},
      {"to=anna&#x0040;planted.test", "to=[mail address]"},
      {"to=anna&commat;planted.test", "to=[mail address]"},
      {"to=anna%26%23064%3Bplanted.test", "to=[mail address]"},
      {"to=anna&%23X040;planted.test", "to=[mail address]"},
      {"anna[at]planted.test, b", "[mail address], b"},
      {"anna(AT)planted.test", "[mail address]"},
      {"to=anna%5Bat%5Dplanted.test", "to=[mail address]"},
      {"bot; anna [at] planted.test; b", "bot; [mail address]; b"},
      {"a(at)b(at)planted.test", "[mail address]"},
      {"anna at planted.test", "anna at planted.test"},
      {"?made[at]=2026&x[at][gt]=1", "?made[at]=2026&x[at][gt]=1"},
      {"look (at) this", "look (at) this"},
      {"c=#006400&#640;#x400 #0064ff", "c=#006400&#640;#x400 [mail address]"},
      {"", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(without_mail(row.text) == row.swept);
    CHECK(without_mail(row.swept) == row.swept);
  }
}

TEST_CASE("an address in escapes is a mark, as any is without networks") {
  AddressSweep with, without(false);
  for (AddressSweep* sweep : {&with, &without})
    sweep->add("198.51.100.4", true);
  const struct {
    const char* text;
    const char* swept;
    const char* marked;
  } rows[] = {
      {"/a?x=203%2E0%2E113%2E77&y=1", "/a?x=[address]&y=1",
       "/a?x=[address]&y=1"},
      {"ip=2001%3Adb8%3A77%3A1234%3A%3A5", "ip=[address]", "ip=[address]"},
      {"203\\x2E0.113.77 b", "[address] b", "[address] b"},
      {"/a%20b?x=198%2E51%2E100%2E4", "/a%20b?x=198%2E51%2E100%2E4",
       "/a%20b?x=198%2E51%2E100%2E4"},
      {"203.0.113.77 198.51.100.4", "203.0.113.0/24 198.51.100.4",
       "[address] 198.51.100.4"},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.text));
    CHECK(with.sweep(row.text) == row.swept);
    CHECK(without.sweep(row.text) == row.marked);
  }
}

TEST_CASE("what a client sent is swept whatever stands before an address") {
  AddressSweep sweep;
  const std::pair<const char*, const char*> rows[] = {
      {"/p/198.51.100.9/x.html", "/p/198.51.100.0/24/x.html"},
      {"/p/v/.198.51.100.9", "/p/v/.198.51.100.0/24"},
      {"x198.51.100.9", "x198.51.100.0/24"},
      {"Chrome/131.0.0.0 (", "Chrome/131.0.0.0 ("},
      {"/131.0.0.0", "/131.0.0.0/24"},
      {"?h=203-0-113-174&x=1", "?h=[address]&x=1"},
      {"robin/2 ip-203_0_113_9.isp.example", "robin/2 [address]"},
      {"/a-1-2-3/2026-11-27-10", "/a-1-2-3/2026-11-27-10"},
  };
  for (const auto& [text, swept] : rows) {
    CAPTURE(std::string(text));
    CHECK(sweep.sweep(text, true) == swept);
    // What the site says has dashes of its own.
    if (text[0] == '?') CHECK(sweep.sweep(text) == text);
  }
}

TEST_CASE("an address parted by other than its own characters goes") {
  AddressSweep sweep;
  sweep.add("198.51.100.4", true);
  sweep.add("2001:db8:1:2:3:4:5:6", true);
  sweep.add("24.1.0.7", false);
  constexpr const char* kGone = "[address]";
  const std::pair<const char*, const char*> rows[] = {
      {"2a02-8109-85a3-8d3-1319-8a2e-370-7348", kGone},
      {"2A02_8109_85A3_8D3_1319_8A2E_370_7348", kGone},
      {"2a02-8109--1", kGone},
      {"2a02-8109-85a3-8d3--", kGone},
      {"2a02_8109__1", kGone},
      {"fe80--1234-5678-9abc-def0s4.ipv6-literal.net", kGone},
      {"64-ff9b--cb00-7109", kGone},
      {"/h/ip6-2a02-8109--1.isp.example/x", "/h/[address]/x"},
      {"/h/de-2a02-8109-85a3-8d3-1319-8a2e-370-7348-x", "/h/[address]"},
      {"h%5F2a02%2D8109--1", kGone},
      {"203_0_113_198", kGone},
      {"203.0-113.198", kGone},
      {"203_0.113-198", kGone},
      {"203.0.113-198", kGone},
      {"52.230-152_7", kGone},
      {"24.1.0-7", kGone},
      // Those of a client that may be shown.
      {"p-198-51-100-4.example", "p-198-51-100-4.example"},
      {"p-198.51-100_4", "p-198.51-100_4"},
      {"p-2001-db8-1-2-3-4-5-6.example", "p-2001-db8-1-2-3-4-5-6.example"},
      // This machine's.
      {"127_0-0.1", "127_0-0.1"},
      // Dates, times.
      {"2026-11-27", "2026-11-27"},
      {"2026-11-27_10-30-00_0001_2", "2026-11-27_10-30-00_0001_2"},
      {"2026-11--27", "2026-11--27"},
      {"20261127-10_30.59", "20261127-10_30.59"},
      // Digests, ids.
      {"f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
       "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"},
      {"2a02f81d-2a02-4dec-8765-2a0291e6bf62",
       "2a02f81d-2a02-4dec-8765-2a0291e6bf62"},
      {"00-1a-2b-3c-4d-5e", "00-1a-2b-3c-4d-5e"},
      {"abcd-ef01-2345-6789-abcd-ef01-2345-6789",
       "abcd-ef01-2345-6789-abcd-ef01-2345-6789"},
      {"ab-cd-ef-01-a3-4f-67-89-ab-cd", "ab-cd-ef-01-a3-4f-67-89-ab-cd"},
      // Versions, names of products and of styles.
      {"Linux/5.15.0-91-generic", "Linux/5.15.0-91-generic"},
      {"Java/1.8.0_151", "Java/1.8.0_151"},
      {"python3-2.28.1.tar.gz", "python3-2.28.1.tar.gz"},
      {"php-8.1-8.3", "php-8.1-8.3"},
      {"Mac OS X 10_15_7", "Mac OS X 10_15_7"},
      {"2a02-8109", "2a02-8109"},
      {"2600--1", "2600--1"},
      {"2a02-8109-85a3-8d3-1319", "2a02-8109-85a3-8d3-1319"},
      {"cafe-bad--1", "cafe-bad--1"},
      {"feed-add--back", "feed-add--back"},
      {"block__add--1-2-3", "block__add--1-2-3"},
      {"xn--fd-2a.example", "xn--fd-2a.example"},
  };
  for (const auto& [text, swept] : rows) {
    CAPTURE(std::string(text));
    CHECK(sweep.sweep(text, true) == swept);
    CHECK(sweep.sweep(swept, true) == swept);
  }
}

TEST_CASE("a line that may be shown whole holds its client's address alone") {
  const char* const alone[] = {
      "52.230.152.7 - - [20/Nov/2026] \"GET /a HTTP/1.1\" 200 5 \"GPTBot/1.2\"",
      "52.230.152.7 - - [20/Nov/2026:08:00:00 +0000] \"Chrome/131.0.0.0\"",
      "www.a.test 52.230.152.7 - - [x] \"GET /?ip=52.230.152.7\" 127.0.0.1 ::1",
      "::ffff:52.230.152.7 - - [x] /img/logo.png \"Mac OS X 10_15_7\"",
      "52.230.152.7 - - [x] x-52-230-152-7.example",
      "52.230.152.7 - - [x] f81d4fae-7dec-11d0-a765-00a0c91e6bf6 2026-11--27",
      "52.230.152.7 - - [x] \"Linux/5.15.0-91\" Java/1.8.0_151",
  };
  const auto own = logs::parse_address("52.230.152.7");
  for (const char* line : alone) {
    CAPTURE(line);
    const auto client = client_alone(line);
    REQUIRE(client.has_value());
    CHECK(*client == own->bytes);
  }
  const auto six = client_alone("2001:db8:77:1234::5 - - [x] \"GET /\"");
  REQUIRE(six.has_value());
  CHECK(*six == logs::parse_address("2001:DB8:77:1234:0:0:0:5")->bytes);
  CHECK(client_alone("2001:db8:77:1::5 - - [x] 2001-db8-77-1-0-0-0-5.example"));

  const char* const others[] = {
      "/?ip=203.0.113.9",
      "/?ip=203%2E0%2E113%2E9",
      "/?ip=2001%3Adb8%3A%3A5",
      "/seen/203.0.113.9/x",
      "/seen/203-0-113-9/x",
      "/seen/203.0-113_9/x",
      "/seen/2a02-8109-85a3-8d3-1319-8a2e-370-7348/x",
      "\"h_2a02_8109__1.isp.example\"",
      "\"203.0.113.9, 10.0.0.1\"",
      "for=203.0.113.9:8080",
      "a203.0.113.9",
      "203.000.113.009",
      "\"-\" \"http://203.0.113.9/\"",
      "[2001:db8::5]:443",
      "x:2001:db8::5",
      "/?x=52.230.152.7.203.0.113.9",
      "version 203.0.113.0",
      "/x/24.1.0.7",
      "/?to=anna@example.org",
      "/?to=anna%40example.org",
      "\"+claudebot@anthropic.com\"",
      "/?c=anna'@planted.test",
      "/?e=anna&#64;planted.test",
      "/?e=anna&#064;planted.test",
      "/?e=anna&#X40;planted.test",
      "/?e=anna&#x0040;planted.test",
      "/?e=anna%26%23x0040%3Bplanted.test",
      "/?e=anna[at]planted.test",
      "/?e=anna(At)planted.test",
      "/?f=anna%EF%BC%A0planted.test",
      "/?i=anna%26commat;planted.test",
      "/?d=anna%2525252540planted.test",
      "/?z=anna@3x.jpg.planted.test",
  };
  for (const char* rest : others) {
    CAPTURE(rest);
    CHECK_FALSE(client_alone("52.230.152.7 - - [x] " + std::string(rest)));
  }
  const char* const fronts[] = {
      "52.230.152.7 - anna [x] \"GET /\"",
      "52.230.152.7 anna - [x] \"GET /\"",
      "2026-11-27 HOST GET / 443 DOM\\anna 52.230.152.7 - - [x]",
      "{\"remote_ip\":\"52.230.152.7\",\"user_id\":\"anna\"}",
      "52.230.152.7 \"GET /\"",
  };
  for (const char* line : fronts) {
    CAPTURE(line);
    CHECK_FALSE(client_alone(line));
  }
  CHECK_FALSE(client_alone("- - \"GET / HTTP/1.1\""));
}

TEST_CASE("an operator's own mail address is nobody else's") {
  const std::string agent =
      "Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)";
  const MailWords known = mail_words(agent);
  CHECK(known == MailWords{"+claudebot@anthropic.com"});
  const std::string line = "52.230.152.7 - - [x] \"" + agent + "\"";
  CHECK(client_alone(line, known));
  CHECK_FALSE(client_alone(line));
  CHECK_FALSE(client_alone(line + " anna@example.org", known));
  CHECK(without_mail(agent, known) == agent);
  CHECK(without_mail(agent + " anna@example.org", known) ==
        agent + " [mail address]");
}

}  // namespace
}  // namespace veto::test
