// SPDX-License-Identifier: GPL-3.0-or-later
//
// JSON lines: those of each server, and those that two readers would read in
// two ways.

#include <doctest/doctest.h>

#include "audit/logs/escapes.h"
#include "audit/logs/format_json.h"
#include "audit/logs/format_text.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

const char* const kVetoLine =
    R"({"t":"2026-11-23T04:27:22+00:00","ms":"1795408042.028","rid":"6b",)"
    R"("ip":"192.0.2.1","port":"33223","xff":"","scheme":"https",)"
    R"("host":"a.test","proto":"HTTP/1.1","m":"GET","u":"/p/?a=\"b\"",)"
    R"("st":"200","b":"573","len":"573","ct":"text/html","ref":"","ua":"A/1",)"
    R"("acc":"*/*","al":"","sfd":"","range":"","sa":"\"https://a.test\"",)"
    R"("si":"sig1=(\"@authority\");keyid=\"k\"","sg":"sig1=:AA==:","cd":"",)"
    R"("xr":"noai","tdm":"1"})";

const char* const kCaddyLine =
    R"({"level":"info","ts":1795408019.5101938,"msg":"handled request",)"
    R"("request":{"remote_ip":"192.0.2.9","client_ip":"192.0.2.1",)"
    R"("proto":"HTTP/1.1","method":"GET","host":"a.test:8086",)"
    R"("uri":"/team.html","headers":{"User-Agent":["A/1","B/2"],)"
    R"("Referer":["http://r/"]}},"duration":0.009,"size":277,"status":200,)"
    R"("resp_headers":{"Server":["Caddy"],"User-Agent":["C"]}})";

TEST_CASE("JSON: lines of each server") {
  const struct {
    const char* format;
    std::string line;
    const char* taken;  // time, host, ip, method, target, status, size, agent
  } cases[] = {
      {"veto_json", kVetoLine,
       "2026-11-23T04:27:22.028Z a.test 192.0.2.1 GET /p/?a=\"b\" 200 573 A/1"},
      {"caddy_json", kCaddyLine,
       "2026-11-23T04:26:59.510Z a.test:8086 192.0.2.1 GET /team.html 200 277 "
       "A/1"},
      {"caddy_json",
       R"({"ts":1795408019.5,"request":{"remote_ip":"::1","method":"GET",)"
       R"("host":"h","uri":"/","headers":{}},"size":0,"status":404})",
       "2026-11-23T04:26:59.500Z h ::1 GET / 404 0 "},
      {"traefik_json",
       R"({"ClientAddr":"192.0.2.1:4","ClientHost":"192.0.2.1",)"
       R"("DownstreamContentSize":5,"DownstreamStatus":"200",)"
       R"("RequestHost":"a.test","RequestMethod":"GET","RequestPath":"/x?y",)"
       R"("StartUTC":"2026-11-23T04:27:22.123456789Z","level":"info",)"
       R"("request_User-Agent":"A/1","time":"2026-11-23T05:27:23+01:00"})",
       "2026-11-23T04:27:22.123Z a.test 192.0.2.1 GET /x?y 200 5 A/1"},
      {"cloudflare_logpush",
       R"({"ClientIP":"192.0.2.1","ClientRequestHost":"a.test",)"
       R"("ClientRequestMethod":"GET","ClientRequestURI":"/x",)"
       R"("ClientRequestUserAgent":"A/1","EdgeResponseBytes":5,)"
       R"("EdgeResponseStatus":200,"EdgeStartTimestamp":1795408042028000000})",
       "2026-11-23T04:27:22.028Z a.test 192.0.2.1 GET /x 200 5 A/1"},
      {"google_lb",
       R"({"httpRequest":{"remoteIp":"192.0.2.1","requestMethod":"GET",)"
       R"("requestUrl":"https://a.test/x","responseSize":"5","status":200,)"
       R"("userAgent":"A/1"},"timestamp":"2026-11-23T04:27:22.5Z"})",
       "2026-11-23T04:27:22.500Z  192.0.2.1 GET https://a.test/x 200 5 A/1"},
      {"azure_front_door",
       R"({"time":"2026-11-23T04:27:22.0000000Z","properties":{)"
       R"("clientIp":"192.0.2.1","httpMethod":"GET","httpStatusCode":"200",)"
       R"("requestUri":"https://a.test:443/x","responseBytes":"5",)"
       R"("userAgent":"A/1"}})",
       "2026-11-23T04:27:22.000Z  192.0.2.1 GET https://a.test:443/x 200 5 "
       "A/1"},
      {"json:ip=h,time=time,method=m,target=U,query=q,status=s,bytes=b,agent="
       "ua",
       R"({"time":"2026-11-23T04:26:55+0000","h":"192.0.2.1","m":"GET",)"
       R"("U":"/nope","q":"?x=1","s":"404","b":"153","ua":"N/1","hit":"miss"})",
       "2026-11-23T04:26:55.000Z  192.0.2.1 GET /nope?x=1 404 153 N/1"},
      // A path's dots may be a name's own.
      {"json:ip=client.ip,time=@t,request=http.line,status=s,bytes=b",
       R"({"client.ip":"192.0.2.1","@t":1795408042,"http":{"line":)"
       R"("GET / HTTP/1.1"},"s":200,"b":1})",
       "2026-11-23T04:27:22.000Z  192.0.2.1 GET / 200 1 "},
  };
  for (const auto& one : cases) {
    CAPTURE(one.line);
    const auto format = format_from_text(one.format);
    REQUIRE_MESSAGE(format.has_value(),
                    (format ? "" : format.error().message()));
    RawLine raw;
    REQUIRE(format->parse(one.line, raw));
    const std::string agent =
        raw.has_agent_field ? decode(raw.user_agent, raw.escaping) : "";
    std::string request = raw.request.empty()
                              ? std::string(raw.method) + " " +
                                    decode(raw.target, raw.escaping) +
                                    std::string(raw.query)
                              : "GET /";
    CHECK(to_rfc3339(raw.time) + " " + std::string(raw.host) + " " +
              std::string(raw.ip) + " " + request + " " +
              std::to_string(raw.status) + " " + std::to_string(raw.bytes) +
              " " + agent ==
          one.taken);
  }
}

TEST_CASE("JSON: Web Bot Auth's fields are kept as they were sent") {
  RawLine raw;
  REQUIRE(format_named("veto_json")->parse(kVetoLine, raw));
  const auto text = [&](std::string_view field) {
    return decode(field, raw.escaping);
  };
  CHECK(text(raw.signature_agent) == "\"https://a.test\"");
  CHECK(text(raw.signature_input) == "sig1=(\"@authority\");keyid=\"k\"");
  CHECK(text(raw.signature) == "sig1=:AA==:");
}

TEST_CASE("JSON: each ready format is told from its lines alone") {
  for (const char* line : {kVetoLine, kCaddyLine}) {
    const auto format = detect_format({line, line});
    REQUIRE(format.has_value());
    CHECK(format->name == (line == kVetoLine ? "veto_json" : "caddy_json"));
  }
}

TEST_CASE("JSON: lines that are in no format") {
  const auto format = format_from_text(
      "json:ip=i,time=t,method=m,target=r.u,status=s,bytes=b,agent=a");
  REQUIRE(format.has_value());
  const std::string good =
      R"({"i":"::1","t":1,"m":"GET","r":{"u":"/"},"s":200,"b":1,"a":"x"})";
  RawLine raw;
  REQUIRE(format->parse(good, raw));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string line = good;
    return line.replace(line.find(from), from.size(), to);
  };
  const std::string cases[] = {
      "",
      "{}",
      "[" + good + "]",
      good + "x",
      good.substr(0, good.size() - 1),
      "GET " + good,
      // Two addresses: readers differ on which one counts.
      with("\"t\":1", "\"i\":\"::2\",\"t\":1"),
      with("\"a\":\"x\"", "\"a\":\"x\",\"a\":\"GPTBot\""),
      with("{\"u\":\"/\"}", "[]"),
      with("{\"u\":\"/\"}", "{\"u\":null}"),
      with("200", "2000"),
      with("200", "\"\""),
      with("\"b\":1", "\"b\":-1"),
      with("\"b\":1", "\"b\":1.5"),
      with("\"t\":1", "\"t\":\"yesterday\""),
      with("\"t\":1", "\"t\":99999999999999999999"),
      with("\"x\"", "\"x"),
      with("\"x\"", "x\"y"),
      with("\"x\"", std::string(20, '[') + std::string(20, ']')),
      std::string(60'000, '['),
      "{\"x\":" + std::string(60'000, '{'),
  };
  for (const std::string& line : cases) {
    CAPTURE(line.substr(0, 100));
    RawLine out;
    CHECK(!format->parse(line, out));
  }
}

TEST_CASE("JSON: escapes, half a pair, bytes that are no UTF-8") {
  const struct {
    const char* field;
    std::string text;
  } cases[] = {{R"(a\"b\\c\/d)", "a\"b\\c/d"},
               {R"(\u00e9\u20ac)", "\xC3\xA9\xE2\x82\xAC"},
               {R"(\ud83d\ude00)", "\xF0\x9F\x98\x80"},
               {R"(\ud83dx)", "\xEF\xBF\xBDx"},
               {R"(\ude00\ud83d)", "\xEF\xBF\xBD\xEF\xBF\xBD"},
               {R"(\u00)", R"(\u00)"},
               {R"(\x41\q)", R"(\x41\q)"},
               {"\xFC\\n", "\xFC\n"},
               {R"(\\u0041)", R"(\u0041)"},
               {"\\", "\\"}};
  for (const auto& one : cases) {
    CAPTURE(one.field);
    CHECK(unescape_json(one.field) == one.text);
  }
  CHECK(unescape_json(R"(a\u0000)") == std::string("a\0", 2));
}

}  // namespace
}  // namespace veto::logs
