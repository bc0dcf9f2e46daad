// SPDX-License-Identifier: GPL-3.0-or-later
//
// The findings in a stranger's bundle: what nothing is said of is findings, one
// a line, as they are written again.

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "audit/finding.h"
#include "base/check.h"
#include "reports/bundle/check_findings.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::istringstream in(text);
  std::vector<reports::Problem> problems;
  reports::check_findings_in(in, {}, {}, problems);
  VETO_CHECK(problems.size() < 1000);
  if (!problems.empty()) return 0;
  std::istringstream lines(text);
  std::string line, last;
  while (std::getline(lines, line)) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    const auto finding = audit::finding_from_json(json);
    VETO_CHECK(finding);
    VETO_CHECK(json.dump() == line);
    audit::Finding again = *finding;
    again.seal_id();
    VETO_CHECK(again.id == finding->id);
    VETO_CHECK(line != last);
    last = line;
  }
  return 0;
}
