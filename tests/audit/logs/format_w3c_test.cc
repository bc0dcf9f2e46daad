// SPDX-License-Identifier: GPL-3.0-or-later
//
// Formats of Microsoft's and Amazon's servers: lines as their documentation
// describes them.

#include <doctest/doctest.h>

#include "audit/logs/escapes.h"
#include "audit/logs/format_w3c.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

constexpr const char* kIisFields =
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port "
    "cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus "
    "sc-win32-status sc-bytes time-taken";
constexpr const char* kIisLine =
    "2026-11-23 04:27:22 10.0.0.1 GET /p/a+b.jpg w=1 443 - 192.0.2.1 "
    "Mozilla/5.0+(compatible;+A/1) - 200 0 0 300 15";

std::string agent_of(const RawLine& raw) {
  return decode(raw.user_agent, raw.escaping);
}

TEST_CASE("W3C: IIS, with a plus sign for a space") {
  const Format format = w3c_format();
  RawLine raw;
  CHECK(!format.parse(kIisLine, raw));
  CHECK(!format.parse(kIisFields, raw));
  raw = {};
  REQUIRE(format.parse(kIisLine, raw));
  CHECK(to_rfc3339(raw.time) == "2026-11-23T04:27:22.000Z");
  CHECK(raw.ip == "192.0.2.1");
  CHECK(raw.target == "/p/a+b.jpg");
  CHECK(raw.query == "w=1");
  CHECK(raw.bytes == 300);
  CHECK(agent_of(raw) == "Mozilla/5.0 (compatible; A/1)");
  const std::string line = kIisLine;
  CHECK(!format.parse(line + " x", raw));
  CHECK(!format.parse(line.substr(0, line.rfind(' ')), raw));
}

TEST_CASE("W3C: fields change within a file; each file begins anew") {
  const Format first = w3c_format();
  const Format second = first;
  RawLine raw;
  first.parse(
      "#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes", raw);
  CHECK(first.parse("2026-11-23 04:27:22 ::1 GET / 200 1", raw));
  CHECK(!second.parse("2026-11-23 04:27:22 ::1 GET / 200 1", raw));
  first.parse(
      "#Fields: time date c-ip cs-method cs-uri-stem sc-bytes sc-status", raw);
  raw = {};
  REQUIRE(first.parse("04:27:23 2026-11-23 ::1 GET / 7 404", raw));
  CHECK(raw.status == 404);
  CHECK(to_rfc3339(raw.time) == "2026-11-23T04:27:23.000Z");
  // Too little, or a field twice: better no line than a wrong one.
  for (const char* fields :
       {"#Fields: date time c-ip cs-method cs-uri-stem sc-status",
        "#Fields: date time c-ip c-ip cs-method cs-uri-stem sc-status sc-bytes",
        "#Fields:"}) {
    CAPTURE(fields);
    first.parse(fields, raw);
    CHECK(!first.parse("2026-11-23 04:27:22 ::1 GET / 200 1", raw));
    CHECK(!first.parse("2026-11-23 04:27:22 ::1 ::1 GET / 200 1", raw));
    CHECK(!first.parse("", raw));
  }
}

TEST_CASE("W3C: CloudFront, with tabs, and %20 in what a client sent") {
  const Format format = w3c_format();
  RawLine raw;
  format.parse(
      "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) "
      "cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query "
      "x-host-header",
      raw);
  REQUIRE(
      format.parse("2026-11-23\t04:27:22\tFRA56-P1\t300\t2001:db8::1\tGET\t"
                   "d1.cloudfront.example\t/a%2Fb\t200\t-\t"
                   "A/1%20(x;%2520y)\t-\ta.test",
                   raw));
  CHECK(raw.ip == "2001:db8::1");
  CHECK(raw.host == "a.test");
  CHECK(raw.target == "/a%2Fb");
  CHECK(agent_of(raw) == "A/1 (x;%20y)");
}

TEST_CASE("W3C: a whole log is told by its head, and graded low") {
  test::Site site = test::site();
  site.log = "#Software: Microsoft Internet Information Services 10.0\n";
  site.log += std::string(kIisFields) + "\n";
  for (int i = 0; i < 1500; ++i) site.log += std::string(kIisLine) + "\n";
  const LogSummary summary = site.analyse();
  const LogFile& file = summary.files[0];
  CHECK(file.format == "w3c");
  CHECK(file.parsed == 1500);
  CHECK(file.set_aside == 2);
  CHECK(file.reasons[0].second == "a comment");
  CHECK(file.weakness == "the size counts the response's header too");
  REQUIRE(site.warnings.size() == 1);
  REQUIRE(test::codes(summary) == "S4 V2");
  CHECK(summary.findings[0].facts["files"][0]["weakness"] == file.weakness);
  CHECK(summary.findings[1].grade.log == 2);
  REQUIRE(!summary.verdicts.empty());
  CHECK(summary.verdicts[0].request.target == "/p/a+b.jpg?w=1");
  CHECK(summary.verdicts[0].grade <= 2);
}

TEST_CASE("Amazon: S3 and load balancers") {
  RawLine raw;
  const std::string s3 =
      R"(79a5 a-bucket [23/Nov/2026:04:27:22 +0000] 192.0.2.1 - 3E57 )"
      R"(REST.GET.OBJECT p/a.jpg "GET /p/a.jpg HTTP/1.1" 200 - 2662992 )"
      R"(3462992 70 10 "-" "A/1" - host-id SigV4 - - a.test TLSv1.2)";
  REQUIRE(format_named("aws_s3")->parse(s3, raw));
  CHECK(raw.request == "GET /p/a.jpg HTTP/1.1");
  CHECK(raw.bytes == 2662992);
  CHECK(raw.user_agent == "A/1");
  const std::string alb =
      R"(https 2026-11-23T04:27:22.186641Z app/lb/50dc 192.0.2.1:2817 )"
      R"(10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 )"
      R"("GET https://a.test:443/p/ HTTP/1.1" "A/1" ECDHE TLSv1.2 arn "Root=1")";
  raw = {};
  REQUIRE(format_named("aws_alb")->parse(alb, raw));
  CHECK(raw.ip == "192.0.2.1");
  CHECK(raw.status == 200);
  CHECK(raw.bytes == 57);
  CHECK(to_rfc3339(raw.time) == "2026-11-23T04:27:22.186Z");
  for (const std::string& line : {s3, alb}) {
    const auto found = detect_format({line});
    REQUIRE(found.has_value());
    CHECK(found->name == (line == s3 ? "aws_s3" : "aws_alb"));
  }
}

}  // namespace
}  // namespace veto::logs
