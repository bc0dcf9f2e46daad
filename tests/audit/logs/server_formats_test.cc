// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ready formats of servers that are near to another one, or have a trap.

#include <doctest/doctest.h>

#include "audit/logs/escapes.h"
#include "audit/logs/format_text.h"
#include "audit/logs/survey.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

constexpr const char* kRest =
    " - [23/Nov/2026:04:27:22 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"A/1\"";

TEST_CASE("lighttpd: the second word is the host, where most lines have one") {
  const std::string host = std::string("192.0.2.1 lab.test:8087") + kRest;
  const std::string none = std::string("192.0.2.1 -") + kRest;
  const std::string ident = std::string("192.0.2.1 bob") + kRest;
  const auto format = detect_format({host, none, host});
  REQUIRE(format.has_value());
  CHECK(format->name == "lighttpd");
  RawLine raw;
  REQUIRE(format->parse(host, raw));
  CHECK(raw.host == "lab.test:8087");
  CHECK(raw.user_agent == "A/1");
  raw = {};
  REQUIRE(format->parse(none, raw));
  CHECK(raw.host == "");
  for (const auto& lines :
       {std::vector{none, host, none}, std::vector{ident, ident}}) {
    const auto combined = detect_format(lines);
    REQUIRE(combined.has_value());
    CHECK(combined->name == "combined");
    raw = {};
    REQUIRE(combined->parse(lines[1], raw));
    CHECK(raw.host == "");
  }
}

TEST_CASE("Varnish: lines about no request are set aside, however many") {
  veto::test::TempDir dir;
  std::string log;
  for (int i = 0; i < 10; ++i) {
    log +=
        "192.0.2.1 - - [23/Nov/2026:04:27:22 +0000] \"GET "
        "http://lab.test/p/" +
        std::to_string(i) + " HTTP/1.1\" 200 5 \"-\" \"CCBot/2.0\"\n";
    log +=
        "- - - [23/Nov/2026:04:27:22 +0000] \"- http://localhost HTTP/1.0\" "
        "400 0 \"-\" \"-\"\n";
  }
  test::write(dir / "access.log", log);
  Inputs inputs;
  inputs.files = {dir / "access.log"};
  inputs.origin = "http://lab.test";
  const auto summary = analyse_logs(inputs, {}, {});
  REQUIRE_MESSAGE(summary.has_value(),
                  (summary ? "" : summary.error().message()));
  CHECK(summary->files[0].format == "combined");
  CHECK(summary->files[0].parsed == 10);
  REQUIRE(summary->files[0].set_aside == 10);
  CHECK(summary->files[0].reasons[0].second == "the server names no client");
  CHECK(summary->counts.other_host == 0);
  inputs.origin = "http://other.test";
  CHECK(analyse_logs(inputs, {}, {})->counts.other_host == 10);
  // Of these alone nobody can say what they are.
  CHECK(!detect_format({"- - - [23/Nov/2026:04:27:22 +0000] \"-\" 400 0 \"-\" "
                        "\"-\""})
             .has_value());
}

constexpr const char* kEnvoy =
    R"([2026-11-23T04:27:22.310Z] "GET /a?b HTTP/1.1" 200 - 0 154 226 100 )"
    R"("66.249.66.1, 192.0.2.7" "CCBot/2.0" "cc21d9b0" "a.test" "10.0.2.1:80")";

TEST_CASE("Envoy: only where the user says whose the addresses are") {
  const auto refused = detect_format({kEnvoy, kEnvoy});
  REQUIRE(!refused.has_value());
  CHECK(refused.error().what.contains("X-Forwarded-For"));
  CHECK(refused.error().hint.contains("--format envoy"));
  const auto format = format_from_text("envoy");
  REQUIRE(format.has_value());
  CHECK(!format->weakness.empty());
  RawLine raw;
  REQUIRE(format->parse(kEnvoy, raw));
  CHECK(raw.ip == "192.0.2.7");
  CHECK(to_rfc3339(raw.time) == "2026-11-23T04:27:22.310Z");
  CHECK(raw.request == "GET /a?b HTTP/1.1");
  CHECK(raw.status == 200);
  CHECK(raw.bytes == 154);
  CHECK(raw.user_agent == "CCBot/2.0");
  CHECK(raw.host == "a.test");
}

TEST_CASE("Envoy: quotes are not escaped, so none may stand in a field") {
  const std::string line = kEnvoy;
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string other = line;
    return other.replace(other.find(from), from.size(), to);
  };
  RawLine raw;
  for (const std::string& other :
       {with("CCBot/2.0", R"(x" "i" "h" "u)"), with("CCBot/2.0", "x\"y"),
        with("66.249", "\" \"66.249"), with("/a?b", "/a\" 200 - 0 1 1 1 \""),
        with(" 200 ", " 0 "), with("[2026", "[x2026"), with(":80\"", ":80"),
        line + " x", std::string()}) {
    CAPTURE(other);
    CHECK(!parse_envoy(other, raw));
  }
}

TEST_CASE("CloudFront: percent signs, and those that were escaped twice") {
  const struct {
    const char* field;
    const char* text;
  } cases[] = {{"Mozilla/5.0%20(X)", "Mozilla/5.0 (X)"},
               {"Mozilla/5.0%2520(X)", "Mozilla/5.0 (X)"},
               {"a%2522b", "a\"b"},
               {"a%2520b%20c", "a%20b c"},
               {"100%25", "100%"},
               {"%zz%", "%zz%"}};
  for (const auto& one : cases)
    CHECK(decode(one.field, Escaping::percent) == one.text);
  // Twice at most.
  CHECK(decode("%252520", Escaping::percent) == "%20");
}

TEST_CASE("drains: Vercel's and Netlify's, with what is no request") {
  const std::string vercel =
      R"({"id":"1","timestamp":1795408042310,"source":"static","host":"x",)"
      R"("proxy":{"timestamp":1795408042250,"method":"GET","host":"a.test",)"
      R"("path":"/p?a=1","userAgent":["CCBot/2.0"],"referer":"","statusCode":)"
      R"(200,"clientIp":"192.0.2.7","responseByteSize":154}})";
  const std::string printed = R"({"id":"2","timestamp":1,"message":"hello"})";
  const std::string netlify =
      R"({"log_type":"traffic","timestamp":"2026-11-23T04:27:22.25Z","host":)"
      R"("a.test","client_ip":"192.0.2.7","method":"GET","path":"/p?a=1",)"
      R"("status_code":200,"response_size":154,"user_agent":"CCBot/2.0"})";
  const std::string hidden =
      R"({"log_type":"traffic","timestamp":"2026-11-23T04:27:22.25Z"})";
  for (const auto& lines : {std::vector{vercel, printed, printed},
                            std::vector{netlify, hidden, hidden}}) {
    const auto format = detect_format(lines);
    REQUIRE_MESSAGE(format.has_value(),
                    (format ? "" : format.error().message()));
    CHECK(format->name == (lines[0] == vercel ? "vercel" : "netlify"));
    CHECK(!format->weakness.empty());
    CHECK(!format->aside(lines[1]).empty());
    RawLine raw;
    REQUIRE(format->parse(lines[0], raw));
    CHECK(raw.ip == "192.0.2.7");
    CHECK(raw.host == "a.test");
    CHECK(raw.target == "/p?a=1");
    CHECK(raw.user_agent == "CCBot/2.0");
    CHECK(raw.bytes == 154);
    CHECK(to_rfc3339(raw.time) == "2026-11-23T04:27:22.250Z");
    CHECK(!format->parse(lines[1], raw));
  }
  const auto array = detect_format({"[" + vercel + "," + vercel + "]"});
  REQUIRE(!array.has_value());
  CHECK(array.error().hint.contains("jq"));
}

TEST_CASE("lab: lighttpd's and Varnish's logs are read whole") {
  const auto lab = veto::test::shared("testdata/lab");
  if (lab.empty()) return;
  const struct {
    const char* log;
    const char* format;
    std::uint64_t set_aside;
  } cases[] = {{"lighttpd.log", "lighttpd", 0},
               {"varnishncsa.log", "combined", 2}};
  for (const auto& one : cases) {
    CAPTURE(one.log);
    Inputs inputs;
    inputs.files = {lab / "formats" / one.log};
    const auto summary = analyse_logs(inputs, {}, {});
    REQUIRE(summary.has_value());
    CHECK(summary->files[0].format == one.format);
    CHECK(summary->files[0].set_aside == one.set_aside);
  }
}

}  // namespace
}  // namespace veto::logs
