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
      {"site", "https://example.org/", "https://shop.example.org/", false},
      {"site", "https://example.org/", "https://example.org.evil.test/", false},
      {"site", "https://example.org/", "https://example.org:8443/", false},
      {"site", "http://127.0.0.1:8080/", "http://127.0.0.1:8080/x", true},
      {"site", "http://127.0.0.1:8080/", "http://127.0.0.1:8081/x", false},
      {"site", "https://www.test/", "https://test/", false},
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
  CHECK(!scope->holds_site(*Url::parse("https://example.net/")));
}

TEST_CASE("scopes that cannot be made") {
  CHECK(Scope::make("site", {}).error().kind == ErrorKind::usage);
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
  const auto ours = Scope::make("site", {"http://localhost:8080/"});
  CHECK(ours->allows_private(*Url::parse("http://127.0.0.1/x.jpg")));
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
