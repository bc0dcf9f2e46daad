// SPDX-License-Identifier: GPL-3.0-or-later
//
// Logs that came through syslog.

#include <doctest/doctest.h>

#include "audit/logs/survey.h"
#include "audit/logs/syslog_prefix.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

const std::string kOwnLine =
    "192.0.2.1 - - [23/Nov/2026:04:27:22 +0000] \"GET /a HTTP/1.1\" 200 5 "
    "\"-\" \"A/1\"";

constexpr const char* kPrefixes[] = {
    "<134>",
    "<134>Nov 23 04:26:54 haproxy[18418]: ",
    "<190>Nov  3 04:26:54 www-1 nginx: ",
    "Nov 23 04:26:54 www-1.example.org apache2[77]: ",
    "Nov 23 04:26:54 2001:db8::1 nginx: ",
    "2026-11-23T04:26:54.378123+01:00 www-1 nginx: ",
    "2026-11-23T04:26:54Z nginx: ",
    "<190>1 2026-11-23T04:26:54.003Z www-1 nginx 77 access - ",
    "<190>1 - - - - - - ",
    R"(<190>1 2026-11-23T04:26:54Z www-1 nginx - - [a@1 b="\"]c"][d] )",
    "<190>1 2026-11-23T04:26:54Z www-1 nginx - - - \xEF\xBB\xBF",
};

TEST_CASE("syslog: each way to write a prefix") {
  for (const std::string prefix : kPrefixes) {
    CAPTURE(prefix);
    const std::string line = prefix + kOwnLine;
    CHECK(syslog_prefix_size(line) == prefix.size());
    const auto format = detect_format({line, line});
    REQUIRE(format.has_value());
    CHECK(format->name == "syslog combined");
    RawLine raw;
    REQUIRE(format->parse(line, raw));
    CHECK(raw.ip == "192.0.2.1");
    CHECK(raw.user_agent == "A/1");
    raw = {};
    CHECK(format->parse(kOwnLine, raw));
  }
}

TEST_CASE("syslog: what is no prefix") {
  for (const std::string& line :
       {kOwnLine, std::string(), std::string("<>"), std::string("<1234>x"),
        std::string("<12a>x"), "Nov 23 04:26:54 " + kOwnLine,
        "Foo 23 04:26:54 www-1 nginx: " + kOwnLine,
        "Nov 23 4:26:54 www-1 nginx: " + kOwnLine,
        // A format that begins with a time, then addresses.
        "2026-11-23T04:26:50.925426+0000 127.0.0.1 2001:db8:: " + kOwnLine,
        "Nov 23 04:26:54 " + std::string(300, 'h') + " nginx: x"}) {
    CAPTURE(line);
    CHECK(syslog_prefix_size(line) == 0);
  }
  // Of a broken one the priority alone.
  CHECK(syslog_prefix_size("<1>1 2026-11-23T04:26:54Z a b c d [e \"f") == 3);
  CHECK(syslog_prefix_size("<1>1 x") == 3);
}

TEST_CASE("syslog: a few prefixed lines do not make a log that came by it") {
  std::vector<std::string> lines(100, kOwnLine);
  lines[3] = lines[50] = kPrefixes[2] + kOwnLine;
  CHECK(detect_format(lines)->name == "combined");
  for (std::string& line : lines) line = kPrefixes[1] + kOwnLine;
  lines[3] = kOwnLine;
  CHECK(detect_format(lines)->name == "syslog combined");
}

TEST_CASE("syslog: a given format, and a whole log") {
  veto::test::TempDir dir;
  std::string log;
  for (const char* target : {"/robots.txt", "/p/a.html"})
    log +=
        "<190>Nov 23 04:27:22 www-1 nginx: {\"ip\":\"192.0.2.1\",\"t\":"
        "1795408042,\"m\":\"GET\",\"u\":\"" +
        std::string(target) + "\",\"s\":200,\"b\":9,\"a\":\"CCBot/2.0\"}\n";
  log += "<190>Nov 23 04:27:23 www-1 nginx: cut {\n";
  test::write(dir / "access.log", log);
  Inputs inputs;
  inputs.files = {dir / "access.log"};
  inputs.format =
      "json:ip=ip,time=t,method=m,target=u,status=s,bytes=b,agent=a";
  const auto summary = analyse_logs(inputs, {}, {});
  REQUIRE_MESSAGE(summary.has_value(),
                  (summary ? "" : summary.error().message()));
  CHECK(summary->files[0].format == "syslog json");
  CHECK(summary->files[0].parsed == 2);
  CHECK(summary->files[0].set_aside == 1);
  REQUIRE(summary->clients.size() == 1);
  CHECK(summary->clients[0].robots_reads == 1);
  CHECK(summary->clients[0].user_agents ==
        std::vector<std::string>{"CCBot/2.0"});
}

}  // namespace
}  // namespace veto::logs
