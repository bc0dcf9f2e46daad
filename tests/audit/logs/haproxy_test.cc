// SPDX-License-Identifier: GPL-3.0-or-later
//
// HAProxy's HTTP logs: lines as HAProxy 2.6 wrote them.

#include <doctest/doctest.h>

#include "audit/logs/escapes.h"
#include "audit/logs/format_haproxy.h"
#include "audit/logs/format_text.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

#define HEAD "192.0.2.1:5644 [26/Nov/2026:22:34:46.999] f1 b/s1 0/0/0/2/2 "
#define TAIL "- - ---- 1/1/0/0/0 0/0 "
#define CLF                                                                 \
  "192.0.2.1 - - [26/Nov/2026:22:34:47 +0000] \"GET /q HTTP/1.1\" 200 131 " \
  "\"\" \"\" 32956 016 \"f2\" \"b\" \"s1\" 0 0 0 0 0 ---- 2 2 0 0 0 0 0 "

struct Fields {
  std::string ip, time, request, agent, host;
  int status = 0;
  std::int64_t bytes = -1;
};

Fields fields(const RawLine& raw) {
  return {std::string(raw.ip),
          to_rfc3339(raw.time),
          std::string(raw.request),
          decode(raw.user_agent, raw.escaping),
          std::string(raw.host),
          raw.status,
          raw.bytes};
}

TEST_CASE("HAProxy: httplog, with captures by their names") {
  const auto format =
      format_from_text("haproxy:captures=Host|User-Agent|X,zone=+0100");
  REQUIRE(format.has_value());
  RawLine raw;
  REQUIRE(format->parse(
      HEAD "200 131 " TAIL
           R"({a.test|Q#22B#22 \b #7Bx#7Cy#7D #231 #C3#9C|z} {S/1} )"
           R"("GET /?#22 HTTP/1.1")",
      raw));
  const Fields got = fields(raw);
  CHECK(got.ip == "192.0.2.1");
  CHECK(got.time == "2026-11-26T21:34:46.999Z");
  CHECK(decode(got.request, raw.escaping) == "GET /?\" HTTP/1.1");
  CHECK(got.agent == "Q\"B\" \\b {x|y} #1 \xC3\x9C");
  CHECK(got.host == "a.test");
  CHECK(got.status == 200);
  CHECK(got.bytes == 131);
  CHECK(raw.has_agent_field);
  raw = {};
  REQUIRE(format->parse(HEAD "400 +0 " TAIL "\"<BADREQ>\"", raw));
  CHECK(!raw.has_agent_field);
  raw = {};
  REQUIRE(
      format->parse("2001:db8::1:5644 [26/Nov/2026:22:34:46.999] f1~ "
                    "b/<NOSRV> -1/-1/-1/-1/+5 503 0 - - SC-- 1/1/0/0/3 "
                    "0/0 {||} \"GET / HTTP/1.1\"",
                    raw));
  CHECK(raw.ip == "2001:db8::1");
}

TEST_CASE("HAProxy: httplog clf") {
  const auto format = format_from_text("haproxy:captures=Host|User-Agent");
  REQUIRE(format.has_value());
  RawLine raw;
  REQUIRE(format->parse(CLF R"("" "" "a.test" "Q#22B\" )", raw));
  CHECK(fields(raw).agent == "Q\"B\\");
  CHECK(fields(raw).time == "2026-11-26T22:34:47.000Z");
  raw = {};
  REQUIRE(format->parse(CLF R"("" "" )", raw));
  CHECK(!raw.has_agent_field);
}

TEST_CASE(
    "HAProxy: lines in which a client's text may stand for the server's") {
  const auto format = format_from_text("haproxy:captures=Host|User-Agent");
  RawLine raw;
  const char* const request = "\"GET / HTTP/1.1\"";
  for (const std::string& line : std::vector<std::string>{
           // A captured cookie is not escaped.
           HEAD "200 1 SID=x - ---- 1/1/0/0/0 0/0 {a|GPTBot/1} " TAIL
                "{a|B/1} " +
               std::string(request),
           HEAD "200 1 SID=x - ---- 1/1/0/0/0 0/0 { " TAIL "{a|B/1} " +
               std::string(request),
           HEAD "200 1 SID=x - ---- 1/1/0/0/0 0/0 {a| " TAIL "{a|B/1} " +
               std::string(request),
           HEAD "200 1 SID=x - ---- 1/1/0/0/0 0/0 \"GET /y H\" " TAIL
                "{a|B/1} " +
               std::string(request),
           std::string(CLF R"("x" "" "a" "GPTBot/1" "" "a" "B/1" )"),
           std::string(CLF R"("x" y" "" "a" "B/1" )"),
           // Other numbers of captures than were said.
           HEAD "200 1 " TAIL "{a} " + std::string(request),
           HEAD "200 1 " TAIL "{a|b|c} " + std::string(request),
           std::string(CLF R"("" "" "a" )"),
           // No request, no answer, no end.
           HEAD "-1 0 " TAIL "{a|b} " + std::string(request),
           HEAD "200 -1 " TAIL "{a|b} " + std::string(request),
           HEAD "200 1 " TAIL "{a|b} \"GET /AAAA",
           HEAD "200 1 " TAIL "{a|b} " + std::string(request) + " x",
           std::string("Server b/s1 is DOWN, reason: Layer4 timeout."),
           std::string()}) {
    CAPTURE(line);
    raw = {};
    CHECK(!format->parse(line, raw));
  }
}

TEST_CASE("HAProxy: why a line is none about a request") {
  const Format format = haproxy_format();
  const struct {
    std::string line, reason;
  } cases[] = {
      {HEAD "-1 0 " TAIL "\"GET / HTTP/1.1\"", "the client got no answer"},
      {HEAD "200 1 " TAIL "{a|b} \"GET /AAAA", "cut short"},
      {"Server b/s1 is DOWN, reason: Layer4 timeout.", "no request"},
      {"something", ""}};
  for (const auto& one : cases) CHECK(format.aside(one.line) == one.reason);
}

std::vector<std::string> lines_with(
    std::initializer_list<const char*> captures) {
  std::vector<std::string> lines;
  for (const char* one : captures)
    lines.push_back(HEAD "200 131 " TAIL + std::string(one) +
                    "\"GET / HTTP/1.1\"");
  return lines;
}

TEST_CASE("HAProxy: the user agent is the one capture that looks like one") {
  const struct {
    std::initializer_list<const char*> captures;
    const char* agent;  // of the last line
    const char* weakness;
  } cases[] = {{{"{a.test|CCBot/2.0} ", "{|} ", "{a.test|My Bot/1 (x)} "},
                "My Bot/1 (x)",
                "looks like one"},
               {{"{CCBot/2.0} {nginx/1.2} ", "{A/1} {nginx/1.2} "},
                "A/1",
                "looks like one"},
               // Of a response alone, always the same.
               {{"{nginx/1.22} ", "{nginx/1.22} "}, "", "no capture is known"},
               {{"{http://a/1|a.test} ", "{http://a/2|b.test} "},
                "",
                "no capture is known"},
               // Two that could be it, and front ends of two kinds.
               {{"{A/1|B/1} ", "{A/2|B/2} "}, "", "no capture is known"},
               {{"{A/1} ", "{A/2|a.test} "}, "", "no capture is known"},
               {{"", ""}, "", "no capture is known"}};
  for (const auto& one : cases) {
    const auto lines = lines_with(one.captures);
    CAPTURE(lines.front());
    const auto format = detect_format(lines);
    REQUIRE(format.has_value());
    CHECK(format->name == "haproxy");
    CHECK(format->weakness.contains(one.weakness));
    CHECK(format->weakness.contains("taken as UTC"));
    RawLine raw;
    REQUIRE(format->parse(lines.back(), raw));
    CHECK(raw.user_agent == one.agent);
  }
  const std::string clf = CLF R"("" "" )";
  const auto format = detect_format({clf, clf});
  REQUIRE(format.has_value());
  CHECK(format->name == "haproxy");
  CHECK(!format->weakness.contains("UTC"));
}

TEST_CASE("HAProxy: setups that are not understood") {
  for (const char* text :
       {"haproxy:", "haproxy:captures", "haproxy:zone=local", "haproxy:x=y"}) {
    CAPTURE(text);
    const auto format = format_from_text(text);
    REQUIRE(!format.has_value());
    CHECK(format.error().kind == ErrorKind::usage);
  }
  CHECK(format_from_text("haproxy:zone=+0100")->weakness.contains("UTC") ==
        false);
}

TEST_CASE("lab: HAProxy's log, both kinds in one file, through syslog") {
  const auto lab = veto::test::shared("testdata/lab");
  if (lab.empty()) return;
  Inputs inputs;
  inputs.files = {lab / "formats/haproxy_syslog.log"};
  const auto summary = analyse_logs(inputs, {}, {});
  REQUIRE_MESSAGE(summary.has_value(),
                  (summary ? "" : summary.error().message()));
  const LogFile& file = summary->files[0];
  CHECK(file.format == "syslog haproxy");
  // A request line longer than HAProxy logs.
  CHECK(file.set_aside == 2);
  for (const auto& [line, reason] : file.reasons) CHECK(reason == "cut short");
  CHECK(file.parsed == file.lines - 2);
}

}  // namespace
}  // namespace veto::logs
