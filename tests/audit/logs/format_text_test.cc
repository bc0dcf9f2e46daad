// SPDX-License-Identifier: GPL-3.0-or-later
//
// Formats given as text: what is taken of lines as servers write them, what is
// refused of hostile ones, and what is said of a format not understood.

#include <doctest/doctest.h>

#include "audit/logs/escapes.h"
#include "audit/logs/format_text.h"
#include "base/text.h"

namespace veto::logs {
namespace {

// "ip time method target status bytes referer agent", decoded; "" when the
// line is not in the format.
std::string taken(const Format& format, std::string_view line) {
  RawLine raw;
  if (!format.parse(line, raw)) return {};
  const auto text = [&](std::string_view field) {
    return decode(field, raw.escaping);
  };
  const std::string request =
      raw.method.empty() || !raw.request.empty()
          ? text(raw.request)
          : std::string(raw.method) + " " + text(raw.target) + text(raw.query);
  return std::string(raw.ip) + "|" + to_rfc3339(raw.time) + "|" + request +
         "|" + std::to_string(raw.status) + "|" + std::to_string(raw.bytes) +
         "|" + text(raw.referer) + "|" +
         (raw.has_agent_field ? text(raw.user_agent) : "none");
}

constexpr const char* kNginxCombined =
    "$remote_addr - $remote_user [$time_local] \"$request\" $status "
    "$body_bytes_sent \"$http_referer\" \"$http_user_agent\"";

TEST_CASE("format texts: lines of each server") {
  const struct {
    const char* what;
    const char* format;
    const char* line;
    const char* taken;
  } cases[] = {
      {"nginx, time in seconds, host in front",
       R"($host $remote_addr $msec "$request" $status $body_bytes_sent)"
       R"( "$http_referer" "$http_user_agent" rt=$request_time)",
       R"(a.test 192.0.2.1 1795408042.028 "GET /a HTTP/1.1" 200 5 "-" "A" rt=0)",
       "192.0.2.1|2026-11-23T04:27:22.028Z|GET /a HTTP/1.1|200|5|-|A"},
      {"nginx, ISO time, braces, IPv6",
       R"(${remote_addr} [$time_iso8601] "$request_method" "$request_uri")"
       R"( $status $body_bytes_sent "$http_user_agent")",
       R"(2001:db8::1 [2026-11-23T05:27:22+01:00] "GET" "/a?b" 304 0 "A \x22B")",
       "2001:db8::1|2026-11-23T04:27:22.000Z|GET /a?b|304|0||A \"B"},
      {"nginx, an IPv6 address before a port",
       R"($remote_addr:$remote_port [$time_local] "$request" $status)"
       R"( $body_bytes_sent)",
       R"(2001:db8::1:5555 [23/Nov/2026:04:27:22 +0000] "GET / HTTP/1.1" 200 1)",
       "2001:db8::1|2026-11-23T04:27:22.000Z|GET / HTTP/1.1|200|1||none"},
      {"nginx, escape=json, the whole directive",
       R"(log_format x escape=json '{"t":"$time_iso8601",'
          '"ip":"$remote_addr","r":"$request","s":$status,'
          '"b":$body_bytes_sent,"ua":"$http_user_agent"}';)",
       R"({"t":"2026-11-23T04:27:22+00:00","ip":"192.0.2.1",)"
       R"("r":"GET /\u00e9\"x HTTP/1.1","s":200,"b":9,"ua":""})",
       "192.0.2.1|2026-11-23T04:27:22.000Z|GET /\xC3\xA9\"x HTTP/1.1|200|9||"
       "none"},
      {"nginx, escape=none: an absent user leaves two spaces",
       R"(log_format x escape=none '$remote_addr - $remote_user)"
       R"( [$time_local] "$request" $status $body_bytes_sent)"
       R"( "$http_referer" "$http_user_agent"';)",
       R"(127.0.3.1 -  [23/Nov/2026:04:27:22 +0000] "GET / HTTP/1.1" 200 573 "")"
       R"( "a\x22")",
       "127.0.3.1|2026-11-23T04:27:22.000Z|GET / HTTP/1.1|200|573||a\\x22"},
      {"Apache, parts of a time and of the target, lab",
       R"(%{%Y-%m-%dT%H:%M:%S}t.%{usec_frac}t%{%z}t %a %{c}a %{remote}p %m)"
       R"( "%U" "%q" %H %>s %B %I %{X}o "%{User-Agent}i")"
       R"( "%{X-Forwarded-For}i")",
       R"(2026-11-23T04:26:50.971296+0000 127.0.0.1 127.0.0.1 58764 GET)"
       R"( "/nope" "?x=1" HTTP/1.1 404 236 132 - "NotFound/1" "-")",
       "127.0.0.1|2026-11-23T04:26:50.971Z|GET /nope?x=1|404|236||NotFound/1"},
      {"Apache, as its configuration quotes it",
       R"(LogFormat "%h %l %u %t \"%r\" %>s %O \"%{Referer}i\")"
       R"( \"%{User-Agent}i\" %D" timed)",
       R"(192.0.2.1 - bob smith [23/Nov/2026:04:27:22 -0100] "GET / HTTP/1.1")"
       R"( 200 - "-" "N\"x\" \xc3\x9c" 17)",
       "192.0.2.1|2026-11-23T05:27:22.000Z|GET / HTTP/1.1|200|0|-|N\"x\" "
       "\xC3\x9C"},
      {"Apache, milliseconds since 1970, path and query together",
       R"(%h %{msec}t "%m" "%U%q" %s %b)",
       R"(192.0.2.1 1795408042028 "GET" "/a?b" 200 1)",
       "192.0.2.1|2026-11-23T04:27:22.028Z|GET /a?b|200|1||none"},
      {"lighttpd: the second field is the host, lab",
       R"(%h %V %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i")",
       R"(127.0.0.1 127.0.0.1:8087 - [23/Nov/2026:04:27:02 +0000])"
       R"( "GET /nope?x=1 HTTP/1.1" 404 341 "-" "NotFound/1")",
       "127.0.0.1|2026-11-23T04:27:02.000Z|GET /nope?x=1 HTTP/1.1|404|341|-|"
       "NotFound/1"},
      {"GoAccess, Traefik's CLF",
       R"(%h - %e [%d:%t %^] "%r" %s %b "%R" "%u" %^ "%v" "%U" %Lms)",
       R"(192.0.2.1 - - [23/Nov/2026:04:27:22 +0000] "GET / HTTP/2.0" 200 5)"
       R"( "-" "A/1" 12 "web@docker" "http://10.0.0.2:80" 3ms)",
       "192.0.2.1|2026-11-23T04:27:22.000Z|GET / HTTP/2.0|200|5|-|A/1"},
      {"GoAccess, any time", R"(%x %h %m %U %s %b)",
       R"(2026-11-23T04:27:22Z 192.0.2.1 GET /a 200 5)",
       "192.0.2.1|2026-11-23T04:27:22.000Z|GET /a|200|5||none"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.what);
    const auto format = format_from_text(one.format);
    REQUIRE_MESSAGE(format.has_value(),
                    (format ? "" : format.error().message()));
    CHECK(taken(*format, one.line) == one.taken);
    // Nothing behind the line's end, and no line without its beginning.
    if (format->self_delimiting)
      CHECK(taken(*format, std::string(one.line) + "\"x").empty());
    CHECK(taken(*format, std::string("x ") + one.line).empty());
  }
}

TEST_CASE("format texts: a client cannot write the server's fields") {
  const struct {
    const char* what;
    const char* format;
    const char* line;
  } cases[] = {
      {"escape=none, fields within the agent",
       R"(log_format x escape=none '$remote_addr [$time_local] "$request")"
       R"( $status $body_bytes_sent "$http_referer" "$http_user_agent"';)",
       R"(127.0.0.1 [23/Nov/2026:04:27:22 +0000] "GET / HTTP/1.1" 403 5 "-")"
       R"( "x" 200 1 "-" "GPTBot/1.2")"},
      {"escape=none, an agent within the referer",
       R"(log_format x escape=none '$remote_addr [$time_local] "$request")"
       R"( $status $body_bytes_sent "$http_referer" "$http_user_agent"';)",
       R"(127.0.0.1 [23/Nov/2026:04:27:22 +0000] "GET / HTTP/1.1" 403 5)"
       R"( "x" "GPTBot/1.2" "real")"},
      {"a user name with a time of its own",
       R"($remote_addr $remote_user [$time_local] "$request" $status)"
       R"( $body_bytes_sent $pipe)",
       R"(127.0.0.1 x [01/Jan/2026:00:00:00 +0000] y)"
       R"( [23/Nov/2026:04:27:22 +0000] "GET / HTTP/1.1" 200 5 .)"},
      {"an escaped quote does not end the field",
       R"(%h %t "%{User-Agent}i" "%r" %>s %b)",
       R"(127.0.0.1 [23/Nov/2026:04:27:22 +0000] "x\" "GET /p HTTP/1.1" 200 1)"},
      {"no status of three digits", R"(%h %t "%r" %>s %b)",
       R"(127.0.0.1 [23/Nov/2026:04:27:22 +0000] "GET / HTTP/1.1" 1000 1)"},
      {"a size below nothing", R"(%h %t "%r" %>s %b)",
       R"(127.0.0.1 [23/Nov/2026:04:27:22 +0000] "GET / HTTP/1.1" 200 -1)"},
      {"a size that no number holds", R"(%h %t "%r" %>s %b)",
       R"(127.0.0.1 [23/Nov/2026:04:27:22 +0000] "GET / HTTP/1.1" 200)"
       R"( 99999999999999999999)"},
      {"a date that does not exist", R"(%h %{%F %T %z}t "%r" %>s %b)",
       R"(127.0.0.1 2026-02-30 04:27:22 +0000 "GET / HTTP/1.1" 200 1)"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.what);
    const auto format = format_from_text(one.format);
    REQUIRE_MESSAGE(format.has_value(),
                    (format ? "" : format.error().message()));
    CHECK(taken(*format, one.line).empty());
  }
}

TEST_CASE("format texts: what makes a log weak") {
  const struct {
    const char* format;
    const char* weakness;
  } cases[] = {
      {R"(%h %t "%r" %>s %b "%{User-Agent}i")", ""},
      {R"(%h %t "%r" %>s %B %O %U "%{User-Agent}i")", ""},
      {R"(%h %t "%r" %>s %O)", "the size counts the response's header too"},
      {R"(%h %t "%m" "%U" %>s %b)", "the target is what the server made of it"},
      {R"(%h %t "%r" %>s %b %{User-Agent}i %D)",
       "a field that clients fill stands without quotes"},
      {"%h\t%{sec}t\t%r\t%>s\t%b\t%{User-Agent}i\t%D", ""},
      {"%h|%{sec}t|%r|%>s|%b|%{User-Agent}i|%D",
       "a field that clients fill stands without quotes"},
      {R"(%u %h %{sec}t %>s %b "%r")", ""},
      {R"("%r" %u %h %{sec}t %>s %b %D)",
       "a field that clients fill stands without quotes"},
      {R"($remote_addr $msec "$request_method" "$uri$is_args$args" $status)"
       R"( $body_bytes_sent)",
       "the target is what the server made of it"},
      {R"($remote_addr $msec "$uri" "$request" $status $bytes_sent)"
       R"( $body_bytes_sent)",
       ""},
      {R"(log_format x escape=none '$remote_addr $msec "$request" $status)"
       R"( $body_bytes_sent';)",
       "escape=none: clients can write what looks like the server's own"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.format);
    const auto format = format_from_text(one.format);
    REQUIRE_MESSAGE(format.has_value(),
                    (format ? "" : format.error().message()));
    CHECK(format->weakness == one.weakness);
  }
}

TEST_CASE("format texts: those of ready formats are these formats") {
  const struct {
    const char* text;
    const char* name;
  } cases[] = {
      {"combined", "combined"},
      {" vhost_combined\n", "vhost_combined"},
      {"caddy_json", "caddy_json"},
      {kNginxCombined, "combined"},
      {R"(%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i")", "combined"},
      {R"(%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\")",
       "combined"},
      {R"(LogFormat "%h %l %u %t \"%r\" %>s %b" common)", "common"},
      {R"(%h %^[%d:%t %^] "%r" %s %b "%R" "%u")", "combined"},
      {R"(%v:%^ %h %^[%d:%t %^] "%r" %s %b "%R" "%u")", "vhost_combined"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.text);
    const auto format = format_from_text(one.text);
    REQUIRE(format.has_value());
    CHECK(format->name == one.name);
  }
}

TEST_CASE("format texts: what is not understood, and where") {
  const struct {
    const char* text;
    const char* message;
  } cases[] = {
      {"combnied", "no log format of this name: combnied"},
      {"", "no log format of this name"},
      {"%h %t %Y",
       "the log format has a directive that is not understood: byte 7: %Y"},
      {"%h %400u",
       "the log format has a directive that is not understood: byte 4: %400u"},
      {"%h %{x",
       "the log format has a name that is not understood: byte 4: "
       "%{x"},
      {"%h %{%A}t",
       "the log format has a time that is not understood: byte 4: %{%A}t"},
      {"%h %d %t",
       "the log format has a specifier that is not understood: byte 4: %d %t"},
      {"$remote_addr $",
       "the log format has a $ without a variable's name: byte 14: $"},
      {"$remote_addr ${host",
       "the log format has a $ without a variable's name: byte 14: ${host"},
      {R"($status)", "the log format has no address of the client"},
      {R"(%h "%r" %>s %b)", "the log format has no time"},
      {R"(%h %{%F %T}t "%r" %>s %b)", "the log format has no time zone"},
      {R"(%h %{%F %z}t "%r" %>s %b)",
       "the log format has no date with hours, minutes and seconds"},
      {R"(%h %t %m %>s %b)",
       "the log format has no request, or method and "
       "target"},
      {R"(%h %t "%r" %b)", "the log format has no status"},
      {R"(%h %t "%r" %>s)", "the log format has no size of the response"},
      {R"(%h%t "%m%U" %>s %b)",
       "nothing keeps two fields of the log format apart: byte 9"},
      {"log_format x '$remote_addr",
       "the directive of the log format does not end: '$remote_addr"},
      {"LogFormat \"%h", "the directive of the log format does not end: \"%h"},
      {"json:ip=a,time",
       "the mapping of the log has a field that is not understood: time"},
      {"json:ip=a,tmie=b",
       "the mapping of the log has a field that is not understood: tmie=b"},
      {"json:ip=a,time=b,status=c,request=d",
       "the mapping of the log has no bytes="},
      {"json:ip=a,time=b,status=c,bytes=d,method=e",
       "the mapping of the log has no request=, or method= and target="},
  };
  for (const auto& one : cases) {
    CAPTURE(one.text);
    const auto format = format_from_text(one.text);
    REQUIRE(!format.has_value());
    CHECK(format.error().message() == one.message);
  }
  CHECK(!format_from_text(std::string(kMaxFormatText + 1, '%')).has_value());
}

}  // namespace
}  // namespace veto::logs
