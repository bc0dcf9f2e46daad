// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/summary_json.h"

#include <doctest/doctest.h>

#include "tests/reports/report_samples.h"

using namespace veto;

TEST_CASE("the summary names its schema and what it counts") {
  const auto summary = reports::summary_json(test::sample_report());
  CHECK(summary["schema"] == "veto.summary/1");
  CHECK(summary["run"]["id"] == "20261123T094424.123456Z");
  CHECK(summary["faces"]["images"] == 3);
  CHECK(summary["faces"]["examined"] == 2);
  CHECK(summary["faces"]["listed"].size() == 2);
  CHECK(summary["findings"]["by_code"]["V1"] == 2);
  CHECK(summary["findings"]["list"].size() == 9);
  CHECK(summary["logs"]["clients"][0]["client"] == test::kClaimed);
}

TEST_CASE("what did not run is null, not zero") {
  const auto summary = reports::summary_json(test::empty_report());
  for (const char* stage : {"faces", "signals", "logs"})
    CHECK(summary[stage].is_null());
}

TEST_CASE("the summary holds no person's address") {
  const std::string text = reports::summary_json(test::sample_report()).dump();
  CHECK(text.find(test::kPerson) == std::string::npos);
  CHECK(text.find(test::kBrowser) == std::string::npos);
}

TEST_CASE("findings are one a line and read back whole") {
  const auto data = test::sample_report();
  const std::string text = reports::findings_jsonl(data);
  CHECK(std::count(text.begin(), text.end(), '\n') ==
        static_cast<long>(data.findings.size()));
  const auto first = nlohmann::json::parse(text.substr(0, text.find('\n')));
  const auto finding = audit::finding_from_json(first);
  REQUIRE(finding);
  CHECK(finding->id == data.findings[0].id);
  CHECK(finding->evidence[0].raw == data.findings[0].evidence[0].raw);
}
