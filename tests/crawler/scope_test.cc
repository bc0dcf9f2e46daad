// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/scope.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>

#include "crawler/address.h"

using namespace veto;
using namespace veto::crawler;

TEST_CASE("scopes hold what they say") {
  struct Case {
    const char* scope;
    const char* seed;
    const char* url;
    bool held;
  };
  const Case cases[] = {
      {"site", "https://example.org/", "https://example.org/a?b", true},
      {"site", "https://example.org/", "http://example.org/a", true},
      {"site", "https://example.org/", "https://www.example.org/", true},
      {"site", "https://www.example.org/", "http://example.org/", true},
      {"site", "https://example.org/", "https://shop.example.org/", true},
      {"site", "https://example.org/", "https://a.b.example.org/x", true},
      {"site", "https://shop.example.org/", "https://www.example.org/", true},
      {"site", "https://example.org/", "https://example.net/", false},
      {"site", "https://example.org/", "https://notexample.org/", false},
      {"site", "https://example.org./", "https://blog.example.org/", true},
      {"site", "https://a.example.co.uk/", "https://b.example.co.uk/", true},
      {"site", "https://example.co.uk/", "https://other.co.uk/", false},
      {"site", "https://alice.github.io/", "https://bob.github.io/", false},
      {"site", "https://alice.github.io/", "https://alice.github.io/x", true},
      {"site", "https://github.io/", "https://bob.github.io/", false},
      {"site", "https://bücher.example/", "https://www.bücher.example/", true},
      {"site", "http://10.1.2.3/", "http://11.1.2.3/", false},
      {"site", "http://1.2.3.4/", "http://5.2.3.4/", false},
      {"site", "http://[2001:db8::1]/", "https://[2001:db8::1]/x", true},
      {"site", "http://[2001:db8::1]/", "http://[2001:db8::2]/x", false},
      {"site", "http://localhost:8080/", "http://localhost:8080/x", true},
      {"site", "http://localhost/", "http://other.localhost/", false},
      {"site", "https://example.org:8443/", "https://a.example.org:8443/",
       true},
      {"site", "https://example.org:8443/", "https://example.org/", false},
      {"host", "https://example.org/", "https://example.org/a?b", true},
      {"host", "https://example.org/", "http://www.example.org/", true},
      {"host", "https://www.example.org/", "https://example.org/", true},
      {"host", "https://example.org/", "https://blog.example.org/", false},
      {"host", "https://blog.example.org/", "https://example.org/", false},
      {"host", "https://example.org/", "https://example.org:8443/", false},
      {"site", "https://example.org/", "https://example.org.evil.test/", false},
      {"site", "https://example.org/", "https://example.org:8443/", false},
      {"site", "http://127.0.0.1:8080/", "http://127.0.0.1:8080/x", true},
      {"site", "http://127.0.0.1:8080/", "http://127.0.0.1:8081/x", false},
      {"host", "https://www.test/", "https://test/", false},
      {"prefix", "https://example.org/a/", "https://b.example.org/a/x", false},
      {"site", "https://example.org/", "mailto:a@example.org", false},
      {"prefix", "https://example.org/a/b", "https://example.org/a/c", true},
      {"prefix", "https://example.org/a/b", "https://example.org/ab", false},
      {"prefix", "https://example.org/a/", "http://www.example.org/a/x", true},
      {"page", "https://example.org/a", "https://example.org/a#x", true},
      {"page", "https://example.org/a", "https://example.org/b", false},
  };
  for (const auto& c : cases) {
    CAPTURE(c.scope);
    CAPTURE(c.seed);
    CAPTURE(c.url);
    const auto scope = Scope::make(c.scope, {c.seed});
    REQUIRE(scope);
    CHECK(scope->holds_page(*Url::parse(c.url)) == c.held);
  }
}

TEST_CASE("a redirection of a seed is judged by site") {
  const auto scope = Scope::make("page", {"http://example.org/"});
  CHECK(scope->holds_site(*Url::parse("https://www.example.org/home")));
  CHECK(scope->holds_site(*Url::parse("https://shop.example.org/home")));
  CHECK(!scope->holds_site(*Url::parse("https://example.net/")));
}

TEST_CASE("what a named sitemap lists stands for seeds") {
  struct Case {
    const char* scope;
    std::vector<std::string> seeds;
    const char* url;
    bool page;
    bool entry;
  };
  const std::string sitemap = "https://example.org/maps/s.xml";
  const Case cases[] = {
      {"site", {}, "https://blog.example.org/x", true, true},
      {"site", {}, "https://example.net/x", false, false},
      {"host", {}, "https://example.org/x", true, true},
      {"host", {}, "https://blog.example.org/x", false, false},
      {"prefix", {}, "https://example.org/x", false, true},
      {"prefix", {}, "https://blog.example.org/x", false, false},
      {"prefix",
       {"https://example.org/a/"},
       "https://example.org/x",
       false,
       false},
      {"prefix",
       {"https://example.org/a/"},
       "https://example.org/a/x",
       true,
       true},
      {"page", {}, "https://example.org/x", false, true},
      {"page", {}, "https://blog.example.org/x", false, true},
      {"page", {}, "https://example.net/x", false, false},
  };
  for (const auto& c : cases) {
    CAPTURE(c.scope);
    CAPTURE(c.url);
    const auto scope = Scope::make(c.scope, c.seeds, {sitemap});
    REQUIRE(scope);
    CHECK(scope->holds_page(*Url::parse(c.url)) == c.page);
    CHECK(scope->holds_entry(*Url::parse(c.url)) == c.entry);
  }
}

TEST_CASE("many seeds are one scope") {
  std::vector<std::string> seeds;
  for (int i = 0; i < 2000; ++i)
    seeds.push_back("https://h" + std::to_string(i) + ".test/a/x");
  for (const char* name : {"site", "host", "prefix"}) {
    const auto scope = Scope::make(name, seeds);
    REQUIRE(scope);
    CHECK(scope->holds_page(*Url::parse("https://h1999.test/a/y")));
    CHECK(!scope->holds_page(*Url::parse("https://h2000.test/a/y")));
  }
}

TEST_CASE("scopes that cannot be made") {
  CHECK(Scope::make("site", {}).error().kind == ErrorKind::usage);
  CHECK(Scope::make("site", {}, {"x"}).error().kind == ErrorKind::usage);
  CHECK(Scope::make("world", {"http://a.test/"}).error().kind ==
        ErrorKind::usage);
  CHECK(Scope::make("site", {"ftp://a.test/"}).error().kind ==
        ErrorKind::usage);
  CHECK(Scope::make("site", {"example.org"}).error().kind == ErrorKind::usage);
}

TEST_CASE("a stranger's page cannot name our own network") {
  const auto stranger = Scope::make("site", {"https://example.org/"});
  CHECK(!stranger->allows_private(*Url::parse("http://127.0.0.1/x.jpg")));
  CHECK(!stranger->allows_private(*Url::parse("http://rebind.test/x.jpg")));
  CHECK(stranger->allows_private(*Url::parse("https://example.org/x.jpg")));
  // Of the site, and yet a name of the stranger's choice.
  CHECK(!stranger->allows_private(*Url::parse("https://lan.example.org/")));
  const auto ours = Scope::make("site", {"http://localhost:8080/"});
  CHECK(ours->allows_private(*Url::parse("http://127.0.0.1/x.jpg")));
  CHECK(!ours->allows_private(*Url::parse("http://10.0.0.1/x.jpg")));
  CHECK(!ours->allows_private(*Url::parse("http://rebind.test/x.jpg")));
  const auto lan = Scope::make("site", {"http://10.0.0.5/"});
  CHECK(lan->allows_private(*Url::parse("http://10.0.0.5/x.jpg")));
  CHECK(!lan->allows_private(*Url::parse("http://10.0.0.1/x.jpg")));
  CHECK(!lan->allows_private(*Url::parse("http://127.0.0.1/x.jpg")));
}

TEST_CASE("addresses that are not public") {
  struct Case {
    const char* host;
    bool is_public;
  };
  const Case cases[] = {
      {"93.184.216.34", true},
      {"8.8.8.8", true},
      {"127.0.0.1", false},
      {"10.1.2.3", false},
      {"172.16.0.1", false},
      {"172.32.0.1", true},
      {"192.168.1.1", false},
      {"169.254.169.254", false},
      {"100.64.0.1", false},
      {"100.128.0.1", true},
      {"0.0.0.0", false},
      {"224.0.0.1", false},
      {"255.255.255.255", false},
      {"[::1]", false},
      {"[fe80::1]", false},
      {"[fd00::1]", false},
      {"[::ffff:127.0.0.1]", false},
      {"[::ffff:8.8.8.8]", true},
      {"[64:ff9b::7f00:1]", false},
      {"[2002:7f00:1::]", false},
      {"[2606:4700::1111]", true},
      {"[2001:db8::1]", false},
      {"[::]", false},
      {"localhost", false},
      {"a.localhost", false},
      {"example.org", true},
  };
  for (const auto& c : cases) {
    CAPTURE(c.host);
    CHECK(is_public_host(c.host) == c.is_public);
  }
}
