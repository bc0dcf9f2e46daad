// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/request_times.h"

#include <doctest/doctest.h>

#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

std::uint64_t sum(const RequestTimes& times) {
  std::uint64_t all = 0;
  for (const auto& one : times.stretches) all += one.count;
  return all;
}

TEST_CASE(
    "request times: seconds at first, in order whatever the log's order") {
  RequestTimes times;
  for (const char* time : {"2026-11-23T10:00:00.900Z", "2026-11-23T10:00:02Z",
                           "2026-11-23T10:00:00Z", "2026-11-23T10:00:01Z"})
    times.add(test::utc(time));
  CHECK(times.unit == 1);
  REQUIRE(times.stretches.size() == 3);
  CHECK(times.stretches[0].count == 2);
  CHECK(times.stretches[0].number + 2 == times.stretches[2].number);
}

TEST_CASE("request times: years fit, and no request is lost") {
  RequestTimes times;
  const UtcTime begin = test::utc("1969-12-31T00:00:00Z");
  constexpr int kHours = 50'000;
  for (int i = 0; i < kHours; ++i) times.add(begin + std::chrono::hours(i));
  CHECK(times.stretches.size() <= RequestTimes::kMost);
  CHECK(times.stretches.size() > RequestTimes::kMost / 4);
  CHECK(sum(times) == kHours);
  for (std::size_t i = 1; i < times.stretches.size(); ++i)
    CHECK(times.stretches[i - 1].number < times.stretches[i].number);
}

}  // namespace
}  // namespace veto::logs
