// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/url.h"

#include <string>
#include <utility>
#include <vector>

#include "base/url_idna.h"
#include "base/url_ip.h"
#include "base/url_percent.h"
#include "tests/support.h"

using namespace veto;

namespace {

Url url_of(std::string_view text) {
  auto url = Url::parse(text);
  REQUIRE_MESSAGE(url, std::string(text));
  return *std::move(url);
}

}  // namespace

TEST_CASE("url: the parts of a whole one") {
  const Url url = url_of("HTTPS://me:s%40x@Bücher.example:444/a b?x=1|2#y");
  CHECK(url.href() ==
        "https://me:s%40x@xn--bcher-kva.example:444/a%20b?x=1|2#y");
  CHECK(url.without_fragment() ==
        "https://me:s%40x@xn--bcher-kva.example:444/a%20b?x=1|2");
  CHECK(url.scheme() == "https");
  CHECK(url.username() == "me");
  CHECK(url.password() == "s%40x");
  CHECK(url.host() == "xn--bcher-kva.example");
  CHECK(url.port() == 444);
  CHECK(url.effective_port() == 444);
  CHECK(url.path() == "/a%20b");
  CHECK(url.query() == "x=1|2");
  CHECK(url.fragment() == "y");
  CHECK(url.is_http());
  CHECK(url.origin() == "https://xn--bcher-kva.example:444");
  CHECK(url.request_target() == "/a%20b?x=1|2");
}

TEST_CASE("url: empty and missing parts are told apart") {
  const Url empty = url_of("http://x/?#");
  CHECK(empty.query() == "");
  CHECK(empty.fragment() == "");
  CHECK(empty.href() == "http://x/?#");
  CHECK(empty.without_fragment() == "http://x/?");
  CHECK(empty.request_target() == "/?");
  const Url missing = url_of("http://x");
  CHECK_FALSE(missing.query().has_value());
  CHECK_FALSE(missing.fragment().has_value());
  CHECK(missing.without_fragment() == missing.href());
  CHECK(url_of("app:///x").has_host());
  CHECK_FALSE(url_of("app:/x").has_host());
}

TEST_CASE("url: ports a client connects to") {
  const std::vector<std::pair<std::string, int>> cases = {
      {"http://x", 80},    {"https://x", 443}, {"ws://x", 80},
      {"wss://x", 443},    {"ftp://x", 21},    {"file:///x", 0},
      {"http://x:80", 80}, {"app://x", 0},     {"app://x:9", 9},
      {"http://x:0", 0}};
  for (const auto& [text, port] : cases) {
    CAPTURE(text);
    CHECK(url_of(text).effective_port() == port);
  }
  CHECK_FALSE(url_of("http://x:80").port().has_value());
  CHECK(url_of("http://x:0").port() == 0);
}

TEST_CASE("url: opaque paths") {
  CHECK(url_of("mailto:a@b?c").has_opaque_path());
  CHECK(url_of("mailto:a@b?c").path() == "a@b");
  CHECK_FALSE(url_of("app:/a").has_opaque_path());
}

TEST_CASE("url: equality and order are those of the whole") {
  CHECK(url_of("http://x:80/a/../b") == url_of("HTTP://X/b"));
  CHECK(url_of("http://x/#a") != url_of("http://x/"));
  CHECK(url_of("http://a/") < url_of("http://b/"));
}

TEST_CASE("url: errors say what is wrong and quote the input") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"a/b", "not an absolute URL"},
      {"", "not an absolute URL"},
      {"http://", "URL without a host"},
      {"http://u@/", "no host after the credentials"},
      {"http://a b/", "not a valid host"},
      {"http://x:99999/", "not a valid port"}};
  for (const auto& [text, what] : cases) {
    CAPTURE(text);
    const auto url = Url::parse(text);
    REQUIRE_FALSE(url);
    CHECK(url.error().kind == ErrorKind::usage);
    CHECK(url.error().what == what);
    CHECK(url.error().where == text);
  }
  const auto relative = Url::parse("x", url_of("mailto:a"));
  REQUIRE_FALSE(relative);
  CHECK(relative.error().what ==
        "only a fragment can be relative to this base");
}

TEST_CASE("url: long input is refused, before and after encoding") {
  const std::string start = "http://x/";
  const std::string fits(Url::kMaxBytes - start.size(), 'a');
  CHECK(Url::parse(start + fits).has_value());
  const auto longer = Url::parse(start + fits + "a");
  REQUIRE_FALSE(longer);
  CHECK(longer.error().kind == ErrorKind::too_large);
  CHECK(longer.error().where.size() < 300);
  // Each space becomes three bytes.
  const auto grows =
      Url::parse(start + std::string(Url::kMaxBytes / 2, ' ') + "a");
  REQUIRE_FALSE(grows);
  CHECK(grows.error().kind == ErrorKind::too_large);
}

TEST_CASE("url: labels that could not be read back are refused") {
  // Neither DNS's 63 bytes for a label nor 253 for a name are a bound, but
  // kMaxEncodedLabel is.
  std::string label;
  std::size_t longest = 0;
  for (int i = 0; i < 900; ++i) {
    label += i % 2 == 0 ? "日" : "一丁a";
    const auto url = Url::parse("http://" + label + "/");
    if (!url) break;
    longest = url->host().size();
    CHECK(Url::parse(url->href()) == *url);
  }
  CHECK(longest > 253);
  CHECK(longest <= kMaxEncodedLabel);
}

TEST_CASE("percent_decode: only %XX is decoded") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", ""},       {"%41b", "Ab"}, {"%4", "%4"},     {"%", "%"},
      {"%zz", "%zz"}, {"%%41", "%A"}, {"a%4g", "a%4g"}, {"%2541", "%41"}};
  for (const auto& [text, decoded] : cases) {
    CAPTURE(text);
    CHECK(percent_decode(text) == decoded);
  }
}

TEST_CASE("append_percent_encoded: the sets differ where the standard says") {
  // Printable ASCII that each set hides.
  const std::vector<std::pair<PercentSet, std::string>> cases = {
      {PercentSet::c0_control, ""},
      {PercentSet::fragment, " \"<>`"},
      {PercentSet::query, " \"#<>"},
      {PercentSet::special_query, " \"#'<>"},
      {PercentSet::path, " \"#<>?^`{}"},
      {PercentSet::userinfo, " \"#/:;<=>?@[\\]^`{|}"}};
  for (const auto& [set, hidden] : cases) {
    std::string found;
    for (char c = 0x20; c < 0x7F; ++c) {
      std::string out;
      append_percent_encoded(out, std::string(1, c), set);
      if (out.size() == 3) found += c;
    }
    CHECK(found == hidden);
  }
}

TEST_CASE("addresses: shortest forms") {
  CHECK(normalize_ipv4("0x7f.1") == "127.0.0.1");
  CHECK_FALSE(normalize_ipv4("1.2.3.256"));
  CHECK(normalize_ipv6("1:0:0:2:0:0:0:3") == "1:0:0:2::3");
  CHECK(normalize_ipv6("::ffff:1.2.3.4") == "::ffff:102:304");
  CHECK_FALSE(normalize_ipv6("1::2::3"));
  CHECK(ends_in_a_number("a.0x"));
  CHECK_FALSE(ends_in_a_number("a.b."));
}

TEST_CASE("domain_to_ascii: UTS #46 as browsers ask for it") {
  CHECK(domain_to_ascii("faß.de") == "xn--fa-hia.de");
  CHECK(domain_to_ascii("fa\u1E9E") == "xn--fa-hia");
  CHECK(domain_to_ascii("i❤.ws") == "xn--i-7iq.ws");
  CHECK(domain_to_ascii("a\u180Eb\u3164c") == "abc");
  CHECK_FALSE(domain_to_ascii("xn--a-"));
  // A second "xn--" inside, and one that only seems to be.
  CHECK_FALSE(domain_to_ascii("xn--xn---epa"));
  CHECK(domain_to_ascii("💩xn--0") == "xn--xn--0-5e14d");
  CHECK(domain_to_ascii("xn--xn--0-5e14d") == "xn--xn--0-5e14d");
  CHECK_FALSE(domain_to_ascii("\xC3("));
}
