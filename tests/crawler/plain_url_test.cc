// SPDX-License-Identifier: GPL-3.0-or-later
//
// The short way against the URL parser.
#include "crawler/plain_url.h"

#include <random>

#include "tests/support.h"

using namespace veto;
using crawler::PlainUrls;

namespace {

const char* const kBases[] = {
    "https://example.org/dir/page.html?q#f", "http://example.org",
    "http://user:pw@example.org:8080/a/b/", "https://[::1]/x",
    "https://example.org/a%2e/b?c/d"};

// Whether the short way was taken; that it leads to the same place is checked.
bool taken(const std::string& reference, const Url& base) {
  const auto plain = PlainUrls(base).resolve(reference);
  if (!plain) return false;
  const auto parsed = Url::parse(reference, base);
  CAPTURE(base.href());
  CAPTURE(reference);
  REQUIRE(parsed);
  CHECK(*plain == parsed->without_fragment());
  CHECK(parsed->is_http());
  return true;
}

}  // namespace

TEST_CASE("plain: the references that pages are full of") {
  for (const char* text : kBases) {
    const Url base = Url::parse(text).value();
    for (const char* reference :
         {"/a/b.html", "/", "a.html", "a/b?c=1&d=2", "/a?b/../c",
          "https://cdn.example.com/a.jpg", "http://a.b", "https://a.b?c", "a#b",
          "/x/#", "/a%20b", "https://www.a-b.example/c:d@e"}) {
      CAPTURE(reference);
      CHECK(taken(reference, base));
    }
  }
}

TEST_CASE("plain: what only the parser can tell is declined") {
  const Url base = Url::parse(kBases[0]).value();
  for (const char* reference : {"",
                                "#a",
                                "?a",
                                " /a",
                                "/a ",
                                "//a.b/c",
                                "/\\a",
                                "/a/../b",
                                "./a",
                                "../a",
                                "/a/%2e%2E/b",
                                "/%2e",
                                "mailto:a",
                                "a:b",
                                "/a\tb",
                                "/a\"b",
                                "/a?b'c",
                                "https://A.b/",
                                "https://1.2.3.4/",
                                "https://a.1/",
                                "https://a:80/",
                                "https://u@a/",
                                "https://xn--a/",
                                "https:///a",
                                "https://a..b/",
                                "http://",
                                "HTTP://a.b/",
                                "/\xC3\xBC",
                                "/a^b",
                                "/a|b",
                                "javascript:x"}) {
    CAPTURE(reference);
    CHECK_FALSE(taken(reference, base));
  }
  const Url data = Url::parse("data:text/html,x").value();
  CHECK_FALSE(PlainUrls(data).resolve("a").has_value());
}

TEST_CASE("plain: any bytes, the same as the parser") {
  constexpr std::string_view kPieces[] = {
      "/",  "/",  "a",  "b", ".",        "..",          "%2e",
      "%",  "?",  "#",  ":", "@",        "http://",     "https://",
      "//", "\\", "1",  "-", "xn--",     "A",           " ",
      "\t", "'",  "\"", "|", "\xC3\xBC", "example.org", "&",
      "=",  "~",  "!",  "^", "[",        "]",           "0x7f"};
  std::mt19937 random(1);
  int short_ways = 0;
  for (int i = 0; i < 60000; ++i) {
    std::string reference;
    for (std::size_t pieces = 1 + random() % 6; pieces > 0; --pieces)
      reference += kPieces[random() % std::size(kPieces)];
    const Url base = Url::parse(kBases[random() % std::size(kBases)]).value();
    short_ways += taken(reference, base) ? 1 : 0;
  }
  CHECK(short_ways > 2000);
}
