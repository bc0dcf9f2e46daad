// SPDX-License-Identifier: GPL-3.0-or-later
//
// RFC 9110, sections 5.6.7 and 10.2.3.
#include "crawler/retry_after.h"

#include <doctest/doctest.h>

#include <string>

using namespace veto;
using namespace veto::crawler;
using namespace std::chrono_literals;

namespace {

const UtcTime kAsked = make_utc(2026, 11, 24, 12, 0, 0).value();

}  // namespace

TEST_CASE("is_overload: 429 and 503 alone") {
  for (int status : {429, 503}) CHECK(is_overload(status));
  for (int status : {0, 200, 301, 404, 428, 430, 500, 502, 504})
    CHECK_FALSE(is_overload(status));
}

TEST_CASE("Retry-After: a number of seconds") {
  struct Row {
    const char* value;
    std::chrono::seconds seconds;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"0", 0s},
           {"1", 1s},
           {" 120 ", 120s},
           {"00005", 5s},
           {"999999999", kMaxRetryAfter},
           {"99999999999999999999999999", kMaxRetryAfter}}) {
    CAPTURE(row.value);
    CHECK(parse_retry_after(row.value, kAsked) == row.seconds);
  }
}

TEST_CASE("Retry-After: a date in each of its forms") {
  for (const char* value :
       {"Tue, 24 Nov 2026 12:01:30 GMT", "Tuesday, 24-Nov-26 12:01:30 GMT",
        "Tue Nov 24 12:01:30 2026"}) {
    CAPTURE(value);
    CHECK(parse_retry_after(value, kAsked) == 90s);
  }
  CHECK(parse_retry_after("Tue, 24 Nov 2026 11:00:00 GMT", kAsked) == 0s);
  CHECK(parse_retry_after("Sun Nov  1 00:00:00 2026", kAsked) == 0s);
  CHECK(parse_retry_after("Fri, 24 Nov 2056 12:00:00 GMT", kAsked) ==
        kMaxRetryAfter);
  // Half a second is waited for as a whole one.
  CHECK(parse_retry_after("Tue, 24 Nov 2026 12:00:01 GMT", kAsked + 500ms) ==
        1s);
}

TEST_CASE("Retry-After: what is neither is nothing") {
  for (const char* value :
       {"", " ", "soon", "-1", "+5", "1.5", "5s", "0x10", "1e3", "5 6",
        "Tue, 24 Nov 2026", "Tue, 24 Nov 2026 12:01:30",
        "Tue, 24 Nov 2026 12:01:30 CET", "Tue, 32 Nov 2026 12:01:30 GMT",
        "Tue, 24 Foo 2026 12:01:30 GMT", "Tue, 24 Nov 2026 12:01 GMT",
        "Tue, -4 Nov 2026 12:01:30 GMT", "Tue, 24 Nov 2026 25:01:30 GMT",
        "Tuesday, 24-Nov 12:01:30 GMT"}) {
    CAPTURE(value);
    CHECK_FALSE(parse_retry_after(value, kAsked));
  }
  CHECK_FALSE(parse_retry_after(std::string(100000, ' ') + "x", kAsked));
}

TEST_CASE("HTTP dates: a year of two digits") {
  CHECK(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", kAsked) ==
        make_utc(1994, 11, 6, 8, 49, 37).value());
  CHECK(parse_http_date("Sunday, 06-Nov-76 08:49:37 GMT", kAsked) ==
        make_utc(2076, 11, 6, 8, 49, 37).value());
  CHECK(parse_http_date("Sunday, 06-Nov-77 08:49:37 GMT", kAsked) ==
        make_utc(1977, 11, 6, 8, 49, 37).value());
  CHECK(parse_http_date("Sat, 31 Dec 2016 23:59:60 GMT", kAsked) ==
        make_utc(2016, 12, 31, 23, 59, 59).value());
}
