// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/summary_json.h"

#include <doctest/doctest.h>

#include "tests/reports/report_samples.h"

using namespace veto;

namespace {

nlohmann::json summary_of(const reports::ReportData& data) {
  const auto texts = reports::Texts::load("en");
  REQUIRE(texts);
  auto summary = reports::summary_json(data, *texts);
  CHECK(texts->missing() == std::vector<std::string>{});
  return summary;
}

}  // namespace

TEST_CASE("the summary names its schema and what it counts") {
  const auto summary = summary_of(test::sample_report());
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
  const auto summary = summary_of(test::empty_report());
  for (const char* stage : {"faces", "signals", "logs"})
    CHECK(summary[stage].is_null());
}

TEST_CASE("the summary holds no person's address") {
  const std::string text = summary_of(test::sample_report()).dump();
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

TEST_CASE("the headlines say what was done and what clients did") {
  const auto lines = summary_of(test::sample_report())["headlines"];
  const auto said = [&](const char* text) {
    for (const auto& line : lines)
      if (line.get<std::string>().find(text) != std::string::npos) return true;
    return false;
  };
  CHECK(said("veto visited https://example.org"));
  CHECK(said("reported 1 face in 1 image"));
  CHECK(said("requested and received what robots.txt asks not to be fetched"));
  CHECK(said("kept to what robots.txt asks"));
  CHECK_FALSE(said("attributed to no operator"));
}

TEST_CASE("that nothing meets the filing threshold is a headline") {
  auto data = test::sample_report();
  std::erase_if(data.findings, [](const auto& f) { return f.fileable(); });
  const auto said = [&](const char* text) {
    return summary_of(data)["headlines"].dump().find(text) != std::string::npos;
  };
  // A praise names an operator here.
  CHECK(said("no complaint can rest on one"));
  CHECK_FALSE(said("attributed to no operator"));
  for (auto& finding : data.findings) finding.operator_name.clear();
  CHECK(said("attributed to no operator"));
}

TEST_CASE("a run under way is called by what its stages left undone") {
  auto data = test::sample_report();
  data.run.outcome = "running";
  data.stages = {{"crawl", {}}, {"faces", {}}};
  CHECK(summary_of(data)["run"]["outcome"] == "done");
  data.stages[1].report.incomplete = {"two images could not be read"};
  CHECK(summary_of(data)["run"]["outcome"] == "incomplete");
  data.stages[0].report.interrupted = true;
  CHECK(summary_of(data)["run"]["outcome"] == "interrupted");
}
