// SPDX-License-Identifier: GPL-3.0-or-later
//
// The logs that the fixes set up are read by this program.

#include <doctest/doctest.h>

#include <string>

#include "audit/logs/format_text.h"
#include "base/text.h"
#include "reports/fixes/log_format.h"

namespace veto::reports {
namespace {

struct Value {
  const char* variable;
  const char* value;
};

// What stands in nginx's own format, as nginx would write it.
constexpr Value kValues[] = {
    {"$time_iso8601", "2026-11-23T04:27:22+00:00"},
    {"$msec", "1795408042.028"},
    {"$remote_addr", "192.0.2.1"},
    {"$host", "a.test"},
    {"$request_method", "GET"},
    {"$request_uri", "/p/?a"},
    {"$status", "200"},
    {"$body_bytes_sent", "573"},
    {"$http_referer", ""},
    {"$http_user_agent", "A/1"},
    {"$http_signature_agent", "\\\"https://a.test\\\""},
    {"$http_signature_input", "sig1=()"},
    {"$http_signature", "sig1=:AA==:"},
};

std::string value_of(const std::string& variable) {
  for (const Value& one : kValues)
    if (variable == one.variable) return one.value;
  return "-";
}

// The line that the directive's text makes.
std::string nginx_line() {
  const std::string format = nginx_log_format();
  std::string line;
  bool quoted = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] == '\'') {
      quoted = !quoted;
    } else if (quoted && format[i] == '$') {
      const std::size_t end = format.find('"', i);
      line += value_of(format.substr(i, end - i));
      i = end - 1;
    } else if (quoted) {
      line += format[i];
    }
  }
  return line;
}

TEST_CASE("own logs: nginx's, by its lines and by its directive") {
  const std::string line = nginx_line();
  const auto found = logs::detect_format({line});
  REQUIRE_MESSAGE(found.has_value(), line);
  CHECK(found->name == "veto_json");
  CHECK(found->weakness.empty());
  const auto given = logs::format_from_text(nginx_log_format());
  REQUIRE(given.has_value());
  CHECK(given->weakness.empty());
  for (const logs::Format& format : {*found, *given}) {
    CAPTURE(format.name);
    logs::RawLine raw;
    REQUIRE(format.parse(line, raw));
    CHECK(raw.ip == "192.0.2.1");
    CHECK(raw.host == "a.test");
    CHECK(raw.target == "/p/?a");
    CHECK(raw.status == 200);
    CHECK(raw.bytes == 573);
    CHECK(raw.user_agent == "A/1");
    CHECK(raw.signature_input == "sig1=()");
    CHECK(raw.signature == "sig1=:AA==:");
    CHECK(logs::decode(raw.signature_agent, raw.escaping) ==
          "\"https://a.test\"");
  }
}

TEST_CASE("own logs: Apache's, by its directive") {
  const std::string format_text = apache_log_format();
  for (std::string_view line : split(format_text, '\n')) {
    if (!line.starts_with("LogFormat")) continue;
    const auto format = logs::format_from_text(line);
    REQUIRE_MESSAGE(format.has_value(),
                    (format ? "" : format.error().message()));
    CHECK(format->weakness.empty());
    logs::RawLine raw;
    REQUIRE(format->parse(
        R"("2026-11-23T04:27:22.028+0000" "1795408042028" "id" "192.0.2.1" )"
        R"("33" "-" "https" "a.test" "HTTP/1.1" "GET" "GET /p HTTP/1.1" )"
        R"("200" "57" "57" "text/html" "-" "A\"/1" "*/*" "-" "-" "-" )"
        R"("\"https://a\"" "-" "-" "-" "noai" "1")",
        raw));
    CHECK(raw.request == "GET /p HTTP/1.1");
    CHECK(to_rfc3339(raw.time) == "2026-11-23T04:27:22.028Z");
    CHECK(raw.user_agent == R"(A\"/1)");
    CHECK(raw.signature_agent == R"(\"https://a\")");
    CHECK(raw.signature.empty());
    return;
  }
  FAIL("no LogFormat");
}

}  // namespace
}  // namespace veto::reports
