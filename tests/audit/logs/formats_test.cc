// SPDX-License-Identifier: GPL-3.0-or-later

#include <doctest/doctest.h>

#include "audit/logs/address.h"
#include "audit/logs/escapes.h"
#include "audit/logs/format.h"
#include "audit/logs/log_time.h"
#include "audit/logs/request_line.h"

namespace veto::logs {
namespace {

#define TIME "[23/Nov/2026:04:27:22 +0000]"

TEST_CASE("formats: which line is in which format") {
  const struct {
    const char* line;
    const char* formats;  // those that take it, in the order of all_formats()
  } cases[] = {
      {R"(192.0.2.1 - - )" TIME R"( "GET / HTTP/1.1" 200 5 "-" "A/1")",
       "combined lighttpd combined_extended"},
      {R"(192.0.2.1 - - )" TIME R"( "GET / HTTP/1.1" 200 5)", "common"},
      {R"(a.test:80 192.0.2.1 - - )" TIME R"( "GET / HTTP/1.1" 200 5 "-" "A")",
       "vhost_combined"},
      {R"(a.test 192.0.2.1 - - )" TIME R"( "GET / HTTP/1.1" 200 5 "-" "A")",
       "vhost_combined"},
      {R"(192.0.2.1 - - )" TIME R"( "GET / HTTP/1.1" 200 5 "-" "A" "-" rt=0)",
       "combined_extended"},
      {R"(2001:db8::1 - bob smith )" TIME R"( "GET / HTTP/1.1" 304 - "-" "A")",
       "combined lighttpd combined_extended"},
      // A user name cannot bring its own time and request.
      {R"(192.0.2.1 - x )" TIME R"( y )" TIME
       R"( "GET / HTTP/1.1" 200 5 "-" "A")",
       "combined lighttpd combined_extended"},
      {R"(192.0.2.1 - - )" TIME R"( "\x22" 400 0 "-" "a\" 200 1 \"-\" \"B")",
       "combined lighttpd combined_extended"},
      // Without escaping a quote ends the field: never taken for combined.
      {R"(192.0.2.1 - - )" TIME
       R"( "GET / HTTP/1.1" 200 5 "-" "x" 200 1 "-" "B")",
       "combined_extended"},
      {R"(192.0.2.1 -  )" TIME R"( "GET / HTTP/1.1" 200 5 "" "A")", ""},
      {R"(192.0.2.1 - - )" TIME R"( "GET / HTTP/1.1" 200 5 "-" "A)", ""},
      {R"(192.0.2.1 - - )" TIME R"( "GET / HTTP/1.1" 999 5 "-" "A")", ""},
      {R"(192.0.2.1 - - )" TIME R"( "GET / HTTP/1.1" 200 -5 "-" "A")", ""},
      {R"(192.0.2.1 - - )" TIME
       R"( "GET / HTTP/1.1" 200 99999999999999999999 "-" "A")",
       ""},
      {R"(host.test - - )" TIME R"( "GET / HTTP/1.1" 200 5 "-" "A")", ""},
      {R"(192.0.2.1 - - [23/Nov/2026] "GET / HTTP/1.1" 200 5 "-" "A")", ""},
      {R"({"ip":"192.0.2.1"})", ""},
      {"", ""},
      {"\x16\x03\x01", ""}};
  for (const auto& one : cases) {
    CAPTURE(one.line);
    std::string formats;
    for (const Format& format : all_formats()) {
      RawLine raw;
      if (!format.parse(one.line, raw)) continue;
      formats += (formats.empty() ? "" : " ") + std::string(format.name);
    }
    CHECK(formats == one.formats);
  }
}

TEST_CASE("formats: fields") {
  RawLine raw;
  REQUIRE(parse_vhost_combined(
      R"(a.test:8080 192.0.2.1 - a b [01/Jan/2026:00:30:00 +0130] )"
      R"("GET /x\x22y HTTP/1.1" 206 17 "http://r/" "N\"x\"")",
      raw));
  CHECK(raw.host == "a.test:8080");
  CHECK(raw.ip == "192.0.2.1");
  CHECK(to_rfc3339(raw.time) == "2025-12-31T23:00:00.000Z");
  CHECK(raw.request == R"(GET /x\x22y HTTP/1.1)");
  CHECK(raw.status == 206);
  CHECK(raw.bytes == 17);
  CHECK(raw.referer == "http://r/");
  CHECK(raw.user_agent == R"(N\"x\")");
  REQUIRE(parse_common("::1 - - " TIME R"( "GET / HTTP/1.0" 200 -)", raw));
  CHECK(raw.bytes == 0);
}

TEST_CASE("formats: the format most lines are in, or none") {
  const std::string good =
      "192.0.2.1 - - " TIME R"( "GET / HTTP/1.1" 200 5 "-" "A")";
  std::vector<std::string> lines(100, good);
  for (int i = 0; i < 5; ++i) lines[i * 20] = "something else";
  REQUIRE(detect_format(lines).has_value());
  CHECK(detect_format(lines)->name == "combined");
  lines[50] = "\x1b[31mred \xff";
  const auto refused = detect_format(lines);
  REQUIRE(!refused.has_value());
  CHECK(refused.error().kind == ErrorKind::unsupported);
  CHECK(refused.error().where == "something else");
  CHECK(detect_format({}).has_value());
  // Of few lines, two strays at most, and one in four.
  for (const auto& [strays, of, found] : {std::tuple(1, 9, true),
                                          {1, 4, true},
                                          {1, 3, false},
                                          {1, 2, false},
                                          {2, 8, true},
                                          {2, 7, false},
                                          {3, 30, false},
                                          {1, 1, false}}) {
    CAPTURE(strays);
    CAPTURE(of);
    std::vector<std::string> few(std::size_t(of), good);
    for (int i = 0; i < strays; ++i) few[std::size_t(i)] = "something else";
    CHECK(detect_format(few).has_value() == found);
  }
  // Right in every other way, but 999.1.1.1 is nobody.
  const auto nobody = detect_format(
      {"999.1.1.1 - - " TIME R"( "GET / HTTP/1.1" 200 5 "-" "A")"});
  CHECK(!nobody.has_value());
}

TEST_CASE("escapes: nginx's and Apache's, and what is none") {
  const struct {
    const char* field;
    std::string text;
  } cases[] = {{R"(plain)", "plain"},
               {R"(Quote\x22Bot\x22 \x5Cback)", "Quote\"Bot\" \\back"},
               {R"(\"a\" \\b\\)", "\"a\" \\b\\"},
               {R"(\xc3\x9cn)", "\xC3\x9Cn"},
               {R"(\t\n\r)", "\t\n\r"},
               {R"(\x1B[31m)", "\x1B[31m"},
               {R"(\x00.)", std::string("\0.", 2)},
               // Decoded once only.
               {R"(\\x22)", R"(\x22)"},
               {R"(\x5Cx22)", R"(\x22)"},
               {R"(\xZZ \q)", R"(\xZZ \q)"},
               {R"(\x4)", R"(\x4)"}};
  for (const auto& one : cases) {
    CAPTURE(one.field);
    CHECK(unescape(one.field) == one.text);
  }
  CHECK(unescape("a\\") == "a\\");
}

TEST_CASE("times: zones, and dates that do not exist") {
  const struct {
    const char* text;
    const char* utc;
  } cases[] = {{"23/Nov/2026:04:27:22 +0000", "2026-11-23T04:27:22.000Z"},
               {"23/Nov/2026:04:27:22 -0530", "2026-11-23T09:57:22.000Z"},
               {"01/Mar/2028:00:30:00 +0100", "2028-02-29T23:30:00.000Z"},
               {"31/Feb/2026:04:27:22 +0000", ""},
               {"23/Foo/2026:04:27:22 +0000", ""},
               {"2x/Nov/2026:04:27:22 +0000", ""},
               {"23/Nov/2026:24:27:22 +0000", ""},
               {"23/Nov/2026:04:27:22 *0000", ""},
               {"23/Nov/2026:04:27:22 +0000 ", ""},
               {"", ""}};
  for (const auto& one : cases) {
    CAPTURE(one.text);
    const auto time = parse_log_time(one.text);
    CHECK((time ? to_rfc3339(*time) : "") == std::string(one.utc));
  }
}

TEST_CASE("request lines") {
  const struct {
    const char* text;
    const char* method;
    const char* target;
    const char* host;
  } cases[] = {{"GET /a?b HTTP/1.1", "GET", "/a?b", ""},
               {"GET /a b HTTP/1.1", "GET", "/a b", ""},
               {"GET /", "GET", "/", ""},
               {"GET http://Lab.test:80/p/ HTTP/1.1", "GET", "/p/", "lab.test"},
               {"GET HTTPS://u@lab.test HTTP/1.1", "GET", "/", "lab.test"},
               {"GET http://lab.test?x HTTP/1.1", "GET", "/?x", "lab.test"},
               {"GET http:///p HTTP/1.1", "GET", "http:///p", ""},
               {"GET //private//x HTTP/1.1", "GET", "//private//x", ""},
               {"GET /a/../b HTTP/1.1", "GET", "/a/../b", ""},
               {"OPTIONS * HTTP/1.1", "OPTIONS", "*", ""},
               {"\x16\x03\x01", "", "", ""},
               {"GET  HTTP/1.1", "", "", ""},
               {"G\"T / HTTP/1.1", "", "", ""},
               {"", "", "", ""}};
  for (const auto& one : cases) {
    CAPTURE(one.text);
    std::string store;
    const RequestLine line = parse_request_line(one.text, store);
    CHECK(line.method == one.method);
    CHECK(line.target == one.target);
    CHECK(line.host == one.host);
  }
}

TEST_CASE("targets: what they look like") {
  CHECK(kind_of_target("/a/") == TargetKind::page);
  CHECK(kind_of_target("/a.html?x=.png") == TargetKind::page);
  CHECK(kind_of_target("/a.b/c") == TargetKind::page);
  CHECK(kind_of_target("/A.JPG?w=1") == TargetKind::image);
  CHECK(kind_of_target("/s.css") == TargetKind::support);
  CHECK(kind_of_target("/a.pdf") == TargetKind::other);
  CHECK(is_robots_txt("/robots.txt?x"));
  CHECK(!is_robots_txt("/a/robots.txt"));
}

TEST_CASE("addresses: one text each, and who has neighbours") {
  const struct {
    const char* text;
    const char* canonical;
    bool local;
    const char* network;
  } cases[] = {{"192.0.2.77", "192.0.2.77", false, "192.0.2.0/24"},
               {"127.0.3.1", "127.0.3.1", true, "127.0.3.0/24"},
               {"10.1.2.3", "10.1.2.3", true, "10.1.2.0/24"},
               {"172.31.0.1", "172.31.0.1", true, "172.31.0.0/24"},
               {"172.32.0.1", "172.32.0.1", false, "172.32.0.0/24"},
               {"100.64.0.1", "100.64.0.1", true, "100.64.0.0/24"},
               {"::ffff:192.0.2.1", "192.0.2.1", false, "192.0.2.0/24"},
               {"2001:DB8:0:1::5", "2001:db8:0:1::5", false, "2001:db8::/48"},
               {"::1", "::1", true, "::/48"},
               {"fe80::1", "fe80::1", true, "fe80::/48"},
               {"fd00::1", "fd00::1", true, "fd00::/48"}};
  for (const auto& one : cases) {
    CAPTURE(one.text);
    const auto address = parse_address(one.text);
    REQUIRE(address.has_value());
    CHECK(address->text == one.canonical);
    CHECK(address->local == one.local);
    CHECK(address->network == one.network);
  }
  for (const char* none : {"", "-", "256.1.1.1", "1.2.3", "a.test", ":::"})
    CHECK(!is_address(none));
}

}  // namespace
}  // namespace veto::logs
